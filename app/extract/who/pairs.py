"""Nouns that stand for several actors named before: "the two leaders", "both sides"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.extract.records import ActorMention, Kind
from app.extract.tree import Tree
from app.extract.who.cast import Cast
from app.extract.who.word_sets import word_set

_COUNTS = {"two": 2, "both": 2, "three": 3}
_PEOPLE: frozenset[Kind] = frozenset({"person"})
_STATES: frozenset[Kind] = frozenset({"country"})
_SIDES: frozenset[Kind] = frozenset({"country", "body", "group"})
_REACH = 4  # sentences back


def with_pairs(cast: Cast) -> Cast:
    """The cast with the members of every such noun that enough actors before it can stand for."""
    members = {}
    for i, mention in enumerate(cast.mentions):
        wanted = _wanted(mention, cast.trees[mention.sentence]) if mention.form == "nominal" else None
        if wanted is not None:
            found = _before(cast.mentions[:i], mention, cast, *wanted)
            if found:
                members[mention.sentence, mention.token] = found
    return replace(cast, members=members)


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
