"""Every place that an article names, as its own layer, whether or not something happened there."""

from __future__ import annotations

from dataclasses import dataclass

from app.extract.records import Document, PlacePrecision
from app.extract.where.gazetteer import Gazetteer
from app.extract.where.places import find_places


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


def toponyms(doc: Document, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """The article's toponyms in order."""
    return tuple(
        Toponym(
            start=place.start,
            end=place.end,
            name=place.name,
            geonames_id=place.geonames_id,
            latitude=place.latitude,
            longitude=place.longitude,
            country=place.country,
            admin1=place.admin1,
            precision=place.precision,
        )
        for place in find_places(doc, gazetteer)
    )
