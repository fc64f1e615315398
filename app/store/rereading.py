"""Which articles a newer pipeline has not read yet, and what reading them anew changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Article, ArticleVersion, Change
from app.store.processing import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """Read by another pipeline than ``pipeline``; with ``before``: read before that moment, by whatever."""

    pipeline: str
    before: datetime | None = None
    source: Sequence[str] = ()

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        held = [
            col(ArticleVersion.article_id) == col(Article.id),
            col(ArticleVersion.version) == col(Article.version),
            col(Article.state) == "done",
            col(Article.retracted_at).is_(None),
        ]
        read = col(ArticleVersion.extracted_at)
        if self.before is not None:
            held.append(or_(read.is_(None), read < self.before))
        else:
            held.append(col(ArticleVersion.extracted_by).is_distinct_from(self.pipeline))
        if self.source:
            held.append(col(ArticleVersion.source).in_(self.source))
        return held


async def count_stale(session: AsyncSession, wanted: Stale) -> int:
    query = select(func.count()).select_from(Article).join(ArticleVersion, wanted.conditions[0])
    return await session.scalar(query.where(*wanted.conditions)) or 0


async def stale_articles(session: AsyncSession, wanted: Stale, after: UUID | None, limit: int) -> list[Work]:
    """The next ``limit`` articles in the order of their ids, after ``after``."""
    query = (
        select(ArticleVersion)
        .join(Article, wanted.conditions[0])
        .where(*wanted.conditions)
        .order_by(col(Article.id))
        .limit(limit)
    )
    if after is not None:
        query = query.where(col(Article.id) > after)
    return [
        Work(
            article_id=stored.article_id,
            version=stored.version,
            text=stored.text,
            title=stored.title,
            published=stored.published_day,
            attempts=0,
        )
        for stored in await session.scalars(query)
    ]


async def changes_so_far(session: AsyncSession) -> list[Change]:
    """What the running transaction has changed about events, committed or not."""
    mine: ColumnElement[int] = literal_column("(pg_current_xact_id()::text)::bigint")
    query = select(Change).where(col(Change.transaction_id) == mine).order_by(col(Change.id))
    return list(await session.scalars(query))
