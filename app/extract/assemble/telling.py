"""In whose words is an act told? "Russia said it shot down 30 drones" is Russia's word for it."""

from __future__ import annotations

from dataclasses import replace

from app.extract.assemble.account import Account
from app.extract.records import Token, Trigger
from app.extract.tree import Tree
from app.extract.who import Cast, Part

SAYING = frozenset(
    {
        "say", "claim", "state", "announce", "report", "allege", "assert", "insist", "maintain", "declare", "tell",
        "accuse", "blame", "add", "confirm", "note", "suggest", "argue", "charge", "warn", "reveal", "acknowledge",
    }
)  # fmt: skip
_CONTENT = frozenset({"ccomp", "xcomp", "parataxis", "pcomp"})


def teller_of(trigger: Trigger, cast: Cast) -> int | None:
    """The entity whose reported speech holds the trigger, or None where the article tells it itself."""
    tree = cast.trees[trigger.sentence]
    token = tree.tokens[trigger.token]
    for verb in _governing(tree, token):
        if verb.lemma not in SAYING:
            continue
        subject = tree.subject(verb)
        mention = cast.at(trigger.sentence, subject.index) if subject is not None else None
        return mention.entity if mention is not None else None
    return _according_to(tree, trigger, cast)


def _governing(tree: Tree, token: Token) -> list[Token]:
    """The verbs above a token of whose content clause it is part, nearest first."""
    found: list[Token] = []
    for above in tree.ancestors(token):
        if token.dep in _CONTENT and above.pos == "VERB":
            found.append(above)
        token = above
    return found


def _according_to(tree: Tree, trigger: Trigger, cast: Cast) -> int | None:
    """ "According to the ministry, ..." """
    for token in tree.tokens:
        if token.lemma != "accord":
            continue
        for to in tree.below(token, "prep"):
            source = tree.first(to, "pobj")
            mention = cast.at(trigger.sentence, source.index) if source is not None else None
            if mention is not None:
                return mention.entity
    return None


def spoken_for(account: Account, cast: Cast) -> Account:
    """ "The prime minister stated that Iraq opposes ...": where a speaker speaks for his country, the act is his."""
    teller = account.teller
    if not account.is_speech or teller is None or cast.entities[teller].kind == "country":
        return account
    return replace(account, parts=tuple(_voiced(part, teller, cast) for part in account.parts))


def _voiced(part: Part, teller: int, cast: Cast) -> Part:
    actor, speaker = cast.entities[part.entity], cast.entities[teller]
    if part.role == "source" and actor.kind == "country" and actor.country == speaker.country:
        return replace(part, entity=teller)
    return part
