"""How large a made-up decade is, and which part of it is which."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

YEARS = 10
PIECE = 5_000  # events that are made, written and committed together


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``events`` from ten years until ``until``; the same ``seed`` gives the same rows."""

    events: int
    seed: int
    until: date

    @property
    def pieces(self) -> int:
        return math.ceil(self.events / PIECE)

    @property
    def first_day(self) -> date:
        return self.until - timedelta(days=round(365.25 * YEARS))

    def moment(self, share: float) -> datetime:
        """When news came in of which ``share`` (0 to 1) had come before: four times as much at the end as at first."""
        spent = (
            math.sqrt(1 + 15 * share) - 1
        ) / 3  # of the time; density 1 + 3 t, so share = (t + 1.5 t^2) / 2.5
        start = datetime.combine(self.first_day, time(), UTC)
        return start + timedelta(days=(self.until - self.first_day).days) * spent


def piece_of(plan: Plan, number: int) -> range:
    """The numbers of the events of one piece."""
    return range(number * PIECE, min((number + 1) * PIECE, plan.events))
