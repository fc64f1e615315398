"""What an event is, as it follows from its accounts and its editors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from app.extract.records import DateBasis, DatePrecision, Role, Status
from app.merging.records import Spot

Review = Literal["none", "verified", "rejected"]

# What an editor may set, each with the form of its value:
#   type, status, summary, claimed_by: text; killed, injured: number or null
#   date: {"start", "end", "precision"} with ISO days, or null
#   location: {"place_id", "name", "country", "admin1", "latitude", "longitude", "precision"}, or null
#   actors: [{"actor_id", "role", "name"}]
EDITABLE = ("type", "status", "summary", "date", "location", "actors", "killed", "injured", "claimed_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """An editor's decision that holds: "set" with field and value, "verify" or "reject"."""

    kind: str
    field: str | None = None
    value: Any = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Part:
    """Somebody who takes part."""

    role: Role
    name: str
    actor_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Inclusive days."""

    first: date
    last: date
    precision: DatePrecision
    basis: DateBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A figure with who gave it, and when."""

    value: int
    source: str | None
    report_id: UUID
    article_id: UUID
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """All None and empty: nobody gives a figure."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    said: tuple[Said, ...] = ()  # earliest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of several values that contradict each other, with those who give it."""

    value: Any  # plain JSON
    reports: tuple[UUID, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    type: str
    status: Status
    summary: str
    when: When | None
    spot: Spot | None
    spot_report: UUID | None  # the report whose place it is; None for an editor's
    parts: tuple[Part, ...]
    killed: Toll
    injured: Toll
    claimed_by: str | None
    confidence: float
    differences: Mapping[str, Sequence[Side]]
    edited: tuple[str, ...]
    review: Review
    report_count: int
    source_count: int
    independent_sources: int
    first_published: datetime
    last_published: datetime
