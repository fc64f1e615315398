"""Every word that names a place, whether or not something happened there: the layer of toponyms.

It is wider than ``find_places``: demonyms ("Turkish troops"), names within the names of bodies ("Kentucky National
Guard") and names with few signs around them. None of these places an event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.extract.records import Document, Place, PlacePrecision
from app.extract.where.gazetteer import Candidate, Gazetteer
from app.extract.where.model import recognition
from app.extract.where.peoples import peoples
from app.extract.where.places import names_of, place_of_name
from app.extract.where.recognise import Name, people_of
from app.extract.where.resolve import resolve
from app.extract.where.signs import odds, signs


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Another place that the name may mean."""

    name: str
    geonames_id: int | None
    country: str | None  # ISO 3166-1 alpha-2
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """``text[start:end]`` names a place; coordinates are WGS 84 degrees, None where the gazetteer has none."""

    start: int
    end: int
    name: str
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    country: str | None  # ISO 3166-1 alpha-2
    admin1: str | None
    precision: PlacePrecision
    radius_km: float | None  # of an area; None where it is a point or has no measure
    runner_up: Rival | None  # the next best meaning, where it came close


def toponyms(doc: Document, gazetteer: Gazetteer, home: str | None = None) -> tuple[Toponym, ...]:
    """The article's toponyms in order; ``home`` is the outlet's country, where it is known."""
    weights = recognition()
    seen = seen_names(doc, gazetteer)
    firm, people = firm_texts(seen), people_of(doc)
    names = [
        name for name, is_demonym in seen if odds(weights, signs(doc, name, is_demonym, firm, people)) > 0.0
    ]
    resolved = resolve(doc, names, home)
    return tuple(_toponym(place_of_name(doc, one, gazetteer), one.rival) for one in resolved)


def seen_names(doc: Document, gazetteer: Gazetteer) -> list[tuple[Name, bool]]:
    """Every span that may name a place, in order, and whether it is a demonym."""
    names = names_of(doc, gazetteer, loose=True)
    folk = peoples(doc, gazetteer, _tokens([name for name in names if name.firm or name.last > name.first]))
    taken = _tokens(folk)
    found = [(name, False) for name in names if taken.isdisjoint(_tokens([name]))]
    found += [(name, True) for name in folk]
    return sorted(found, key=lambda pair: pair[0].start)


def _tokens(names: Sequence[Name]) -> set[tuple[int, int]]:
    return {(name.sentence, i) for name in names for i in range(name.first, name.last + 1)}


def firm_texts(seen: list[tuple[Name, bool]]) -> frozenset[str]:
    return frozenset(name.text for name, _ in seen if name.firm)


def _toponym(place: Place, rival: Candidate | None) -> Toponym:
    return Toponym(
        start=place.start,
        end=place.end,
        name=place.name,
        geonames_id=place.geonames_id,
        latitude=place.latitude,
        longitude=place.longitude,
        country=place.country,
        admin1=place.admin1,
        precision=place.precision,
        radius_km=place.radius_km,
        runner_up=_rival(rival) if rival else None,
    )


def _rival(one: Candidate) -> Rival:
    return Rival(
        name=one.name,
        geonames_id=one.id if one.id > 0 else None,
        country=one.country,
        latitude=one.latitude,
        longitude=one.longitude,
    )
