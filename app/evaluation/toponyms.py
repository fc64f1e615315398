"""Toponyms against annotated news: found at all, and how far from the true place (Gritta, Pilehvar and Collier 2020).

Only annotated toponyms with coordinates count; what is found where one without coordinates is annotated is neither
right nor wrong.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.evaluation.spans import Share, overlap, pairs
from app.extract.layers import read_layers
from app.extract.parse import Language
from app.extract.where import Gazetteer
from app.schemas.layers import as_json

NEAR = 161.0  # km, the hundred miles within which a place counts as right
EARTH = 6371.0088  # km, mean radius

# Within 161 km and right country on held-out articles, as published by Halterman (2023) for Mordecai 3
CHAMPION = {"TR-News": (0.873, 0.978), "LGL": (0.827, None), "GeoWebNews": (0.941, None)}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToponymScore:
    """``near`` and ``country`` are shares of the annotated toponyms that were found; ``country`` is None where the
    annotation names none."""

    recognised: Share
    near: float
    country: float | None


def score(nlp: Language, gazetteer: Gazetteer, rows: Sequence[Row]) -> ToponymScore:
    """Score the places of ``{text, published_at, toponyms}``."""
    found = annotated = 0
    kilometres: list[float] = []
    countries: list[bool] = []
    right = 0
    for row in rows:
        published = date.fromisoformat(row["published_at"][:10]) if row["published_at"] else None
        ours = as_json(read_layers(nlp, gazetteer, row["text"], published), ("places",))["toponyms"]
        theirs = [place for place in row["toponyms"] if place.get("lat") is not None]
        ours = _judged(theirs, [place for place in row["toponyms"] if place.get("lat") is None], ours)
        found, annotated = found + len(ours), annotated + len(theirs)
        for i, j in pairs(theirs, ours):
            right += 1
            if ours[j]["lat"] is None:
                continue
            kilometres.append(distance(theirs[i], ours[j]))
            if theirs[i].get("country"):
                countries.append(theirs[i]["country"] == ours[j]["country"])
    return ToponymScore(
        recognised=Share(right=right, found=found, annotated=annotated),
        near=sum(far <= NEAR for far in kilometres) / len(kilometres) if kilometres else 0.0,
        country=sum(countries) / len(countries) if countries else None,
    )


def _judged(asked: Sequence[Row], unasked: Sequence[Row], found: Sequence[Row]) -> list[Row]:
    """Those of ``found`` that meet an annotation with coordinates or none at all."""
    met = {j for _, j in pairs(asked, found)}
    return [
        one for j, one in enumerate(found) if j in met or not any(overlap(gold, one) > 0 for gold in unasked)
    ]


def distance(one: Row, other: Row) -> float:
    """Kilometres on the great circle between two {"lat", "lon"} in degrees."""
    first, second = math.radians(one["lat"]), math.radians(other["lat"])
    across = math.radians(other["lon"] - one["lon"])
    chord = (
        math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(across / 2) ** 2
    )
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(chord)))
