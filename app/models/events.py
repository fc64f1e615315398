"""Happenings that stand apart from the reports that tell of them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Computed, Index, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field, SQLModel

from app.models.columns import Moment, Transaction, Words, new_id, now
from app.models.gathered import Gathered
from app.models.salience import Salience


def _listed(name: str, *keys: Any) -> Index:
    """Of what lists show alone, with all that dates are asked by: counts and pages are found without a look at rows."""
    shown = text("review <> 'rejected'")
    return Index(f"ix_events_{name}", *keys, postgresql_include=["end_day"], postgresql_where=shown)


class Event(Gathered, table=True):
    """One happening, derived from its reports and its editors' decisions; nothing else writes it.

    ``search`` is derived by Postgres from ``search_text``.
    """

    __tablename__ = "events"
    __table_args__ = (
        _listed("date_desc", text("start_day desc nulls last"), text("id desc")),
        _listed("date", text("start_day asc nulls last"), "id"),
        _listed("updated", text("updated_at desc"), text("id desc")),
        _listed("country_start_day", "country", text("start_day desc nulls last"), text("id desc")),
        _listed("type_start_day", "type", text("start_day desc nulls last"), text("id desc")),
        _listed(
            "country_type_start_day", "country", "type", text("start_day desc nulls last"), text("id desc")
        ),
        Index("ix_events_rejected", "id", postgresql_where=text("review = 'rejected'")),
        Index(
            "ix_events_days",
            text("daterange(start_day, end_day, '[]')"),
            postgresql_using="gist",
            postgresql_where=text("start_day is not null"),
        ),
        _listed("sources", text("source_count desc"), text("id desc")),
        Index("ix_events_created_at", "created_at"),
        Index("ix_events_within", "within", postgresql_using="gin"),
        Index("ix_events_place_id", "place_id"),  # how many events were at a place is counted from it alone
        Index("ix_events_outlets", "sources", postgresql_using="gin"),
        Index(
            "ix_events_point",
            text("point(longitude, latitude)"),
            postgresql_using="gist",
            postgresql_where=text("longitude is not null and latitude is not null"),
        ),
        # For pairs of actors (0.3 ms over 5 M events); single ones by event_actors (0.5 against 102 ms).
        Index("ix_events_actor_ids", "actor_ids", postgresql_using="gin"),
        Index("ix_events_search", "search", postgresql_using="gin"),
        # the top events of each day, `app.store.tops`
        Index("ix_events_start_day_salience", "start_day", text("salience desc"), "id"),
        Index("ix_events_country_start_day_salience", "country", "start_day", text("salience desc"), "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    version: int = 1  # counts the states it has been in; the ETag
    search_text: str = Words()  # what its reports are found by, see `app.store.rows.told`
    search: str | None = Field(
        default=None,
        sa_column=Column(
            TSVECTOR, Computed("to_tsvector('english'::regconfig, search_text)", persisted=True)
        ),
    )
    salience: float | None = Salience()
    created_at: datetime = Moment(default_factory=now)
    updated_at: datetime = Moment(default_factory=now)
    # Tells walks through lists (`app.store.walks`) what changed since they began.
    written_in: int | None = Transaction()


class EventActor(SQLModel, table=True):
    """Who takes part in an event; its days and family are repeated so that one actor's timeline is one index scan."""

    __tablename__ = "event_actors"
    __table_args__ = (
        Index(
            "ix_event_actors_actor_id_start_day",
            "actor_id",
            text("start_day desc nulls last"),
            text("event_id desc"),
            postgresql_include=["role", "end_day", "family"],
        ),
    )

    event_id: UUID = Field(foreign_key="events.id", ondelete="CASCADE", primary_key=True)
    actor_id: str = Words(foreign_key="actors.id", primary_key=True)
    role: str = Words(primary_key=True)
    name: str = Words()
    start_day: date | None = None
    end_day: date | None = None
    family: str = Words()
