"""What came in: an article, its versions, and the keys under which callers may repeat themselves."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from app.models.columns import Moment, WordList, Words, new_id, now

LIVING = text("retracted_at is null")
ARTICLE_STATES = ("queued", "processing", "done", "failed")


class Article(SQLModel, table=True):
    """One article, whatever its text says by now; ``state`` is that of its current version's extraction."""

    __tablename__ = "articles"
    __table_args__ = (
        CheckConstraint("state in ('queued', 'processing', 'done', 'failed')", name="state"),
        # A retracted article may come back as a new one, so only living ones must differ.
        Index("uq_articles_canonical_url", "canonical_url", unique=True, postgresql_where=LIVING),
        Index("uq_articles_external_id", "external_id", unique=True, postgresql_where=LIVING),
        Index("uq_articles_content_key", "content_key", unique=True, postgresql_where=LIVING),
        Index("ix_articles_state_id", "state", "id"),
        Index("ix_articles_copy_of", "copy_of", postgresql_where=text("copy_of is not null")),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    url: str | None = Words(default=None)
    canonical_url: str | None = Words(default=None)
    external_id: str | None = Words(default=None)
    # The content hash of an article that has neither URL nor external id: then the content is its name.
    content_key: str | None = Words(default=None)
    version: int = 1
    state: str = Words(default="queued")
    error: str | None = Words(default=None)
    attempts: int = 0  # claims of the current version by a worker, counted before the work starts
    ingested_at: datetime = Moment(default_factory=now)
    updated_at: datetime = Moment(default_factory=now)
    retracted_at: datetime | None = Moment(default=None)
    copy_of: UUID | None = None  # the earliest article that has the same words, for a syndicated copy


class ArticleVersion(SQLModel, table=True):
    """One text of an article as it came in; versions are kept."""

    __tablename__ = "article_versions"
    __table_args__ = (
        UniqueConstraint("article_id", "version"),
        Index("ix_article_versions_published_at", "published_at"),
        Index("ix_article_versions_content_hash", "content_hash"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    article_id: UUID = Field(foreign_key="articles.id", ondelete="CASCADE")
    version: int
    title: str | None = Words(default=None)
    text: str = Words()
    source: str | None = Words(default=None)
    language: str | None = Words(default=None)  # as the sender says
    detected_language: str | None = Words(default=None)  # as extraction guesses
    published_at: datetime = Moment()
    # The day on the outlet's own calendar: 01:00+03:00 is still the day before in UTC, but "on Tuesday" in
    # the text counts from the outlet's day.
    published_day: date
    published_precision: str = Words()  # "time", or "day" when only a date was given
    content_hash: str = Words()  # sha256 over text and published_at
    received_at: datetime = Moment(default_factory=now)
    extracted_at: datetime | None = Moment(default=None)
    extracted_by: str | None = Words(default=None)  # the pipeline's own version, for reading anew
    context: list[str] = WordList()  # app.merging.words: what its title and opening are about
    signature: bytes | None = None  # MinHash of its words, see app.merging.shingles


class ArticleBand(SQLModel, table=True):
    """A part of the MinHash of an article's current version; near copies share one with near certainty."""

    __tablename__ = "article_bands"
    __table_args__ = (Index("ix_article_bands_article_id", "article_id"),)

    band: int = Field(primary_key=True)
    hash: int = Field(sa_column=Column(BigInteger, primary_key=True))
    article_id: UUID = Field(foreign_key="articles.id", ondelete="CASCADE", primary_key=True)


class IdempotencyKey(SQLModel, table=True):
    """A caller's key with what it asked and was answered, so that a repeat gets the same answer."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("ix_idempotency_keys_created_at", "created_at"),)

    key: str = Words(primary_key=True)
    request_hash: str = Words()
    article_id: UUID = Field(foreign_key="articles.id", ondelete="CASCADE")
    status: int
    answer: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False, server_default=text("'{}'")))
    created_at: datetime = Moment(default_factory=now)
