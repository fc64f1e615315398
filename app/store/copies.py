"""Near copies of articles: wire copy that several outlets print, small edits of one text.

A copy says so in ``articles.copy_of``: the earliest published article with its words. That one is nobody's copy.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.merging.shingles import bands, is_copy, signature
from app.models import Article, ArticleBand, ArticleVersion

_LOOKED_AT = 50  # articles that share bands, those that share most first


async def recognise(session: AsyncSession, article: Article, stored: ArticleVersion) -> set[UUID]:
    """Say whose copy the article is by the words of ``stored``, its current version.

    Returns the other articles of which that changed: they may have waited for an original that came late, or have lost
    theirs to a correction.
    """
    before = await _family(session, {article.copy_of or article.id}) - {article.id}
    stored.signature = signature(stored.text)
    hashes = list(enumerate(bands(stored.signature))) if _has_words(stored.signature) else []
    roots = await _roots(session, article.id, stored.signature, hashes)
    await forget_copy(session, article.id)
    if hashes:
        rows = [{"band": band, "hash": value, "article_id": article.id} for band, value in hashes]
        await session.execute(insert(ArticleBand), rows)
    now = await _family(session, roots) | {article.id}
    changed = await _name_original(session, before - now) | await _name_original(session, now)
    await session.refresh(article, ["copy_of"])
    return changed - {article.id}


async def forget_copy(session: AsyncSession, article_id: UUID) -> None:
    """The article is no longer found by its words; copies of it stay copies of the same words."""
    await session.execute(delete(ArticleBand).where(col(ArticleBand.article_id) == article_id))


def _has_words(made: bytes) -> bool:
    """A text too short to tell has no shingle: the last number of its signature is 0."""
    return any(made[-4:])


async def _roots(
    session: AsyncSession, article_id: UUID, made: bytes, hashes: list[tuple[int, int]]
) -> set[UUID]:
    """The originals of the living articles that have the same words."""
    if not hashes:
        return set()
    shared = (
        select(col(ArticleBand.article_id))
        .where(tuple_(col(ArticleBand.band), col(ArticleBand.hash)).in_(hashes))
        .where(col(ArticleBand.article_id) != article_id)
        .group_by(col(ArticleBand.article_id))
        .order_by(func.count().desc(), col(ArticleBand.article_id))
        .limit(_LOOKED_AT)
    )
    query = (
        select(func.coalesce(col(Article.copy_of), col(Article.id)), col(ArticleVersion.signature))
        .join(ArticleVersion, _current())
        .where(col(Article.id).in_(shared), col(Article.retracted_at).is_(None))
    )
    return {root for root, other in await session.execute(query) if other and is_copy(made, other)}


async def _family(session: AsyncSession, roots: Collection[UUID]) -> set[UUID]:
    """The living articles that are one of ``roots`` or copies of one."""
    query = select(col(Article.id)).where(
        or_(col(Article.id).in_(roots), col(Article.copy_of).in_(roots)), col(Article.retracted_at).is_(None)
    )
    return set(await session.scalars(query)) if roots else set()


async def _name_original(session: AsyncSession, family: Collection[UUID]) -> set[UUID]:
    """Make the earliest published of ``family`` nobody's copy, and the others its copies. Returns whom that changed."""
    query = (
        select(col(Article.id))
        .join(ArticleVersion, _current())
        .where(col(Article.id).in_(family))
        .order_by(col(ArticleVersion.published_at), col(Article.id))
    )
    ids = list(await session.scalars(query)) if family else []
    changed: set[UUID] = set()
    for some, original in ((ids[:1], None), (ids[1:], ids[0] if ids else None)):
        statement = (
            update(Article)
            .where(col(Article.id).in_(some), col(Article.copy_of).is_distinct_from(original))
            .values(copy_of=original)
            .returning(col(Article.id))
        )
        changed |= set(await session.scalars(statement)) if some else set()
    return changed


def _current() -> ColumnElement[bool]:
    return and_(
        col(ArticleVersion.article_id) == col(Article.id), col(ArticleVersion.version) == col(Article.version)
    )
