"""How likely two accounts tell of one happening: features, then a table of weights that names its origin."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.merging.features import compare
from app.merging.profile import Profile, profile_of
from app.merging.records import Account
from app.merging.words import Rarity


@dataclass(frozen=True, slots=True)
class Weights:
    """``merge``: odds from which two groups of accounts become one; ``suggest``: from which an editor is asked."""

    table: Mapping[str, float]  # log odds a unit of each feature
    merge: float
    suggest: float
    rarity: Rarity
    card: Mapping[str, object]

    @classmethod
    @cache
    def load(cls) -> Weights:
        """The packaged table; its card says what it was fitted on, when, and what it reached."""
        raw = json.loads(files("app.merging").joinpath("data/weights.json").read_text(encoding="utf-8"))
        return cls(raw["weights"], raw["merge"], raw["suggest"], Rarity.load(), raw["card"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    odds: float  # 0..1, the probability that both tell of one happening
    parts: Mapping[str, float]  # what each feature adds to the log odds; empty where the types rule it out


def likeness(a: Account, b: Account, weights: Weights) -> Likeness:
    """How likely ``a`` and ``b`` tell of one happening, whatever article they are from, and why."""
    one, other = profile_of(a, weights.rarity), profile_of(b, weights.rarity)
    table = weights.table
    parts = {name: table.get(name, 0.0) * value for name, value in compare(one, other).items()}
    return Likeness(odds=odds_of(sum(parts.values())), parts=parts)


def log_odds(a: Profile, b: Profile, weights: Weights) -> float:
    """The same as a number alone, minus infinity where the types rule it out."""
    table = weights.table
    return sum([table.get(name, 0.0) * value for name, value in compare(a, b).items()])


def odds_of(log: float) -> float:
    return 1 / (1 + math.exp(-log)) if log > -700 else 0.0
