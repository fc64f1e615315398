"""Who did it, where the words of the deed do not say so.

"Iran's warning to Israel after the airstrikes": who is threatened with an answer to a deed, or accused over it, is told
to have done it; who threatens an answer was hit by it. "The Guards said they had seized a tanker": a pronoun that
stands for nobody else is the speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.extract.assemble.account import Account
from app.extract.link import Linker
from app.extract.records import Role
from app.extract.taxonomy import TYPES
from app.extract.who import Cast, Part

_OVER = frozenset({"after", "over", "for", "following", "about", "of"})
_SPEAKERS = frozenset({"it", "they", "we", "i"})
_REACTIONS = frozenset({"threat", "accusation"})


def with_implied_doers(accounts: Sequence[Account], linker: Linker) -> tuple[Account, ...]:
    """Deeds without a sure doer get the one that their teller or a reaction that governs them points at."""
    cast = linker.cast
    accounts = [_accused(_self_told(account, cast), cast) for account in accounts]
    reactions: dict[int, list[Account]] = {}
    for account in accounts:
        if account.trigger.type in _REACTIONS:
            reactions.setdefault(account.trigger.sentence, []).append(account)
    return tuple(
        _completed(account, reactions.get(account.trigger.sentence, ()), linker) for account in accounts
    )


def _completed(deed: Account, reactions: Sequence[Account], linker: Linker) -> Account:
    """What the linker is sure of stays. Its guesses are most often the reaction's own actors in the reaction's roles,
    which are not those of the deed."""
    if TYPES[deed.trigger.type].family != "conflict" or not deed.noun:
        return deed
    sure = linker.sure(deed.trigger)
    if sure & deed.entities("source", "participant"):
        return deed
    for reaction in reactions:
        if _governs(reaction, deed, linker.cast):
            implied = tuple(_implied(reaction, sure & deed.entities()))
            return replace(deed, parts=(*_left(deed, reaction, implied), *implied))
    return deed


def _left(deed: Account, reaction: Account, implied: Sequence[Part]) -> Iterator[Part]:
    """The parts of the deed beside the implied ones; who reacts is no doer if another one is."""
    taken = {part.entity for part in implied}
    if any(part.role == "source" for part in implied):
        taken |= reaction.entities("source") & deed.entities("source")
    return (part for part in deed.parts if part.entity not in taken)


def _self_told(deed: Account, cast: Cast) -> Account:
    """The deed with its teller as its doer, if the subject is a pronoun that no mention stands behind."""
    if not deed.teller or deed.noun or deed.entities("source", "participant"):
        return deed
    trigger = deed.trigger
    tree = cast.trees[trigger.sentence]
    subject = tree.subject(tree.tokens[trigger.token])
    if subject is None or subject.dep != "nsubj" or subject.lemma not in _SPEAKERS:
        return deed
    if cast.at(trigger.sentence, subject.index) is not None:
        return deed
    mention = deed.teller[0].mention
    return replace(deed, parts=(Part(role="source", mention=mention, entity=mention.entity), *deed.parts))


def _accused(deed: Account, cast: Cast) -> Account:
    """ "Azerbaijan accused Armenia of bombing the town": the accused did it, not who speaks."""
    trigger = deed.trigger
    tree = cast.trees[trigger.sentence]
    word = tree.tokens[trigger.token]
    of = tree.head(word) if word.dep == "pcomp" else None
    verb = tree.head(of) if of is not None else None
    accused = tree.first(verb, "dobj") if verb is not None and verb.lemma == "accuse" else None
    mention = cast.at(trigger.sentence, accused.index) if accused is not None else None
    if mention is None:
        return deed
    others = tuple(part for part in deed.parts if part.role == "target" and part.entity != mention.entity)
    return replace(deed, parts=(Part(role="source", mention=mention, entity=mention.entity), *others))


def _governs(reaction: Account, deed: Account, cast: Cast) -> bool:
    tree = cast.trees[deed.trigger.sentence]
    link: str | None = None
    for above in tree.ancestors(tree.tokens[deed.trigger.token]):
        if link is None and above.pos in ("ADP", "SCONJ", "VERB"):
            link = above.lemma if above.text.lower() != "following" else "following"
        if above.index == reaction.trigger.token:
            return link in _OVER
    return False


def _implied(reaction: Account, known: frozenset[int]) -> Iterator[Part]:
    """The actors of a reaction in the roles that they have in the deed, without those whose roles are ``known``."""
    roles: list[tuple[Role, Role]] = [("target", "source")]
    if reaction.trigger.type == "threat":
        roles.append(("source", "target"))
    for theirs, its in roles:
        for part in reaction.parts:
            if part.role == theirs and part.entity not in known:
                yield replace(part, role=its)
