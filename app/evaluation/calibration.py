"""Does confidence mean what it says? Bins of confidence, and the share of the reports in each that are right, typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SURE = 0.8  # reports above it should be right nine times in ten
_EDGES = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)

Judged = tuple[float, bool]  # a report's confidence, and whether it is right with its type


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The reports with ``low`` <= confidence < ``high``; the last bin holds 1 too."""

    low: float
    high: float
    reports: int
    mean: float  # their mean confidence: the share right that it promises
    right: float  # the share that is right


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    judged: tuple[Judged, ...]

    def bins(self) -> tuple[Bin, ...]:
        """The bins that hold a report, lowest first."""
        found = []
        for low, high in pairwise(_EDGES):
            inside = [one for one in self.judged if low <= one[0] < high or one[0] == high == 1.0]
            if inside:
                mean = sum(confidence for confidence, _ in inside) / len(inside)
                found.append(Bin(low=low, high=high, reports=len(inside), mean=mean, right=_share(inside)))
        return tuple(found)

    @property
    def sure(self) -> tuple[Judged, ...]:
        return tuple(one for one in self.judged if one[0] >= SURE)

    @property
    def right_when_sure(self) -> float:
        """The share of the reports at 0.8 and more that are right; 0 where there is none."""
        return _share(self.sure)

    @property
    def error(self) -> float:
        """How far the share right is from the mean confidence, over bins, each weighed by its reports (ECE)."""
        return sum(b.reports * abs(b.mean - b.right) for b in self.bins()) / max(1, len(self.judged))


def _share(judged: Sequence[Judged]) -> float:
    return sum(right for _, right in judged) / len(judged) if judged else 0.0
