"""The fitted weights of recognition and resolution: ``data/places_model.json``, written by ``app.training.places``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.extract.where.features import OF_ARTICLE, WRITTEN
from app.extract.where.tables import DATA

FILE = DATA / "places_model.json"


@dataclass(frozen=True, slots=True)
class Round:
    """Weights of one pass over the article: the figures of a name, then those of the article around it."""

    written: tuple[float, ...]
    article: tuple[float, ...]


@cache
def rounds() -> tuple[Round, ...]:
    """The passes in order; the first knows nothing of the article. Raises KeyError if a weight is missing."""
    return tuple(round_of(weights) for weights in json.loads(FILE.read_text("utf-8"))["rounds"])


@cache
def recognition() -> Mapping[str, float]:
    """The weight of each sign that a span names a place, in log odds."""
    found: Mapping[str, float] = json.loads(FILE.read_text("utf-8"))["recognition"]
    return found


def round_of(weights: Mapping[str, float]) -> Round:
    return Round(tuple(weights[name] for name in WRITTEN), tuple(weights[name] for name in OF_ARTICLE))


def dot(weights: Sequence[float], figures: Sequence[float]) -> float:
    return sum(weight * figure for weight, figure in zip(weights, figures, strict=True) if figure)
