"""The tables of places that the package carries: countries, their points, first-level divisions, sites."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from app.extract.records import PlacePrecision

DATA = files("app.extract") / "data"
FILES = ("countries.jsonl", "places_countries.tsv", "admin1.tsv", "admin2.tsv", "sites.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    iso2: str
    name: str
    capital: str | None
    names: tuple[str, ...]  # every English name, the first one included
    demonyms: tuple[str, ...]
    geonames_id: int | None
    point: tuple[float, float] | None  # latitude, longitude of a label somewhere near its middle


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    code: str  # "US.TX"
    name: str
    geonames_id: int
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]  # read only after a comma: "Springfield, Ill."
    point: tuple[float, float] | None  # a label point, where the mean of the towns lies far from the middle


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A second-level division: a county, a parish, a raion."""

    admin1: str  # the first-level division it is in: "US.LA"
    geonames_id: int
    names: tuple[str, ...]
    point: tuple[float, float]  # the mean of its towns
    people: float  # of its towns

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    name: str
    names: tuple[str, ...]
    country: str | None  # None for seas and for regions of several countries
    latitude: float
    longitude: float
    precision: PlacePrecision  # site or region
    radius_km: float


def _rows(file: Traversable) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def countries() -> tuple[Country, ...]:
    points = {row["iso2"]: row for row in _rows(DATA / "places_countries.tsv")}
    rows = [json.loads(line) for line in (DATA / "countries.jsonl").read_text("utf-8").splitlines() if line]
    return tuple(_country(row, points.get(row["iso2"])) for row in rows)


def _country(row: dict[str, Any], point: dict[str, str] | None) -> Country:
    return Country(
        iso2=row["iso2"],
        name=row["name"],
        capital=row["capital"],
        names=tuple(dict.fromkeys((row["name"], row["official"], *row["aliases"]))),
        demonyms=tuple(row["demonyms"]),
        geonames_id=int(point["geonames_id"]) if point else None,
        point=(float(point["latitude"]), float(point["longitude"])) if point else None,
    )


@cache
def divisions() -> tuple[Division, ...]:
    return tuple(
        Division(
            code=row["code"],
            name=row["name"],
            geonames_id=int(row["geonames_id"]),
            names=(row["name"], *_split(row["aliases"])),
            abbreviations=_split(row["abbreviations"]),
            point=(float(row["latitude"]), float(row["longitude"])) if row["latitude"] else None,
        )
        for row in _rows(DATA / "admin1.tsv")
    )


def districts() -> Iterator[District]:
    """Some 19,000, read once while the index is built."""
    for row in _rows(DATA / "admin2.tsv"):
        yield District(
            admin1=row["admin1"],
            geonames_id=int(row["geonames_id"]),
            names=(row["name"], *_split(row["aliases"])),
            point=(float(row["latitude"]), float(row["longitude"])),
            people=float(row["people"]),
        )


@cache
def demonym_names() -> dict[str, str]:
    """Demonyms of continents, parts of countries and states, to the name of the land."""
    return {row["demonym"]: row["name"] for row in _rows(DATA / "places_demonyms.tsv")}


@cache
def sites() -> tuple[Site, ...]:
    return tuple(
        Site(
            name=row["name"],
            names=(row["name"], *_split(row["aliases"])),
            country=row["country"] or None,
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            precision="site" if row["precision"] == "site" else "region",
            radius_km=float(row["radius_km"]),
        )
        for row in _rows(DATA / "sites.tsv")
    )
