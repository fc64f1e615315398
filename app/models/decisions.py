"""What editors decided, and what waits for them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from app.models.columns import IdList, Moment, Words, new_id, now

DECISION_KINDS = ("set", "verify", "reject", "merge", "split", "keep_apart")
SUGGESTION_KINDS = ("duplicate", "contradiction", "low_confidence")


class Decision(SQLModel, table=True):
    """One editor's act. It holds until it is undone, whatever the machine reads later.

    ``value`` of a "set" is the field's value in the form of `app.merging.state.EDITABLE`, of a "merge" the ids that
    ``led`` to the other event; ``report_ids`` are those that a merge or a split moved; ``other_event_id`` is the second
    event of a merge, a split or "never merge these two".
    """

    __tablename__ = "decisions"
    __table_args__ = (
        CheckConstraint("kind in ('set', 'verify', 'reject', 'merge', 'split', 'keep_apart')", name="kind"),
        Index("ix_decisions_event_id", "event_id", postgresql_where=text("undone_at is null")),
        Index("ix_decisions_other_event_id", "other_event_id", postgresql_where=text("undone_at is null")),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    event_id: UUID
    kind: str = Words()
    field: str | None = Words(default=None)
    value: Any = Field(default=None, sa_column=Column(JSONB, nullable=True))
    other_event_id: UUID | None = None
    report_ids: list[UUID] = IdList()
    author: str = Words()
    reason: str = Words()
    at: datetime = Moment(default_factory=now)
    undone_at: datetime | None = Moment(default=None)
    undone_by: str | None = Words(default=None)
    undone_reason: str | None = Words(default=None)


class Suggestion(SQLModel, table=True):
    """Something an editor should look at. Of a pair ("duplicate") ``event_id`` is the lower id."""

    __tablename__ = "suggestions"
    __table_args__ = (
        CheckConstraint("kind in ('duplicate', 'contradiction', 'low_confidence')", name="kind"),
        CheckConstraint("state in ('open', 'accepted', 'dismissed')", name="state"),
        # Nulls differ in a unique constraint (Postgres 14), so that a suggestion about one event would come twice.
        Index(
            "uq_suggestions_subject",
            "kind",
            "event_id",
            text("coalesce(other_event_id, event_id)"),
            unique=True,
        ),
        Index("ix_suggestions_open", "kind", "score", "id", postgresql_where=text("state = 'open'")),
        Index("ix_suggestions_event_id", "event_id"),
        Index("ix_suggestions_other_event_id", "other_event_id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: str = Words()
    event_id: UUID
    other_event_id: UUID | None = None
    score: float  # duplicate: odds of being one; low_confidence: the confidence; contradiction: 0
    why: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    state: str = Words(default="open")
    author: str | None = Words(default=None)
    reason: str | None = Words(default=None)
    created_at: datetime = Moment(default_factory=now)
    decided_at: datetime | None = Moment(default=None)
