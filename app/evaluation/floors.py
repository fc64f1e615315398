"""The least that extraction must reach on each gold set, just under what was measured; CI holds them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from app.evaluation.score import Score


def load_floors() -> Mapping[str, Mapping[str, float]]:
    """``{gold set: {measure: least}}`` from ``floors.toml``."""
    floors: Mapping[str, Mapping[str, float]] = tomllib.loads(
        files("app.evaluation").joinpath("floors.toml").read_text(encoding="utf-8")
    )
    return floors


def broken(name: str, score: Score, floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """A sentence for each measure of gold set ``name`` that fell below its floor."""
    return [
        f"{name}: {measure} F1 is {score.rate(measure).f1:.3f}, below its floor {least:.3f}"
        for measure, least in floors.get(name, {}).items()
        if score.rate(measure).f1 < least
    ]
