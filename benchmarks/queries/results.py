"""What was measured, as it is kept and compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.figures import percentile
from benchmarks.queries.crowd import Crowd


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """Milliseconds."""

    p50: float
    p95: float
    number: int


def timings(milliseconds: Sequence[float]) -> Timings:
    return Timings(
        p50=percentile(milliseconds, 0.5), p95=percentile(milliseconds, 0.95), number=len(milliseconds)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question: what the database took, what all took over HTTP, and what Datasette took over HTTP."""

    name: str
    kind: str
    aim: tuple[float, float] | None
    sql: Timings
    statements: float
    http: Timings
    datasette: Timings | None

    @property
    def met(self) -> bool | None:
        """Whether the aims in the database are reached; None where there are none."""
        return None if self.aim is None else self.sql.p50 <= self.aim[0] and self.sql.p95 <= self.aim[1]

    @property
    def ratio(self) -> float | None:
        """How many times as long Datasette takes, at the median."""
        return self.datasette.p50 / self.http.p50 if self.datasette else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What many clients at once got."""

    rate: float  # answers a second
    p50: float
    p95: float
    answers: int
    errors: int
    first_error: str | None

    @classmethod
    def of(cls, crowd: Crowd) -> Load:
        return cls(
            rate=crowd.rate,
            p50=crowd.at(0.5),
            p95=crowd.at(0.95),
            answers=len(crowd.milliseconds),
            errors=len(crowd.errors),
            first_error=crowd.errors[0] if crowd.errors else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    events: int
    load_seconds: float | None  # None if it had been loaded before
    postgres_bytes: int
    sqlite_bytes: int | None
    answers: Sequence[Answered]
    crowds: Mapping[str, Load]
