"""Choose which place a name means: what the text says around it, what the article is about, then size."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from app.extract.records import Document, Sentence
from app.extract.where import words
from app.extract.where.context import demonyms
from app.extract.where.gazetteer import Candidate
from app.extract.where.recognise import Name

# Weights were set by hand on the training articles: a country named in the article is worth a hundredfold
# population, an alternate name costs as much, a place near another sure one a tenfold.
_COUNTRY, _CURATED, _CAPITAL, _ALTERNATE, _NAMED, _SHARE, _NEAR = 9.5, 8.0, 1.5, -2.0, 1.0, 2.0, 1.0
_SEAT, _ABROAD = 0.7, 0.5
_NEAR_KM = 150.0
TOWNS = ("city", "seat", "capital")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    name: Name
    candidate: Candidate | None


def resolve(doc: Document, names: list[Name]) -> list[Resolved]:
    """One candidate for each name; None where the text contradicts all of them."""
    votes = _votes(doc, names)
    containers = [
        _container(doc.sentences[name.sentence], name, names[i + 1 :]) for i, name in enumerate(names)
    ]
    first = [_choose(name, votes, container, ()) for name, container in zip(names, containers, strict=True)]
    anchors = tuple(one for one, sure in first if sure and one is not None and one.kind in (*TOWNS, "site"))
    return [
        Resolved(name=name, candidate=_choose(name, votes, container, anchors)[0])
        for name, container in zip(names, containers, strict=True)
    ]


def _votes(doc: Document, names: list[Name]) -> dict[str, float]:
    """How much the article speaks of each country: share of its country names, demonyms and sure places."""
    counts: Counter[str] = Counter()
    for name in names:
        best = name.candidates[0] if name.candidates else None
        countries = {one.country for one in name.candidates if one.kind in ("country", "region", "site")}
        if best and len(countries) == 1 and (country := countries.pop()):
            counts[country] += 1
        elif best and best.weight > 1_000_000 and best.country:
            counts[best.country] += 0.5
    for country in demonyms(doc).values():
        counts[country] += 0.7
    total = sum(counts.values())
    shares = {country: count / total for country, count in counts.items()} if total else {}
    states = sum(
        any(one.kind == "admin1" and one.country == "US" and one.rank == 0 for one in name.candidates)
        for name in names
    )
    return {**shares, "US.state": float(states)} if states else shares


def _container(sentence: Sentence, name: Name, later: list[Name]) -> tuple[Candidate, ...]:
    """The meanings of the larger place written after a name: "Nabatieh, southern Lebanon", "Springfield, Ill."."""
    tokens = sentence.tokens
    i = name.last + 1
    if i < len(tokens) and name.noun and tokens[i].text.lower() == name.noun:
        i += 1
    if i >= len(tokens) or tokens[i].text not in (",", "in", "(", "of"):
        return ()
    i += 1
    while i < len(tokens) and (
        tokens[i].text.lower() in words.DIRECTIONS or tokens[i].text.lower() in ("the", "'s")
    ):
        i += 1
    for other in later[:2]:
        if other.sentence == name.sentence and other.first == i:
            return tuple(one for one in other.candidates if one.kind in ("country", "admin1", "region"))
    return ()


def _choose(
    name: Name, votes: dict[str, float], container: tuple[Candidate, ...], anchors: tuple[Candidate, ...]
) -> tuple[Candidate | None, bool]:
    """The best candidate and whether it stands out."""
    usable = [one for one in name.candidates if one.rank < 2]
    inside = [one for one in usable if any(_is_inside(one, outer) for outer in container)]
    usable = _by_noun(name, inside or usable)
    if not usable:
        return None, False
    scored = sorted(((_score(one, votes, anchors), -i) for i, one in enumerate(usable)), reverse=True)
    best = usable[-scored[0][1]]
    sure = bool(inside) or len(scored) == 1 or scored[0][0] - scored[1][0] > 1.0
    return _town_rather(name, best, usable), sure


def _by_noun(name: Name, usable: list[Candidate]) -> list[Candidate]:
    if name.noun in words.DIVISION_NOUNS:
        return [one for one in usable if one.kind in ("admin1", "region")] or usable
    if name.noun in words.TOWN_NOUNS:
        return [one for one in usable if one.kind in TOWNS] or usable
    return usable


def _town_rather(name: Name, best: Candidate, usable: list[Candidate]) -> Candidate:
    """ "Aleppo" is the city unless the text says province: the town of that name inside the division."""
    if best.kind != "admin1" or name.noun in words.DIVISION_NOUNS:
        return best
    towns = [one for one in usable if one.kind in TOWNS and one.admin1 == best.admin1]
    towns = [one for one in towns if one.rank == 0 or one.weight >= 20_000]
    return max(towns, key=lambda one: one.weight, default=best)


def _is_inside(one: Candidate, outer: Candidate) -> bool:
    if one.id == outer.id or one.country != outer.country:
        return False
    return outer.kind != "admin1" or one.admin1 == outer.admin1


def _score(one: Candidate, votes: dict[str, float], anchors: tuple[Candidate, ...]) -> float:
    if one.kind == "country":
        score = _COUNTRY
    elif one.kind in ("site", "region"):
        score = _CURATED
    else:
        score = math.log10(one.weight + 30.0)
    score += {"capital": _CAPITAL, "seat": _SEAT}.get(one.kind, 0.0)
    score += _ALTERNATE if one.rank == 1 else 0.0
    share = votes.get(one.country or "", 0.0)
    if share:
        # the United States are named in most articles of the world without being their scene
        score += (_NAMED + _SHARE * share) * (
            _ABROAD if one.country == "US" and not votes.get("US.state") else 1.0
        )
    if any(anchor.id != one.id and distance_km(one, anchor) < _NEAR_KM for anchor in anchors):
        score += _NEAR
    return score


def distance_km(one: Candidate, other: Candidate) -> float:
    """Great-circle distance; infinite where a point is missing."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    half = math.radians(other.longitude - one.longitude) / 2
    bend = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(half) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(bend)))
