"""The least that extraction must reach on each yardstick, just under what was measured; CI holds them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from app.evaluation.results import Result

Floors = Mapping[str, Mapping[str, float]]


def load_floors() -> Floors:
    """``{yardstick: {figure: least}}`` from ``floors.toml``."""
    floors: Floors = tomllib.loads(
        files("app.evaluation").joinpath("floors.toml").read_text(encoding="utf-8")
    )
    return floors


def broken(result: Result, floors: Floors) -> list[str]:
    """A sentence for each figure that fell below its floor. Raises KeyError for a floor under no figure."""
    return [
        f"{result.name}: {figure} is {result.figures[figure]:.3f}, below its floor {least:.3f}"
        for figure, least in floors.get(result.name, {}).items()
        if result.figures[figure] < least
    ]
