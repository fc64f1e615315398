"""Timelines and facets as a person would count them, one event after the other."""

import math
import struct
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from tests.questions.world import ACTORS, PLACES, Made, State

Held = Sequence[tuple[Made, State]]  # what a filter means


def group(unit: str, day: date) -> date:
    back = {"day": 0, "week": day.isoweekday() - 1, "month": day.day - 1}[unit]
    return day - timedelta(days=back)


def salience(state: State) -> float:
    """As docs/api.md tells it; nobody is killed in the random world. In single precision, as it is kept."""
    place = 0.0
    if state.spot:
        place = 0.25 if state.spot.precision in ("country", "region") else 0.5
    parts = [math.log(1 + len(state.sources)), 0.0, 0.5 if state.first else 0.0, place]
    parts += [1.0 if state.review == "verified" else 0.0, state.confidence]
    (found,) = struct.unpack("f", struct.pack("f", sum(parts)))
    return float(found)


def timeline(held: Held, unit: str, top: int) -> dict[str, tuple[dict[str, int], list[str]]]:
    """Start -> numbers by family, and the ids of those that stand out most."""
    found: dict[str, list[tuple[Made, State]]] = {}
    for made, state in held:
        if state.first:
            found.setdefault(str(group(unit, state.first)), []).append((made, state))
    return {
        start: (
            dict(Counter(state.family for _, state in those)),
            [str(made.id) for made, _ in sorted(those, key=lambda it: (-salience(it[1]), it[0].id))][:top],
        )
        for start, those in found.items()
    }


def values(state: State, by: str) -> list[str]:
    """What one event has of a facet."""
    ids = sorted({id_ for id_, _, _ in state.parts})
    spot = state.spot
    every: dict[str, Iterable[str | None]] = {
        "type": [state.type],
        "family": [state.family],
        "status": [state.status],
        "country": [spot.country if spot else None],
        "place": [spot.id if spot else None],
        "actor": ids,
        "pair": [",".join(two) for two in combinations(ids, 2)],
        "source": {outlet.casefold() for outlet in state.sources},
    }
    return [value for value in every[by] if value is not None]


def facet(held: Held, by: str, top: int) -> dict[str, Any]:
    counted = Counter(value for _, state in held for value in values(state, by))
    ranked = sorted(counted.items(), key=lambda it: (-it[1], it[0]))
    return {
        "values": ranked[:top],
        "more": len(ranked) > top,
        "without": sum(not values(state, by) for _, state in held),
    }


def over(held: Held, by: str, unit: str, value: str) -> list[tuple[str, int]]:
    days = [state.first for _, state in held if state.first and value in values(state, by)]
    return sorted(Counter(str(group(unit, day)) for day in days).items())


def called(by: str, value: str) -> str | None:
    if by in ("actor", "pair"):
        return " and ".join(ACTORS[id_][0] for id_ in value.split(","))
    return {place.id: place.name for place in PLACES}[value] if by == "place" else None
