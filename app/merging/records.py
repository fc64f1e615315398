"""What one article's account of one happening is known by when it is compared with others. None is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.extract.records import DateBasis, DatePrecision, Kind, PlacePrecision, Role, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor as this article names it."""

    actor_id: str  # stable across articles, see ``app.extract.records.Entity``
    name: str
    role: Role
    country: str | None  # ISO 3166-1 alpha-2
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where it happened, as fine as the article tells. Coordinates are WGS 84 degrees."""

    place_id: str | None
    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One report, as far as it matters for telling whether another one tells of the same happening."""

    report_id: UUID
    article_id: UUID
    published: datetime | None  # None only for texts from archives that do not know it
    source: str | None = None  # the outlet
    copy_of: UUID | None = None  # the article that this one is a syndicated copy of
    type: str
    family: str
    status: Status
    parties: tuple[Party, ...] = ()
    first: date | None = None  # both None, with precision and basis: the day is unknown
    last: date | None = None  # inclusive
    date_precision: DatePrecision | None = None
    date_basis: DateBasis | None = None
    spot: Spot | None = None
    killed: int | None = None
    injured: int | None = None
    claimed_by: str | None = None
    confidence: float = 1.0  # 0..1
    summary: str = ""
    words: frozenset[str] = (
        frozenset()
    )  # ``app.merging.words.content_words`` of the sentences that tell of it
    context: frozenset[str] = frozenset()  # the same of the article's opening, whatever it tells of
    title: str | None = None
