"""How sure are we that this happened as told, and is of this type? A probability that orders reports.

The scores of the mentions are surer of themselves than they may be, and the more so the longer the article is: a
paragraph that is all news has fewer things to take for an event than a feature. A logistic regression over three
figures makes of them the share that was right among reports like this one; ``app.training.confidence`` fits it, and the
card in ``data/confidence_model.json`` says on what.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from app.extract.assemble.account import Account

_MOST = 3  # further mentions that count
_SURE = 0.9999


@dataclass(frozen=True, slots=True)
class Confidence:
    weights: Mapping[str, float]
    card: Mapping[str, object]

    @classmethod
    def load(cls) -> Confidence:
        raw = json.loads(
            files("app.extract").joinpath("data/confidence_model.json").read_text(encoding="utf-8")
        )
        return cls(raw["weights"], raw["card"])

    def of(self, group: Sequence[Account], kind: str, sentences: int) -> float:
        """The probability, to two digits, that an event of type ``kind`` told by ``group`` in an article of so many
        sentences is right."""
        total = sum(self.weights[name] * value for name, value in figures(group, kind, sentences).items())
        return round(1.0 / (1.0 + math.exp(-total)), 2)


def figures(group: Sequence[Account], kind: str, sentences: int) -> dict[str, float]:
    """What the probability is made of: the log odds of the best mention, how many more agree, the article's length."""
    scores = agreeing(group, kind)
    best = min(max(scores[0], 1.0 - _SURE), _SURE)
    return {
        "bias": 1.0,
        "best": math.log(best / (1.0 - best)),
        "more": float(min(len(scores) - 1, _MOST)),
        "length": math.log(max(1, sentences)),
    }


def agreeing(group: Sequence[Account], kind: str) -> list[float]:
    """The scores of the mentions that are of the type, the best first."""
    return sorted((a.trigger.score for a in group if a.trigger.type == kind), reverse=True)
