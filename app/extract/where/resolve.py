"""Choose which place each name means: the likeliest meaning, where it can be believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.extract.records import Document
from app.extract.where import words
from app.extract.where.contain import TOWNS, containers, distance_km, is_inside
from app.extract.where.context import demonyms
from app.extract.where.evidence import Evidence
from app.extract.where.gazetteer import Candidate
from app.extract.where.model import Round, rounds
from app.extract.where.recognise import Name
from app.extract.where.weigh import Group, around_of, groups_of, weigh

_BIG = 300_000
_METROPOLIS = 500_000
_STATES_FIRST = frozenset({"US", "CA", "AU"})  # "New York" may be the state
_BESIDE = 7  # tokens: "the Croatian border town of Miljana"
_CLOSE, _APART_KM = 0.35, 30.0  # a rival is told if it is so probable against the best, and as far away


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    name: Name
    candidate: Candidate | None
    rival: Candidate | None  # the next best meaning, where it came close
    country: str | None  # where no candidate fits: the country that the text gives it


def resolve(doc: Document, names: Sequence[Name], home: str | None = None) -> list[Resolved]:
    """One candidate for each name; None for a name that the gazetteer does not know.

    ``home`` is the country of the outlet (ISO 3166-1 alpha-2), where the caller knows it.
    """
    return resolve_with(doc, names, containers(doc, list(names)), home, rounds())


def resolve_with(
    doc: Document,
    names: Sequence[Name],
    around: Sequence[tuple[Candidate, ...]],
    home: str | None,
    passes: Sequence[Round],
) -> list[Resolved]:
    """``resolve`` with the weights ``passes``; ``around`` is what contains each name."""
    grouped, groups = groups_of(names, around)
    shares, evidence = weigh(groups, around_of(doc, home), passes)
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
    if not container:  # "Nevada, Mo."
        best = _state_rather(name, best, [one for _, one in kept])
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


def _town_rather(name: Name, best: Candidate, usable: Sequence[Candidate]) -> Candidate:
    """ "Aleppo" is the city unless the text says province: the town of that name inside the division."""
    if best.kind != "admin1" or name.noun in words.DIVISION_NOUNS or best.country in _STATES_FIRST:
        return best
    towns = [one for one in usable if one.kind in TOWNS and one.admin1 == best.admin1]
    towns = [one for one in towns if one.rank == 0 or one.weight >= 20_000]
    return max(towns, key=lambda one: one.weight, default=best)


def _state_rather(name: Name, best: Candidate, usable: Sequence[Candidate]) -> Candidate:
    """ "Florida" is the state unless the text says town: no town of a state's name but New York is as well known."""
    if (
        best.kind not in TOWNS
        or best.kind == "capital"
        or best.weight >= _METROPOLIS
        or name.noun in words.TOWN_NOUNS
    ):
        return best
    states = (one for one in usable if one.kind == "admin1" and one.country in _STATES_FIRST and not one.rank)
    return next(states, best)


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
