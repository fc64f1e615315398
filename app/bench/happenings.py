"""What happens in a made-up decade: one event with its parties, its place and its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random

from app.bench.chance import Bag, by, weighted
from app.bench.people import Party
from app.bench.plan import Plan
from app.bench.world import Land, Spot, World

_TYPES = weighted(
    {
        **{"statement": 16, "strike": 9, "meeting": 9, "attack": 8, "visit": 7, "accusation": 5, "clash": 4},
        **{"demand": 4, "support": 4, "arrest": 4, "protest": 4, "pledge": 3, "rejection": 3, "threat": 3},
        **{"mobilization": 3, "sanction": 2.5, "legal_action": 2.5, "policy": 2.5, "agreement": 2.5},
        **{"coercion": 2, "election": 2, "cooperation": 2, "aid": 2, "appointment": 1.5},
        **{"concession": 1, "withdrawal": 1},
    }.items()
)
_STORMY = weighted({"strike": 9, "attack": 7, "clash": 5, "statement": 5, "threat": 2, "aid": 1}.items())
_STATUS = weighted([("happened", 88), ("planned", 9), ("denied", 3)])
_PRECISION = weighted([("day", 85), ("week", 4), ("month", 5), ("year", 1), ("range", 5)])
_BASIS = weighted([("relative", 45), ("publication", 30), ("explicit", 20), ("inherited", 5)])
_REVIEW = weighted([("none", 975), ("verified", 20), ("rejected", 5)])
_MUTUAL = frozenset({"meeting", "agreement", "clash", "cooperation"})
_BLOODY = frozenset({"strike", "attack", "clash"})
_UNDATED, _UNPLACED = 0.06, 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    first: date
    last: date
    precision: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    type: str
    status: str
    parties: Sequence[tuple[str, Party]]  # role, who; no party twice
    spot: Spot | None
    days: Days | None
    killed: int | None
    injured: int | None
    confidence: float
    review: str
    claimed_by: str | None


def happening(world: World, plan: Plan, when: datetime, chance: Random) -> Happening:
    """What an outlet first tells of at ``when``."""
    land, stormy = _lands_on(world, plan, when.date()).draw(chance)
    type_ = (_STORMY if stormy and chance.random() < 0.5 else _TYPES).draw(chance)
    status = _STATUS.draw(chance)
    bloody = type_ in _BLOODY and status == "happened" and chance.random() < 0.6
    parties = _parties(world, land, type_, chance)
    return Happening(
        type=type_,
        status=status,
        parties=parties,
        spot=_spot(land, chance),
        days=None if chance.random() < _UNDATED else _days(when.date(), status, chance),
        killed=int(chance.paretovariate(1.1)) if bloody else None,
        injured=int(chance.paretovariate(0.9)) % 5_000 if bloody and chance.random() < 0.7 else None,
        confidence=round(chance.betavariate(6, 2.5), 4),
        review=_REVIEW.draw(chance),
        claimed_by=parties[0][1].name if chance.random() < 0.05 else None,
    )


@lru_cache(maxsize=64)
def _lands_on(world: World, plan: Plan, day: date) -> Bag[tuple[Land, bool]]:
    """Countries as often as they are in the news that day, and whether that is a storm."""
    number = (day - plan.first_day).days
    return by(
        [
            (land, any(storm.first <= number <= storm.last for storm in land.storms))
            for land in world.lands.values()
        ],
        lambda entry: entry[0].share * _times(entry[0], number),
    )


def _times(land: Land, day: int) -> float:
    return max((storm.times for storm in land.storms if storm.first <= day <= storm.last), default=1.0)


def _parties(world: World, land: Land, type_: str, chance: Random) -> list[tuple[str, Party]]:
    """One to four; the first of the country itself, the others mostly of one that it deals with."""
    found = [_own(world, land, chance)]
    number = 1 + (chance.random() < 0.8) + (chance.random() < 0.2) + (chance.random() < 0.05)
    partner = world.lands[land.partners.draw(chance)]
    while len(found) < number:
        other = partner if chance.random() < 0.75 else land
        found.append(_own(world, other, chance))
    parties = list({party.id: party for party in found}.values())
    if type_ in _MUTUAL:
        return [("participant", party) for party in parties]
    return [("source" if n == 0 else "target", party) for n, party in enumerate(parties)]


def _own(world: World, land: Land, chance: Random) -> Party:
    roll = chance.random()
    if roll < 0.45:
        return land.state
    if roll < 0.85:
        return land.own.draw(chance)
    return world.bodies.draw(chance) if roll < 0.93 else chance.choice(world.unnamed)


def _spot(land: Land, chance: Random) -> Spot | None:
    if chance.random() < _UNPLACED:
        return None
    roll = chance.random()
    if roll < 0.03 and land.sites:
        return chance.choice(land.sites)
    if roll < 0.75 and land.cities:
        return land.cities.draw(chance)
    # the country itself stands last
    return land.wide[-1] if roll > 0.87 else chance.choice(land.wide)


def _days(told: date, status: str, chance: Random) -> Days:
    roll = chance.random()
    if status == "planned":
        first = told + timedelta(days=chance.randint(1, 45))
    elif roll < 0.85:
        first = told - timedelta(days=roll > 0.55)
    else:
        first = told - timedelta(days=int(chance.expovariate(1 / 6 if roll < 0.97 else 1 / 400)))
    precision = _PRECISION.draw(chance)
    basis = _BASIS.draw(chance)
    first, last = _widened(first, precision, chance)
    return Days(first=first, last=last, precision=precision, basis=basis)


def _widened(day: date, precision: str, chance: Random) -> tuple[date, date]:
    if precision == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if precision == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if precision == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day + timedelta(days=chance.randint(1, 6) if precision == "range" else 0)
