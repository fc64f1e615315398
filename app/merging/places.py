"""Two places against each other, each as fine as its article tells it."""

from __future__ import annotations

import math

from app.merging.records import Spot

EARTH = 6371.0  # km
# Kilometres that two names for one scene may lie apart, by how finely the place is known.
REACH = {"site": 15.0, "city": 25.0, "admin1": 150.0, "region": 300.0, "country": math.inf}
_COARSE = frozenset({"country", "region"})


def place_features(found: dict[str, float], a: Spot | None, b: Spot | None) -> None:
    if a is None or b is None:
        return
    fine = a.precision not in _COARSE and b.precision not in _COARSE
    if a.country and b.country and a.country != b.country:
        found["place.abroad"] = 1.0
    elif (a.place_id is not None and a.place_id == b.place_id) or a.name.casefold() == b.name.casefold():
        found["place.same" if fine else "place.same.coarse"] = 1.0
    elif not fine:
        found["place.within"] = 1.0
    else:
        _by_distance(found, a, b)


def _by_distance(found: dict[str, float], a: Spot, b: Spot) -> None:
    away = distance(a, b)
    if away is None:
        return
    reach = max(REACH[a.precision], REACH[b.precision])
    if away <= reach:
        found["place.near"] = 1.0
    else:
        found["place.apart"] = min(1.0, math.log2(away / reach) / 4 + 0.25)


def distance(a: Spot, b: Spot) -> float | None:
    """Great-circle distance in km; None where a coordinate is unknown."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return None
    one, other = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((other - one) / 2) ** 2
    turn = math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, half + math.cos(one) * math.cos(other) * turn)))
