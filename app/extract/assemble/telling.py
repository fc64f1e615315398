"""In whose words is an act told? "Russia said it shot down 30 drones" is Russia's word for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.extract.assemble.account import Account, Teller
from app.extract.records import ActorMention, Token, Trigger
from app.extract.taxonomy import TYPES
from app.extract.tree import Tree
from app.extract.who import Cast, Part

SAYING = frozenset(
    {
        "say", "claim", "state", "announce", "report", "allege", "assert", "insist", "maintain", "declare", "tell",
        "accuse", "blame", "add", "confirm", "note", "suggest", "argue", "charge", "warn", "reveal", "acknowledge",
        "admit", "boast", "write", "tweet", "post",
    }
)  # fmt: skip
_CONTENT = frozenset({"ccomp", "xcomp", "parataxis", "pcomp"})
_VOICES = frozenset({"spokesman", "spokeswoman", "spokesperson", "official", "representative"})
_CITING = frozenset({"cite", "quote"})


def teller_of(trigger: Trigger, cast: Cast) -> tuple[Teller, ...]:
    """Who tells the act, nearest to it first; nobody where the article tells it itself.

    "State television, citing the army, said ..." is the army's word, handed on by television.
    """
    tree = cast.trees[trigger.sentence]
    found = [
        link for verb in _governing(tree, tree.tokens[trigger.token]) for link in _voices(tree, verb, cast)
    ]
    found.extend(_quoted(trigger, cast))
    return _once(found) or _once(_according_to(tree, cast))


def _once(links: list[Teller]) -> tuple[Teller, ...]:
    """Each teller at the first place: "it claimed", under "the army said", is the army."""
    first = {link.mention.entity: link for link in reversed(links)}
    return tuple(link for link in links if first[link.mention.entity] is link)


def _governing(tree: Tree, token: Token) -> Iterator[Token]:
    """The verbs of telling of whose content ``token`` is part, nearest first."""
    content = False
    for above in tree.ancestors(token):
        content = content or token.dep in _CONTENT or (token.dep == "pobj" and above.lemma == "of")
        if above.pos == "VERB":
            if content and (above.lemma in SAYING or above.lemma in _CITING) and _opens(tree, token, above):
                yield above
            content = False
        elif above.pos not in ("ADP", "SCONJ"):
            content = False
        token = above


def _opens(tree: Tree, below: Token, verb: Token) -> bool:
    """ "accused Armenia of shelling" claims the shelling; what follows "for" or "over" is taken for known."""
    if below.pos != "ADP":
        return True
    return (verb.lemma == "accuse" and below.lemma == "of") or (verb.lemma in _CITING and below.lemma == "as")


def _voices(tree: Tree, verb: Token, cast: Cast) -> Iterator[Teller]:
    """Whom the verb cites, then who is its subject: the word goes from the one to the other."""
    if tree.first(verb, "nsubjpass", "auxpass") is not None:
        yield from _voices_of_passive(tree, verb, cast)
        return
    subject = tree.subject(verb)
    hosts = [verb] if subject is None else [verb, subject]
    for host in hosts:
        for inner in tree.below(host, "advcl", "acl", "relcl", "prep"):
            if inner.lemma in _CITING:
                yield from _named(tree, tree.first(inner, "dobj", "pobj"), verb, cast)
    if verb.lemma in _CITING:
        yield from _named(tree, tree.first(verb, "dobj"), verb, cast)
    yield from _named(tree, subject, verb, cast)


def _voices_of_passive(tree: Tree, verb: Token, cast: Cast) -> Iterator[Teller]:
    """ "Lavrov was quoted by the agencies as saying"; who "was declared to have won" says nothing."""
    if verb.lemma in _CITING:
        yield from _named(tree, tree.first(verb, "nsubjpass"), verb, cast)
    for agent in tree.below(verb, "agent"):
        yield from _named(tree, tree.first(agent, "pobj"), verb, cast)


def _named(tree: Tree, token: Token | None, verb: Token, cast: Cast) -> Iterator[Teller]:
    if token is None:
        return
    mention = _spoken_of(tree, token, cast) or cast.at(tree.sentence.index, token.index)
    if mention is not None:
        yield Teller(mention=mention, verb=verb.lemma)


def _spoken_of(tree: Tree, token: Token, cast: Cast) -> ActorMention | None:
    """ "A spokesman for the Ukrainian army": whose word a nameless voice brings."""
    if token.lemma not in _VOICES:
        return None
    for prep in tree.below(token, "prep"):
        body = tree.first(prep, "pobj") if prep.lemma in ("for", "of") else None
        if body is not None and (mention := cast.at(tree.sentence.index, body.index)) is not None:
            return mention
    return None


def _quoted(trigger: Trigger, cast: Cast) -> Iterator[Teller]:
    """Who speaks the direct quote that the act is told in."""
    quote = cast.quote_at(trigger.start)
    if quote is None or quote.speaker_entity is None:
        return
    spoken = [m for m in cast.mentions if m.entity == quote.speaker_entity]
    yield Teller(mention=min(spoken, key=lambda m: abs(m.start - quote.end)), verb="say")


def _according_to(tree: Tree, cast: Cast) -> list[Teller]:
    """ "According to the ministry, ..." """
    found: list[Teller] = []
    for token in tree.tokens:
        if token.lemma != "accord":
            continue
        for to in tree.below(token, "prep"):
            found.extend(_named(tree, tree.first(to, "pobj"), token, cast))
    return found


def spoken_for(account: Account, cast: Cast) -> Account:
    """ "The prime minister stated that Iraq opposes ...": where a speaker speaks for his country, the act is his."""
    teller = account.teller[0].mention.entity if account.teller else None
    if not account.is_speech or teller is None or cast.entities[teller].kind == "country":
        return account
    return replace(account, parts=tuple(_voiced(part, teller, cast) for part in account.parts))


def _voiced(part: Part, teller: int, cast: Cast) -> Part:
    actor, speaker = cast.entities[part.entity], cast.entities[teller]
    if part.role == "source" and actor.kind == "country" and actor.country == speaker.country:
        return replace(part, entity=teller)
    return part


def without_teller(account: Account, cast: Cast) -> Account:
    """ "Pakistan said 31 civilians had been killed": who tells of violence in the passive does not own to it."""
    if TYPES[account.trigger.type].family != "conflict" or not account.teller:
        return account
    tree = cast.trees[account.trigger.sentence]
    if tree.first(tree.tokens[account.trigger.token], "nsubjpass") is None:
        return account
    tellers = {teller.mention.entity for teller in account.teller}
    kept = tuple(part for part in account.parts if part.role != "source" or part.entity not in tellers)
    return replace(account, parts=kept)
