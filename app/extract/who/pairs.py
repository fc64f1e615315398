"""Nouns that stand for several actors named before: "the two leaders", "both sides"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.extract.records import ActorMention, Kind
from app.extract.tree import Tree
from app.extract.who.cast import Cast
from app.extract.who.word_sets import word_set

_COUNTS = {"two": 2, "both": 2, "three": 3}
_PEOPLE: frozenset[Kind] = frozenset({"person"})
_STATES: frozenset[Kind] = frozenset({"country"})
_ARMED: frozenset[Kind] = frozenset({"country", "group"})
_SIDES: frozenset[Kind] = frozenset({"country", "body", "group"})
_REACH = 4  # sentences back


def with_pairs(cast: Cast) -> Cast:
    """The cast with the members of every such noun that enough actors before it can stand for."""
    members: dict[tuple[int, int], tuple[int, ...]] = {}
    for i, mention in enumerate(cast.mentions):
        wanted = _wanted(mention, cast.trees[mention.sentence]) if mention.form == "nominal" else None
        if wanted is not None:
            earlier = [
                m
                for m in cast.mentions[:i]
                if (m.sentence, m.token) not in members and not _is_where(m, cast.trees[m.sentence])
            ]
            tree = cast.trees[mention.sentence]
            office = tree.tokens[mention.token].lemma
            if wanted[1] is _PEOPLE and office not in word_set("pair_anybody"):
                earlier = [m for m in earlier if _holds(office, m, cast)]
            kinds = (_ARMED, _PEOPLE, _SIDES) if wanted[1] is _SIDES else (wanted[1],)
            tries = (_before(earlier, mention, cast, wanted[0], kind) for kind in kinds)
            found = next((one for one in tries if one), ())
            if found:
                members[mention.sentence, mention.token] = found
    mentions = [one for m in cast.mentions for one in _stood_for(m, members, cast)]
    return replace(cast, members=members, mentions=tuple(mentions))


def _stood_for(
    mention: ActorMention, members: Mapping[tuple[int, int], tuple[int, ...]], cast: Cast
) -> Iterator[ActorMention]:
    """The mention, or one of each of those whom it stands for."""
    entities = members.get((mention.sentence, mention.token)) if mention.form == "nominal" else None
    if entities is None:
        yield mention
        return
    for entity in entities:
        yield replace(mention, entity=entity, kind=cast.entities[entity].kind)


def _wanted(mention: ActorMention, tree: Tree) -> tuple[int, frozenset[Kind]] | None:
    """How many actors of which kinds a definite noun phrase calls back; None for all other phrases."""
    token = tree.tokens[mention.token]
    below = {child.text.lower() for child in tree.below(token)}
    count = next((_COUNTS[word] for word in sorted(below) if word in _COUNTS), None)
    if count is None or not (below & {"the", "both", "these"}):
        return None
    lemma = token.lemma
    if lemma in word_set("pair_people"):
        return count, _PEOPLE
    if lemma in word_set("pair_states"):
        return count, _STATES
    return (count, _SIDES) if lemma in word_set("pair_sides") else None


def _holds(office: str, mention: ActorMention, cast: Cast) -> bool:
    """ "both ministers" are two whom the article calls so."""
    return office in (cast.entities[mention.entity].title or "").lower()


def _is_where(mention: ActorMention, tree: Tree) -> bool:
    """ "met in Brussels": no party to anything. A people before a person, "Serbian President", is not named itself."""
    token = tree.tokens[mention.token]
    if mention.form == "modifier":
        return True
    return token.dep == "pobj" and tree.tokens[token.head].lemma in word_set("place_prepositions") - {
        "for",
        "from",
    }


def _before(
    earlier: Sequence[ActorMention], mention: ActorMention, cast: Cast, count: int, kinds: frozenset[Kind]
) -> tuple[int, ...]:
    found: list[int] = []
    for other in reversed(earlier):
        if mention.sentence - other.sentence > _REACH:
            break
        if other.kind in kinds and other.entity not in found and other.entity not in cast.things:
            found.append(other.entity)
        if len(found) == count:
            return tuple(reversed(found))
    return ()
