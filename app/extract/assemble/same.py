"""Do two accounts tell of one happening? A score for each field, then a weight table.

What is not known is its own feature, never a zero: two strikes without a place are not two strikes at one place.
The table's origin stands on its card: fitted by ``app.training.merging`` on annotated articles.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from app.extract.assemble.account import Account
from app.extract.records import Place, Trigger, When
from app.extract.taxonomy import MUTUAL, TYPES

_STEPS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98)


@dataclass(frozen=True, slots=True)
class MergeWeights:
    weights: Mapping[str, float]
    card: Mapping[str, object]

    @classmethod
    def load(cls) -> MergeWeights:
        raw = json.loads(files("app.extract").joinpath("data/merging_model.json").read_text(encoding="utf-8"))
        return cls(raw["weights"], raw["card"])

    def score(self, earlier: Account, later: Account, read: float) -> float:
        """Log odds that both tell of one happening, ``read`` being the encoder's probability; minus infinity when that
        cannot be."""
        if not may_be_same(earlier, later):
            return float("-inf")
        return sum(weight for _, weight in self.shares(earlier, later, read))

    def shares(self, earlier: Account, later: Account, read: float) -> list[tuple[str, float]]:
        """What each feature of a pair adds to its score."""
        return [(name, self.weights.get(name, 0.0)) for name in compare(earlier, later, read)]


def may_be_same(earlier: Account, later: Account) -> bool:
    """Accounts of different families never tell of one event: an accusation about a strike is not the strike. Nor do
    those of two types of a family, unless one could be the other: who condemns and urges does two things."""
    first, second = earlier.trigger, later.trigger
    if TYPES[first.type].family != TYPES[second.type].family:
        return False
    return first.type == second.type or first.second == second.type or second.second == first.type


def compare(earlier: Account, later: Account, read: float) -> list[str]:
    """The features of a pair, in general and for its family, and how sure the encoder is: a step for each height that
    its probability passes."""
    family = TYPES[later.trigger.type].family
    general = list(_features(earlier, later))
    steps = [f"read>{step}" for step in _STEPS if read > step]
    return ["bias", f"{family}:bias", *steps, *general, *(f"{family}:{name}" for name in general)]


def _features(a: Account, b: Account) -> Iterator[str]:
    yield "type=" + _types(a.trigger, b.trigger)
    yield "word=" + ("same" if a.word == b.word else "other")
    yield "shape=" + "NV"[not a.noun] + "NV"[not b.noun]
    yield "apart=" + _distance(a, b)
    if a.paragraph == b.paragraph:
        yield "paragraph=same"
    if b.definite:
        yield "later=definite"
    if a.trigger.status != b.trigger.status:
        yield "status=other"
    yield "date=" + _dates(a.when, b.when)
    yield "place=" + _places(a.where, b.where)
    yield from _actors(a, b)
    if a.toll.killed is not None and b.toll.killed is not None:
        yield "killed=" + ("same" if a.toll.killed == b.toll.killed else "other")


def _types(a: Trigger, b: Trigger) -> str:
    if a.type == b.type:
        return "same"
    return "close" if a.second == b.type or b.second == a.type else "other"


def _distance(a: Account, b: Account) -> str:
    between = b.trigger.sentence - a.trigger.sentence
    if between == 0:
        return "near" if abs(b.trigger.token - a.trigger.token) <= 6 else "sentence"
    return "next" if between == 1 else "few" if between <= 4 else "far"


def _actors(a: Account, b: Account) -> Iterator[str]:
    if a.trigger.type in MUTUAL and b.trigger.type in MUTUAL:
        yield "actors=" + _overlap(a.entities(), b.entities())
        return
    yield "source=" + _overlap(a.entities("source", "participant"), b.entities("source", "participant"))
    yield "target=" + _overlap(a.entities("target"), b.entities("target"))


def _overlap(left: frozenset[int], right: frozenset[int]) -> str:
    if not left or not right:
        return "later unknown" if left else "earlier unknown" if right else "neither"
    if left == right:
        return "same"
    return "some" if left & right else "other"


def _dates(a: When | None, b: When | None) -> str:
    if a is None or b is None:
        return "unknown"
    own = ("explicit", "relative")
    sure = (a.basis in own) + (b.basis in own)
    if (a.first, a.last) == (b.first, b.last):
        relation = "same"
    else:
        relation = "within" if a.first <= b.last and b.first <= a.last else "other"
    return f"{relation}/{sure}"


def _places(a: Place | None, b: Place | None) -> str:
    if a is None or b is None:
        return "unknown"
    if (a.geonames_id is not None and a.geonames_id == b.geonames_id) or a.name == b.name:
        return "same"
    if a.country != b.country:
        return "abroad"
    return "within" if "country" in (a.precision, b.precision) else "other"
