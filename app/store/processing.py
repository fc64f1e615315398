"""Where the extraction of an article stands. The worker calls these, each in a transaction of its own."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Article, ArticleVersion, now


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a worker needs to read one version of an article."""

    article_id: UUID
    version: int
    text: str
    title: str | None
    published: date  # on the outlet's calendar
    attempts: int  # this one included


async def claim(session: AsyncSession, article_id: UUID, version: int) -> Work | None:
    """Count an attempt and mark the article as being read. None if there is nothing to do any more.

    Commit before the work starts: an article that kills its worker is then counted all the same.
    """
    article = await _current(session, article_id, version)
    if article is None or article.state in ("done", "failed"):
        return None
    query = select(ArticleVersion).where(
        col(ArticleVersion.article_id) == article_id, col(ArticleVersion.version) == version
    )
    stored = (await session.scalars(query)).one()
    article.state, article.attempts, article.updated_at = "processing", article.attempts + 1, now()
    await session.flush()
    return Work(
        article_id=article_id,
        version=version,
        text=stored.text,
        title=stored.title,
        published=stored.published_day,
        attempts=article.attempts,
    )


async def mark_waiting(session: AsyncSession, article_id: UUID, version: int, reason: str) -> None:
    """Put the article back in line after a failed attempt; ``reason`` is shown meanwhile."""
    await _mark(session, article_id, version, "queued", reason)


async def mark_failed(session: AsyncSession, article_id: UUID, version: int, reason: str) -> None:
    """Give the version up; the article shows ``reason``. What an earlier version told stays readable."""
    await _mark(session, article_id, version, "failed", reason)


async def _mark(session: AsyncSession, article_id: UUID, version: int, state: str, reason: str) -> None:
    article = await _current(session, article_id, version)
    if article is not None and article.state != "done":
        # Postgres takes no NUL, and a reason may quote the text.
        article.state, article.error, article.updated_at = state, reason.replace("\0", ""), now()
        await session.flush()


async def _current(session: AsyncSession, article_id: UUID, version: int) -> Article | None:
    """The article, locked, if ``version`` is still its current one."""
    article = await session.get(Article, article_id, with_for_update=True, populate_existing=True)
    if article is None or article.retracted_at is not None or article.version != version:
        return None
    return article
