"""A name and the description beside it are one actor: "X, the Iraqi premier", "his lawyer, X", "the group Y"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from app.extract.records import Token
from app.extract.tree import Tree
from app.extract.who.raw import Raw
from app.extract.who.word_sets import word_set

_BODIES = ("body", "group")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: (?:[^\W\d_][\w.'’-]*)){1,3}")
_POST = frozenset({"to", "in", "of", "for", "at", "on"})
_LONGEST = 8  # tokens of a post: "ambassador to the United Nations in Geneva"
_ARTICLES = frozenset({"the", "a", "an", "'s", "’s"})


def appositions(raws: Sequence[Raw], trees: Sequence[Tree]) -> dict[int, int]:
    """For a description beside a name: the index of the name's mention."""
    found = dict(_by_tree(raws, trees))
    found.update(_by_comma(raws, trees, found))
    return found


def as_persons(raws: Sequence[Raw], partners: dict[int, int]) -> tuple[Sequence[Raw], dict[int, int]]:
    """The mentions, with those that bear somebody's office turned into persons, whatever their label was."""
    people = {j for i, j in partners.items() if raws[i].kind not in _BODIES and raws[j].kind != "person"}
    if not people:
        return raws, partners
    turned = [replace(raw, kind="person", weak=False) if n in people else raw for n, raw in enumerate(raws)]
    return turned, partners


def _by_tree(raws: Sequence[Raw], trees: Sequence[Tree]) -> Iterator[tuple[int, int]]:
    at = {(raw.sentence, t): i for i, raw in enumerate(raws) for t in range(raw.first, raw.last + 1)}
    for i, raw in enumerate(raws):
        if raw.form != "nominal" or raw.plural:
            continue
        tree = trees[raw.sentence]
        token = tree.tokens[raw.token]
        near = [token.head] if token.dep == "appos" else []
        near.extend(child.index for child in tree.below(token, "appos"))
        near.extend(_joint_office(raw, token, tree))
        for other in near:
            j = at.get((raw.sentence, other))
            if j is not None and j != i and _belong(raw, raws[j]):
                yield i, j


def _joint_office(raw: Raw, token: Token, tree: Tree) -> Iterator[int]:
    """ "Party leader and Prime Minister X": two offices of one bearer, as nothing else comes between them."""
    joined = tree.first(token, "conj")
    if raw.title is None or joined is None or tree.first(token, "det", "poss") is not None:
        return
    if token.index + 1 < len(tree.tokens) and tree.tokens[token.index + 1].lemma == "and":
        office = tree.tokens[token.index + 2 : joined.index]
        if office and all(part.pos in ("NOUN", "PROPN", "ADJ") for part in office):
            yield joined.index


def _belong(described: Raw, named: Raw) -> bool:
    """May the description be that of the name?"""
    if described.kind in _BODIES:
        known = named.kind in _BODIES and named.form == "name" and not named.weak
        return known and described.title is None and described.kind == "group"
    if described.thing or (described.title is None and described.head in word_set("measures")):
        return False
    return named.kind == "person" or (described.title is not None and _may_be_person(named))


def _may_be_person(raw: Raw) -> bool:
    """ "his lawyer, Dragan Ivetic": labels take many a foreign name for that of a body."""
    unknown = raw.kind == "body" and raw.form == "name" and raw.known is None
    if not unknown or raw.text.isupper() or _NAME.fullmatch(raw.text) is None:
        return False
    return not any(word.lower() in word_set("body_words") for word in raw.text.split())


def _by_comma(raws: Sequence[Raw], trees: Sequence[Tree], known: dict[int, int]) -> Iterable[tuple[int, int]]:
    """ "Jens Stoltenberg, NATO's secretary general," where the parser saw no apposition."""
    solid = [i for i, raw in enumerate(raws) if raw.form in ("name", "nominal")]
    for a, b in pairwise(solid):
        nominal, name = (b, a) if raws[b].form == "nominal" else (a, b)
        if _pairs(raws, trees, a, b, nominal, name) and nominal not in known:
            yield nominal, name
    for a in solid:
        named = _after_post(raws, trees, a)
        if named is not None and a not in known:
            yield a, named


def _pairs(raws: Sequence[Raw], trees: Sequence[Tree], a: int, b: int, nominal: int, name: int) -> bool:
    left, right = raws[a], raws[b]
    if left.sentence != right.sentence or raws[name].form != "name" or raws[nominal].form != "nominal":
        return False
    if raws[nominal].title is None or raws[nominal].plural or not _belong(raws[nominal], raws[name]):
        return False
    between = trees[left.sentence].tokens[left.last + 1 : right.first]
    words = [t.text for t in between if t.text.lower() not in _ARTICLES]
    return words[:1] == [","] and len(words) <= 2 and _closed(trees[right.sentence], right.last)


def _after_post(raws: Sequence[Raw], trees: Sequence[Tree], a: int) -> int | None:
    """ "Georgia's ambassador to Bulgaria, Otar Berdzenishvili, resigned": the name that follows where he serves."""
    office = raws[a]
    tree = trees[office.sentence]
    tokens = tree.tokens
    if office.form != "nominal" or office.title is None or office.plural or office.last + 2 >= len(tokens):
        return None
    if tokens[office.token + 1].lemma not in _POST:
        return None
    reach = tokens[office.last + 1 : office.last + 1 + _LONGEST]
    comma = next((t.index for t in reach if t.text == ","), None)
    if comma is None or any(t.pos in ("VERB", "AUX", "PRON") for t in tokens[office.last + 1 : comma]):
        return None
    for b in range(a + 1, len(raws)):
        raw = raws[b]
        if raw.sentence != office.sentence or raw.first > comma + 1:
            return None
        if raw.first == comma + 1 and raw.form == "name" and _belong(office, raw):
            return b if _closed(tree, raw.last) else None
    return None


def _closed(tree: Tree, last: int) -> bool:
    """True if a comma or the end follows: the second half of a pair, not the start of a list."""
    following = tree.tokens[last + 1] if last + 1 < len(tree.tokens) else None
    return following is None or following.text in {",", ".", ")", "of", ";"}
