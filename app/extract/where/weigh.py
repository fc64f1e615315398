"""Weigh what the names of an article may mean, all together.

A log-linear model over figures (``features``): what the text writes about a name, then what the other names are about.
It passes over the article twice: the votes that a pass reads are the probabilities of the pass before it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.extract.records import Document
from app.extract.where import words
from app.extract.where.build import ABBREVIATION
from app.extract.where.contain import TOWNS, is_inside
from app.extract.where.context import demonyms
from app.extract.where.evidence import Evidence, Vote, country_vote, vote_of
from app.extract.where.features import Asked, of_article, written
from app.extract.where.gazetteer import Candidate
from app.extract.where.model import Round, dot
from app.extract.where.recognise import Name
from app.extract.where.style import style_of

_MOST = 12  # meanings of a name that are weighed, besides those in a state that the article names
_DEMONYM = 0.7  # the vote of a demonym against that of a country named once


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Names of one spelling, resolved together."""

    asked: Asked
    usable: tuple[Candidate, ...]
    figures: tuple[tuple[float, ...], ...]  # the written ones of each candidate
    weight: float


@dataclass(frozen=True, slots=True)
class Around:
    """What speaks for countries beside the names of places."""

    people: Sequence[Vote]
    style: Mapping[str, float]
    home: str | None


def groups_of(
    names: Sequence[Name], around: Sequence[tuple[Candidate, ...]]
) -> tuple[list[int | None], list[Group]]:
    """The group of each name (None where the gazetteer knows it not), and the groups."""
    told = _told(names, around)
    states = {one.admin1 for name in names for one in name.candidates[:1] if one.kind == "admin1"}
    numbers: dict[object, int] = {}
    members: list[int | None] = []
    firsts: list[int] = []
    for i, (name, container) in enumerate(zip(names, around, strict=True)):
        if not name.candidates:
            members.append(None)
            continue
        mark = (_mark(name.candidates), name.noun, _mark(container))
        if mark not in numbers:
            firsts.append(i)
        members.append(numbers.setdefault(mark, len(numbers)))
    counts = Counter(members)
    groups = [
        _group(names[i], around[i], told.get(_mark(names[i].candidates)), states, counts[number])
        for number, i in enumerate(firsts)
    ]
    return members, groups


def _mark(candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """Tells two lists of meanings apart: hashing all of both would cost more than resolving them."""
    return (candidates[0].id, len(candidates), candidates[-1].id) if candidates else ()


def _told(names: Sequence[Name], around: Sequence[tuple[Candidate, ...]]) -> dict[tuple[int, ...], Candidate]:
    """What the article writes out once: after "Glasgow, Ky." Glasgow is that one, of several the largest."""
    found: dict[tuple[int, ...], Candidate] = {}
    for name, container in zip(names, around, strict=True):
        if not container or not name.candidates or any(one.kind == "country" for one in name.candidates):
            continue
        inside = [one for one in name.candidates if any(is_inside(one, outer) for outer in container)]
        before = found.get(_mark(name.candidates))
        inside += [before] if before else []
        if inside:
            found[_mark(name.candidates)] = max(inside, key=lambda one: (-one.rank, one.weight, -one.id))
    return found


def _group(
    name: Name, container: tuple[Candidate, ...], told: Candidate | None, states: set[str | None], count: int
) -> Group:
    candidates = name.candidates
    if any(one.kind == "country" for one in candidates):
        # "China, Japan and Russia" is a list; "Lebanon, Ohio" is not
        container = tuple(outer for outer in container if outer.kind == "admin1")
    if any(one.kind == "admin1" and one.country == "US" and not one.rank for one in candidates):
        # "New York, Florida and Texas" is a list, too; "Nevada, Mo." is not
        container = tuple(outer for outer in container if outer.rank == ABBREVIATION)
    towns = frozenset(one.admin1 for one in candidates if one.kind in TOWNS and not one.rank)
    asked = Asked(
        noun=name.noun,
        containers=container,
        told=None if container else told,
        towns=towns,
        may_be_country=any(one.kind == "country" for one in candidates),
    )
    usable = tuple(
        one
        for i, one in enumerate(candidates)
        if i < _MOST or one.admin1 in states or any(is_inside(one, outer) for outer in container)
    )
    usable = _by_noun(name.noun, usable)
    return Group(
        asked=asked,
        usable=usable,
        figures=tuple(written(asked, one) for one in usable),
        weight=math.sqrt(count),
    )


def around_of(doc: Document, home: str | None) -> Around:
    counts = Counter(demonyms(doc).values())
    people = [country_vote(country, _DEMONYM * math.sqrt(count)) for country, count in sorted(counts.items())]
    return Around(people, style_of(doc), home)


def weigh(
    groups: Sequence[Group], around: Around, passes: Sequence[Round]
) -> tuple[list[list[float]], Evidence]:
    """The probability of each meaning of each group after all passes, and the votes that the last one read."""
    evidence, votes = Evidence(), [vote_of((), (), 0.0) for _ in groups]
    shares: list[list[float]] = []
    for number, weights in enumerate(passes):
        if number:
            evidence, votes = votes_of(groups, shares, around)
        shares = [
            softmax(scores(group, evidence, vote, around.home, weights))
            for group, vote in zip(groups, votes, strict=True)
        ]
    return shares, evidence


def votes_of(
    groups: Sequence[Group], shares: Sequence[Sequence[float]], around: Around
) -> tuple[Evidence, list[Vote]]:
    votes = [vote_of(group.usable, share, group.weight) for group, share in zip(groups, shares, strict=True)]
    evidence = Evidence(style=around.style)
    for vote in (*votes, *around.people):
        evidence.add(vote)
    return evidence, votes


def scores(group: Group, evidence: Evidence, vote: Vote, home: str | None, weights: Round) -> list[float]:
    return [
        dot(weights.written, figures)
        + dot(weights.article, of_article(group.asked, one, evidence, vote, home))
        for one, figures in zip(group.usable, group.figures, strict=True)
    ]


def softmax(values: Sequence[float]) -> list[float]:
    if not values:
        return []
    top = max(values)
    powers = [math.exp(value - top) for value in values]
    total = sum(powers)
    return [power / total for power in powers]


def _by_noun(noun: str, usable: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """What the noun after the name allows: "Helmand province" is no town, and a county not the town of its name."""
    if noun == "county":
        return tuple(one for one in usable if one.kind == "admin2")
    if noun not in words.DIVISION_NOUNS:  # Washington County is never just "Washington"
        usable = tuple(one for one in usable if one.rank != 3 or one.country != "US") or usable
    if noun in words.DIVISION_NOUNS:
        return tuple(one for one in usable if one.kind in ("admin1", "admin2", "region")) or usable
    if any(one.kind == "region" for one in usable):  # the sea, not the Sudanese state on it
        usable = tuple(one for one in usable if one.kind not in ("admin1", "admin2"))
    states = {one.country for one in usable if one.kind == "country"}
    if states:  # "Mexico" is not the State of Mexico, "Guatemala" not its capital
        return tuple(
            one for one in usable if one.kind == "country" or not (one.rank or one.country in states)
        )
    if noun in words.TOWN_NOUNS:
        return tuple(one for one in usable if one.kind in TOWNS) or usable
    return usable
