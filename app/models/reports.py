"""One article's account of one happening, with the words that say so."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Column, ForeignKeyConstraint, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from app.models.columns import Moment, WordList, Words, new_id, now
from app.models.happenings import Happening


class Report(Happening, table=True):
    """Offsets count characters of the text of the article's ``version``."""

    __tablename__ = "reports"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "version"],
            ["article_versions.article_id", "article_versions.version"],
            ondelete="CASCADE",
        ),
        # Checked at commit: a report is attached first, its event is derived from what is attached to it.
        ForeignKeyConstraint(["event_id"], ["events.id"], deferrable=True, initially="DEFERRED"),
        Index("ix_reports_article_id_position", "article_id", "position", unique=True),
        Index("ix_reports_event_id_published_at", "event_id", "published_at"),
        # Where reports of the same happening are looked for.
        Index("ix_reports_blocks", "blocks", postgresql_using="gin"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    article_id: UUID
    version: int
    event_id: UUID
    pinned: bool = False  # an editor put it into its event: the machine never moves it
    position: int  # order within the article, from 0
    published_at: datetime = Moment()  # the article's, kept here so that filters need no join
    date_text: str | None = Words(default=None)
    date_offset: int | None = None
    date_end_offset: int | None = None
    location_offset: int | None = None
    location_end_offset: int | None = None
    claim_chain: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSONB, nullable=False))
    quotes: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSONB, nullable=False))
    told: str = Words()  # summary, names, the sentences that tell of it, quotes: a line each
    blocks: list[int] = Field(default_factory=list, sa_type=ARRAY(BigInteger))  # see app.store.blocks
    words: list[str] = WordList()  # app.merging.words: what its sentences are about
    created_at: datetime = Moment(default_factory=now)


class Mention(SQLModel, table=True):
    """The shortest words in one sentence that name the act."""

    __tablename__ = "mentions"

    report_id: UUID = Field(foreign_key="reports.id", ondelete="CASCADE", primary_key=True)
    position: int = Field(primary_key=True)
    start: int
    end: int
    text: str = Words()
    sentence_start: int
    sentence_end: int


class ReportActor(SQLModel, table=True):
    """An actor as this article names it."""

    __tablename__ = "report_actors"
    __table_args__ = (Index("ix_report_actors_actor_id", "actor_id"),)

    report_id: UUID = Field(foreign_key="reports.id", ondelete="CASCADE", primary_key=True)
    position: int = Field(primary_key=True)
    actor_id: str = Words(foreign_key="actors.id")
    role: str = Words()
    name: str = Words()
    canonical_name: str = Words()
    kind: str = Words()
    title: str | None = Words(default=None)
    country: str | None = Words(default=None)
    sector: str | None = Words(default=None)
    aliases: list[str] = WordList()
    start: int
    end: int
