"""Choose which place each name means, all names of an article together.

A log-linear model over figures (``features``): what the text writes about the name, then what the other names of the
article are about. Three passes: the votes that a pass reads are the probabilities of the pass before it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.extract.records import Document
from app.extract.where import words
from app.extract.where.contain import TOWNS, containers, distance_km, is_inside
from app.extract.where.context import demonyms
from app.extract.where.evidence import Evidence, Vote, country_vote, vote_of
from app.extract.where.features import Asked, of_article, written
from app.extract.where.gazetteer import Candidate
from app.extract.where.model import Round, dot, rounds
from app.extract.where.recognise import Name
from app.extract.where.style import style_of

_MOST = 12  # meanings of a name that are weighed, besides those in a state that the article names
_DEMONYM = 0.7  # the vote of a demonym against that of a country named once
_BIG = 300_000
_STATES_FIRST = frozenset({"US", "CA", "AU"})  # "New York" may be the state
_BESIDE = 7  # tokens: "the Croatian border town of Miljana"
_CLOSE, _APART_KM = 0.35, 30.0  # a rival is told if it is so probable against the best, and as far away


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    name: Name
    candidate: Candidate | None
    rival: Candidate | None  # the next best meaning, where it came close
    country: str | None  # where no candidate fits: the country that the text gives it


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


def resolve(doc: Document, names: Sequence[Name], home: str | None = None) -> list[Resolved]:
    """One candidate for each name; None for a name that the gazetteer does not know.

    ``home`` is the country of the outlet (ISO 3166-1 alpha-2), where the caller knows it.
    """
    around = containers(doc, list(names))
    grouped, groups = groups_of(names, around)
    shares, evidence = weigh(groups, around_of(doc, home), rounds())
    chosen = [
        _choose(names[i], groups[g], shares[g], evidence) if g is not None else (None, None)
        for i, g in enumerate(grouped)
    ]
    best = [one for one, _ in chosen]
    folk = demonyms(doc) if None in best else {}
    return [
        Resolved(
            name=name,
            candidate=one,
            rival=rival,
            country=None if one else _country(folk, i, names, best, around[i], evidence),
        )
        for i, (name, (one, rival)) in enumerate(zip(names, chosen, strict=True))
    ]


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
    """The meaning that the article writes out once: after "Glasgow, Ky." Glasgow is that one."""
    found: dict[tuple[int, ...], Candidate] = {}
    for name, container in zip(names, around, strict=True):
        if container and name.candidates and _mark(name.candidates) not in found:
            inside = [one for one in name.candidates if any(is_inside(one, outer) for outer in container)]
            if inside and not any(one.kind == "country" for one in name.candidates):
                found[_mark(name.candidates)] = max(inside, key=lambda one: (-one.rank, one.weight))
    return found


def _group(
    name: Name, container: tuple[Candidate, ...], told: Candidate | None, states: set[str | None], count: int
) -> Group:
    candidates = name.candidates
    if any(one.kind == "country" for one in candidates):
        # "China, Japan and Russia" is a list; "Lebanon, Ohio" is not
        container = tuple(outer for outer in container if outer.kind == "admin1")
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


def _choose(
    name: Name, group: Group, shares: Sequence[float], evidence: Evidence
) -> tuple[Candidate | None, Candidate | None]:
    """The best candidate, and the next one where it came close."""
    container = group.asked.containers
    ranked = sorted(zip(shares, range(len(shares)), strict=True), key=lambda pair: (-pair[0], pair[1]))
    kept = [
        (share, one)
        for share, i in ranked
        for one in (group.usable[i],)
        if not _is_far_fetched(one, container, evidence)
    ]
    if not kept:
        return None, None
    share, best = kept[0]
    known = any(one.kind in ("country", "region", "site", "capital") or one.weight > _BIG for _, one in kept)
    wide = any(outer.kind in ("country", "admin1") for outer in container)
    if wide and not known and not any(is_inside(best, outer) for outer in container):
        return None, None  # "Boyo, Democratic Republic of the Congo" is none of the other countries' Boyos
    if name.facility and best.kind == "city" and not _is_spoken_of(best, share * group.weight, evidence):
        return None, None  # "Al Noor Mosque" stands in no village of that name
    best = _town_rather(name, best, [one for _, one in kept])
    rivals = [other for part, other in kept if part > _CLOSE * share and distance_km(best, other) > _APART_KM]
    return best, next(iter(rivals), None)


def _is_spoken_of(one: Candidate, own: float, evidence: Evidence) -> bool:
    """Whether a town is large, or other names lie in its division."""
    return one.weight >= 50_000 or evidence.divisions.get(one.admin1 or "", 0.0) - own > 0.3


def _is_far_fetched(one: Candidate, container: tuple[Candidate, ...], evidence: Evidence) -> bool:
    """A small town of a country that the article, speaking of others, does not name: a namesake."""
    if one.kind not in ("city", "admin1", "admin2") or one.weight >= 50_000 or evidence.weight < 4.0:
        return False
    if any(is_inside(one, outer) for outer in container):
        return False
    return evidence.countries.get(one.country or "", 0.0) < 0.3


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


def _town_rather(name: Name, best: Candidate, usable: Sequence[Candidate]) -> Candidate:
    """ "Aleppo" is the city unless the text says province: the town of that name inside the division."""
    if best.kind != "admin1" or name.noun in words.DIVISION_NOUNS or best.country in _STATES_FIRST:
        return best
    towns = [one for one in usable if one.kind in TOWNS and one.admin1 == best.admin1]
    towns = [one for one in towns if one.rank == 0 or one.weight >= 20_000]
    return max(towns, key=lambda one: one.weight, default=best)


def _country(
    folk: Mapping[tuple[int, int], str],
    i: int,
    names: Sequence[Name],
    chosen: Sequence[Candidate | None],
    container: tuple[Candidate, ...],
    evidence: Evidence,
) -> str | None:
    """The country of an unknown place: of what contains it, of the place beside it, else the article's own."""
    shares = evidence.countries
    if container:
        named = [outer.country for outer in container if outer.country]
        return max(named, key=lambda country: shares.get(country, 0.0), default=None)
    name = names[i]
    for (sentence, token), country in folk.items():
        if sentence == name.sentence and name.first - _BESIDE <= token < name.first:
            return country
    for j in (i + 1, i - 1):
        beside = chosen[j] if 0 <= j < len(names) and names[j].sentence == name.sentence else None
        if beside is not None and beside.kind != "country":
            return beside.country
    best = max(shares, key=lambda country: shares[country], default=None)
    return best if best and shares[best] >= 0.5 * sum(shares.values()) else None
