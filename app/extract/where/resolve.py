"""Choose which place a name means: what the text says around it, what the article is about, then size."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.extract.records import Document
from app.extract.where import words
from app.extract.where.contain import TOWNS, containers, distance_km, is_inside
from app.extract.where.context import demonyms
from app.extract.where.gazetteer import Candidate
from app.extract.where.normal import key
from app.extract.where.recognise import Name
from app.extract.where.votes import Votes, votes_of

# Weights were set by hand on the training articles: a country named in the article is worth a hundredfold
# population, an alternate name costs as much, a place near another sure one a tenfold.
_COUNTRY, _CURATED, _CAPITAL, _ALTERNATE, _NAMED, _SHARE, _NEAR = 9.5, 8.0, 1.5, -2.0, 1.0, 2.0, 1.0
_SEAT, _ABROAD = 0.7, 0.5
_NEAR_KM = 150.0
_BIG = 300_000
_BESIDE = 7  # tokens: "the Croatian border town of Miljana"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    name: Name
    candidate: Candidate | None
    country: str | None  # where no candidate fits: the country that the text gives it


def resolve(doc: Document, names: list[Name]) -> list[Resolved]:
    """One candidate for each name; None for a name that the gazetteer does not know."""
    votes = votes_of(doc, names)
    pairs = list(zip(names, containers(doc, names), strict=True))
    first = [_choose(name, votes, container, ()) for name, container in pairs]
    told = {
        key(name.text): one
        for (name, container), (one, _) in zip(pairs, first, strict=True)
        if one is not None and any(is_inside(one, outer) for outer in container)
    }
    anchors = tuple(one for one, sure in first if sure and one is not None and one.kind in (*TOWNS, "site"))
    chosen = [
        _as_told(name, container, told) or _choose(name, votes, container, anchors)[0]
        for name, container in pairs
    ]
    return [
        Resolved(
            name=name,
            candidate=one,
            country=None if one else _country(doc, i, names, chosen, container, votes),
        )
        for i, ((name, container), one) in enumerate(zip(pairs, chosen, strict=True))
    ]


def _as_told(name: Name, container: tuple[Candidate, ...], told: dict[str, Candidate]) -> Candidate | None:
    """The meaning that the article once wrote out: after "Glasgow, Ky." Glasgow is that one."""
    one = told.get(key(name.text))
    return one if not container and one in name.candidates else None


def _country(
    doc: Document,
    i: int,
    names: list[Name],
    chosen: list[Candidate | None],
    container: tuple[Candidate, ...],
    votes: Votes,
) -> str | None:
    """The country of an unknown place: of what contains it, of the place beside it, else the article's own."""
    if container:
        named = [outer.country for outer in container if outer.country]
        return max(named, key=lambda country: votes.shares.get(country, 0.0), default=None)
    name = names[i]
    for (sentence, token), country in demonyms(doc).items():
        if sentence == name.sentence and name.first - _BESIDE <= token < name.first:
            return country
    for j in (i + 1, i - 1):
        beside = chosen[j] if 0 <= j < len(names) and names[j].sentence == name.sentence else None
        if beside is not None and beside.kind != "country":
            return beside.country
    best = max(votes.shares, key=lambda country: votes.shares[country], default=None)
    return best if best and votes.shares[best] >= 0.5 else None


def _choose(
    name: Name, votes: Votes, container: tuple[Candidate, ...], anchors: tuple[Candidate, ...]
) -> tuple[Candidate | None, bool]:
    """The best candidate and whether it stands out."""
    usable = [one for one in name.candidates if one.rank < 2] or list(name.candidates)
    if any(one.kind == "country" for one in usable):
        # "China, Japan and Russia" is a list; "Lebanon, Ohio" is not
        container = tuple(outer for outer in container if outer.kind == "admin1")
    inside = [one for one in usable if any(is_inside(one, outer) for outer in container)]
    known = any(one.kind in ("country", "region", "site", "capital") or one.weight > _BIG for one in usable)
    if not inside and not known and any(outer.kind in ("country", "admin1") for outer in container):
        return None, False  # "Boyo, Democratic Republic of the Congo" is none of the other countries' Boyos
    usable = _by_noun(name, inside or [one for one in usable if not _is_far_fetched(one, votes)])
    if not usable:
        return None, False
    scored = sorted(((_score(one, votes, anchors), -i) for i, one in enumerate(usable)), reverse=True)
    best = usable[-scored[0][1]]
    sure = bool(inside) or len(scored) == 1 or scored[0][0] - scored[1][0] > 1.0
    return _town_rather(name, best, usable), sure


def _is_far_fetched(one: Candidate, votes: Votes) -> bool:
    """A small town of a country that the article, speaking of others, does not name: a namesake."""
    if one.kind not in ("city", "admin1") or one.weight >= 50_000 or votes.count < 4.0:
        return False
    named = votes.shares.get(one.country or "", 0.0)
    return not named or (one.country == "US" and not votes.states and named < 0.5)


def _by_noun(name: Name, usable: list[Candidate]) -> list[Candidate]:
    if name.noun in words.DIVISION_NOUNS:
        division = [one for one in usable if one.kind in ("admin1", "region")]
        if division or name.noun != "county":
            return division or usable
    if name.noun == "county":
        return []  # named after a town that may lie anywhere; the gazetteer has no counties
    if name.noun in words.TOWN_NOUNS and not any(one.kind == "country" for one in usable):
        return [one for one in usable if one.kind in TOWNS] or usable
    return usable


def _town_rather(name: Name, best: Candidate, usable: list[Candidate]) -> Candidate:
    """ "Aleppo" is the city unless the text says province: the town of that name inside the division."""
    if best.kind != "admin1" or name.noun in words.DIVISION_NOUNS:
        return best
    towns = [one for one in usable if one.kind in TOWNS and one.admin1 == best.admin1]
    towns = [one for one in towns if one.rank == 0 or one.weight >= 20_000]
    return max(towns, key=lambda one: one.weight, default=best)


def _score(one: Candidate, votes: Votes, anchors: tuple[Candidate, ...]) -> float:
    if one.kind == "country":
        # beside Alabama and Texas, and with nothing Georgian about, Georgia is the state
        score = _COUNTRY if not votes.states or votes.shares.get(one.country or "") else 0.0
    elif one.kind in ("site", "region"):
        score = _CURATED
    else:
        score = math.log10(one.weight + 30.0)
    score += {"capital": _CAPITAL, "seat": _SEAT}.get(one.kind, 0.0)
    score += _ALTERNATE if one.rank == 1 else 0.0
    share = votes.shares.get(one.country or "", 0.0)
    if share:
        # the United States are named in most articles of the world without being their scene
        score += (_NAMED + _SHARE * share) * (_ABROAD if one.country == "US" and not votes.states else 1.0)
    if any(anchor.id != one.id and distance_km(one, anchor) < _NEAR_KM for anchor in anchors):
        score += _NEAR
    return score
