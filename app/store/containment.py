"""What a place lies in, as the filter by place asks for it: pure, from the tables that the package carries.

Countries and first-level divisions are exact. Of second-level ones (counties, raions) only the mean of their towns is
known: a town counts to the nearest of its division, if that is not far.
"""

from collections import defaultdict
from functools import cache
from typing import Protocol

from app.extract.where.contain import great_circle_km
from app.extract.where.tables import District, countries, districts, divisions

_FAR_KM = 80.0
_FINE = ("city", "site")


class Spot(Protocol):
    """A place: `app.models.Place` or `app.merging.records.Spot`."""

    @property
    def country(self) -> str | None: ...
    @property
    def admin1(self) -> str | None: ...
    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...
    @property
    def precision(self) -> str: ...


def within(place_id: str | None, spot: Spot | None, written: str | None) -> list[str]:
    """The place's own id, those of the divisions and the country it lies in as "geonames:<number>", "country:<code>",
    and its name as it is ``written``, see `written_as`. Sorted, each once."""
    found = {place_id} if place_id else set()
    if written:
        found.add(written_as(written))
    if spot and spot.country:
        found |= {f"country:{spot.country}", *_numbered(_country_numbers().get(spot.country))}
        code, number = _division_of(spot.country, spot.admin1)
        found |= _numbered(number)
        if code and spot.precision in _FINE and spot.latitude is not None and spot.longitude is not None:
            found |= _numbered(_nearest(code, (spot.latitude, spot.longitude)))
    return sorted(found)


def written_as(name: str) -> str:
    """How a name in full is looked for, whatever its case."""
    return f"written:{name.lower()}"


def ids_named(name: str) -> list[str]:
    """The ids of countries and divisions that bear ``name``, whatever its case."""
    return list(_named().get(name.lower(), ()))


def _numbered(number: int | None) -> set[str]:
    return set() if number is None else {f"geonames:{number}"}


@cache
def _country_numbers() -> dict[str, int]:
    return {country.iso2: country.geonames_id for country in countries() if country.geonames_id is not None}


@cache
def _divisions() -> dict[tuple[str, str], tuple[str, int]]:
    """(country, name) -> code and number."""
    return {
        (found.code.split(".")[0], found.name): (found.code, found.geonames_id)
        for found in reversed(divisions())
    }


def _division_of(country: str, admin1: str | None) -> tuple[str | None, int | None]:
    return _divisions().get((country, admin1), (None, None)) if admin1 else (None, None)


@cache
def _districts() -> dict[str, list[District]]:
    found: dict[str, list[District]] = defaultdict(list)
    for district in districts():
        found[district.admin1].append(district)
    return found


@cache
def _nearest(code: str, point: tuple[float, float]) -> int | None:
    near = min(
        ((great_circle_km(point, district.point), district.geonames_id) for district in _districts()[code]),
        default=(_FAR_KM, None),
    )
    return near[1] if near[0] < _FAR_KM else None


@cache
def _named() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for country in countries():
        for name in country.names:
            found[name.lower()].add(f"country:{country.iso2}")
    for division in divisions():
        for name in division.names:
            found[name.lower()].add(f"geonames:{division.geonames_id}")
    for district in districts():  # by its own name alone: whoever asks for "Texas" does not mean Texas County
        found[district.name.lower()].add(f"geonames:{district.geonames_id}")
    return {name: tuple(sorted(ids)) for name, ids in found.items()}
