"""Reading articles: a page of those a query means, counts by state."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import ARTICLE_STATES, Article, ArticleVersion
from app.schemas.articles import ArticleOut
from app.schemas.queries import ArticleQuery
from app.store import cursors
from app.store.events import Listed, count
from app.store.queue import NAMES


async def list_articles(session: AsyncSession, wanted: ArticleQuery) -> Listed[ArticleOut]:
    """Articles that came in, latest first. Raises Invalid for a cursor that is not its own."""
    query = select(Article, ArticleVersion).join(ArticleVersion, _current()).where(*_conditions(wanted))
    if wanted.cursor:
        (id_,) = await cursors.decode(session, wanted, wanted.cursor, UUID)
        query = query.where(col(Article.id) < id_)
    query = query.order_by(col(Article.id).desc()).limit(wanted.limit + 1)
    rows = (await session.execute(query)).all()
    items = [ArticleOut.of(article, version) for article, version in rows[: wanted.limit]]
    cursor = await cursors.encode(session, wanted, items[-1].id) if len(rows) > wanted.limit else None
    counted = select(col(Article.id)).join(ArticleVersion, _current()).where(*_conditions(wanted))
    return Listed(items, cursor, await count(session, counted))


async def count_by_state(session: AsyncSession) -> dict[str, int]:
    """How many articles are in each state; retracted ones count nowhere."""
    query = (
        select(col(Article.state), func.count())
        .where(col(Article.retracted_at).is_(None))
        .group_by(col(Article.state))
    )
    found = dict((await session.execute(query)).all())
    return {state: found.get(state, 0) for state in ARTICLE_STATES}


async def queue_depth(session: AsyncSession) -> dict[str, int]:
    """Jobs of the queue by their state: waiting, being worked on, held as failed."""
    query = text(f"select status::text, count(*) from {NAMES.queue_table} group by status")
    found: dict[str, int] = dict((await session.execute(query)).all())
    return {state: found.get(state, 0) for state in ("queued", "picked", "failed")}


def _current() -> Any:
    of = col(ArticleVersion.article_id) == col(Article.id)
    return of & (col(ArticleVersion.version) == col(Article.version))


def _conditions(wanted: ArticleQuery) -> list[ColumnElement[bool]]:
    held: list[ColumnElement[bool]] = [col(Article.retracted_at).is_(None)]
    if wanted.state:
        held.append(col(Article.state).in_(wanted.state))
    if wanted.source:
        held.append(col(ArticleVersion.source).in_(wanted.source))
    return held
