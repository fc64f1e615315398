"""Happenings that stand apart from the reports that tell of them, and what changed about them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Computed, Identity, Index, text
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlmodel import Field, SQLModel

from app.models.columns import Moment, WordList, Words, new_id, now
from app.models.happenings import Happening


class Event(Happening, table=True):
    """One happening. ``search`` is derived by Postgres from ``search_text``."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_date_desc", text("start_day desc nulls last"), text("id desc")),
        Index("ix_events_date", text("start_day asc nulls last"), "id"),
        Index("ix_events_updated", text("updated_at desc"), text("id desc")),
        Index("ix_events_country_start_day", "country", text("start_day desc nulls last"), text("id desc")),
        Index("ix_events_type_start_day", "type", text("start_day desc nulls last"), text("id desc")),
        Index(
            "ix_events_days",
            text("daterange(start_day, end_day, '[]')"),
            postgresql_using="gist",
            postgresql_where=text("start_day is not null"),
        ),
        Index("ix_events_place_id", "place_id"),
        Index("ix_events_lower_location_name", text("lower(location_name)")),
        # For pairs of actors (0.3 ms over 5 M events); single ones by event_actors (0.5 against 102 ms).
        Index("ix_events_actor_ids", "actor_ids", postgresql_using="gin"),
        Index("ix_events_search", "search", postgresql_using="gin"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    actor_ids: list[str] = WordList()  # sorted, each once
    report_count: int = 1
    first_published_at: datetime = Moment()
    last_published_at: datetime = Moment()
    search_text: str = Words()  # summary, names and the sentences that tell of it
    search: str | None = Field(
        default=None,
        sa_column=Column(
            TSVECTOR, Computed("to_tsvector('english'::regconfig, search_text)", persisted=True)
        ),
    )
    created_at: datetime = Moment(default_factory=now)
    updated_at: datetime = Moment(default_factory=now)


class EventActor(SQLModel, table=True):
    """Who takes part in an event; the day is repeated so that one actor's timeline is one index scan."""

    __tablename__ = "event_actors"
    __table_args__ = (
        Index(
            "ix_event_actors_actor_id_start_day",
            "actor_id",
            text("start_day desc nulls last"),
            text("event_id desc"),
        ),
    )

    event_id: UUID = Field(foreign_key="events.id", ondelete="CASCADE", primary_key=True)
    actor_id: str = Words(foreign_key="actors.id", primary_key=True)
    role: str = Words(primary_key=True)
    name: str = Words()
    start_day: date | None = None


class Change(SQLModel, table=True):
    """One row of what changed, for readers that follow. ``event_id`` may name an event that is gone.

    ``transaction_id`` lets a reader go by commit order: rows of a transaction that is still running may
    carry a lower ``id`` than rows already read.
    """

    __tablename__ = "changes"
    __table_args__ = (
        Index("ix_changes_transaction_id_id", "transaction_id", "id"),
        Index("ix_changes_event_id_id", "event_id", "id"),
    )

    id: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    transaction_id: int | None = Field(
        default=None,
        sa_column=Column(
            BigInteger, nullable=False, server_default=text("(pg_current_xact_id()::text)::bigint")
        ),
    )
    event_id: UUID
    kind: str = Words()  # created, updated or deleted
    article_id: UUID | None = None  # whose extraction or retraction brought it about
    snapshot: dict[str, Any] = Field(
        sa_column=Column(JSONB, nullable=False)
    )  # the event after (deleted: before)
    at: datetime = Moment(default_factory=now)
