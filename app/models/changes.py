"""What became of events: their versions, what changed, and where an id that is gone leads."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, text
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlmodel import Field, SQLModel

from app.models.columns import IdList, Moment, MomentList, Transaction, Words, now
from app.models.gathered import Gathered
from app.models.salience import Salience

CHANNEL = "dateline_changes"  # notified when a transaction that wrote changes commits


class EventVersion(Gathered, table=True):
    """An event as it was known from ``valid_from`` until ``valid_to``; the last has no end.

    The columns that filters ask for have the names they have in ``events``, so that one builder of SQL serves both.
    A version with ``deleted`` says that there was no such event any more.
    """

    __tablename__ = "event_versions"
    __table_args__ = (
        Index("ix_event_versions_date_desc", text("start_day desc nulls last"), text("event_id desc")),
        # pages of one country as it was known then, counted without a look at rows
        Index(
            "ix_event_versions_country_start_day",
            "country",
            text("start_day desc nulls last"),
            text("event_id desc"),
            postgresql_include=["end_day", "valid_from", "valid_to"],
            postgresql_where=text("not deleted and review <> 'rejected'"),
        ),
        Index("ix_event_versions_valid_from", "valid_from"),
        Index("ix_event_versions_actor_ids", "actor_ids", postgresql_using="gin"),
        Index("ix_event_versions_within", "within", postgresql_using="gin"),
        Index("ix_event_versions_ended_in", "ended_in", postgresql_where=text("ended_in is not null")),
    )

    event_id: UUID = Field(primary_key=True)  # no foreign key: versions outlive their event
    version: int = Field(primary_key=True)
    actors: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)  # {"actor_id", "role", "name"}
    report_ids: list[UUID] = IdList()  # sorted; what was attached tells merges and splits apart
    published_at: list[datetime] = (
        MomentList()
    )  # of its reports, sorted: filters ask for it when they are gone
    search: str | None = Field(default=None, sa_column=Column(TSVECTOR))
    salience: float | None = Salience()
    created_at: datetime = Moment()  # of the event
    valid_from: datetime = Moment()
    valid_to: datetime | None = Moment(default=None)
    deleted: bool = False
    written_in: int | None = Transaction()
    ended_in: int | None = Field(default=None, sa_type=BigInteger)  # the transaction that set ``valid_to``


class Change(SQLModel, table=True):
    """One row of what changed, for readers that follow. ``event_id`` may name an event that is gone.

    ``transaction_id`` lets a reader go by commit order: rows of a transaction that is still running may
    carry a lower ``id`` than rows already read.
    """

    __tablename__ = "changes"
    __table_args__ = (
        Index("ix_changes_transaction_id_id", "transaction_id", "id"),
        Index("ix_changes_event_id_id", "event_id", "id"),
        Index("ix_changes_at", "at"),
    )

    id: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    transaction_id: int | None = Transaction()
    event_id: UUID
    kind: str = Words()  # created, updated, merged, split or deleted
    version: int  # of the event after the change
    article_id: UUID | None = None  # whose extraction, correction or retraction brought it about
    decision_id: UUID | None = None  # the editor's decision that did
    author: str | None = Words(default=None)
    reason: str | None = Words(default=None)
    other_event_ids: list[UUID] = IdList()  # merged: into which; split: from which
    difference: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)  # field -> {"before", "after"}
    snapshot: dict[str, Any] = Field(
        sa_column=Column(JSONB, nullable=False)
    )  # the event after (merged, deleted: before)
    at: datetime = Moment(default_factory=now)


class EventRedirect(SQLModel, table=True):
    """An event that was merged into another; chains are flattened, so one look is enough."""

    __tablename__ = "event_redirects"
    __table_args__ = (Index("ix_event_redirects_new_id", "new_id"),)

    old_id: UUID = Field(primary_key=True)
    new_id: UUID
    at: datetime = Moment(default_factory=now)
