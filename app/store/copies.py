"""Near copies of articles: wire copy that several outlets print, small edits of one text."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Article, ArticleBand, ArticleVersion


async def recognise(session: AsyncSession, article: Article, stored: ArticleVersion) -> bool:
    """Say whose copy the article is now. True if that, or whose copies others are, changed."""
    return False


async def family(session: AsyncSession, article: Article) -> list[UUID]:
    """The other articles that have the same words."""
    root = article.copy_of or article.id
    query = select(col(Article.id)).where(
        (col(Article.id) == root) | (col(Article.copy_of) == root), col(Article.id) != article.id
    )
    return list(await session.scalars(query))


async def forget_copy(session: AsyncSession, article_id: UUID) -> None:
    """A retracted article is no longer found by its words; copies of it stay copies of the same words."""
    await session.execute(delete(ArticleBand).where(col(ArticleBand.article_id) == article_id))
