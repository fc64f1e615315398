"""Taking articles in: new, known, corrected or taken back. Storing and queueing are one transaction."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.errors import Conflict, Gone, NotFound
from app.models import Article, ArticleVersion, now
from app.schemas.articles import ArticleIn
from app.store.canonical import canonical_url, content_hash
from app.store.queue import enqueue
from app.store.reports import drop_reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    article: Article
    version: ArticleVersion
    outcome: Literal["created", "versioned", "unchanged"]


@dataclass(frozen=True, slots=True)
class Identity:
    """What an article is known again by. The content counts only where there is nothing better."""

    canonical_url: str | None
    external_id: str | None
    content_hash: str

    @classmethod
    def of(cls, sent: ArticleIn) -> "Identity":
        return cls(
            canonical_url(sent.url) if sent.url else None,
            sent.external_id,
            content_hash(sent.text, sent.published_at.at),
        )

    @property
    def content_key(self) -> str | None:
        return None if self.canonical_url or self.external_id else self.content_hash


async def accept(session: AsyncSession, sent: ArticleIn) -> Accepted:
    """Store ``sent`` as a new article, as a new version of a known one, or not at all if it is here already.

    Raises Conflict if its URL is known for one article and its external_id for another.
    """
    identity = Identity.of(sent)
    article = await _find(session, identity)
    if article is None:
        article = await _create(session, sent, identity)
        if article is not None:
            version = await _add_version(session, article, sent, identity, number=1)
            return Accepted(article=article, version=version, outcome="created")
        # Somebody else stored it between the look and the leap; now it can be seen.
        article = await _find(session, identity)
    if article is None:
        raise Conflict(reason="The article is being retracted at this moment; send it again.")
    return await _again(session, article, sent, identity)


async def correct(session: AsyncSession, article_id: UUID, sent: ArticleIn) -> Accepted:
    """Make ``sent`` the article's current version, extracted anew. Raises NotFound, Gone or Conflict.

    The same content as it has changes nothing, except that a failed extraction is tried again.
    """
    article = await living(session, article_id, lock=True)
    identity = Identity.of(sent)
    await _refuse_others(session, article, identity)
    current = await version_of(session, article)
    if _same(article, current, sent, identity):
        if article.state == "failed":
            await _queue(session, article)
        return Accepted(article=article, version=current, outcome="unchanged")
    article.url, article.canonical_url = sent.url, identity.canonical_url
    article.external_id, article.content_key = sent.external_id, identity.content_key
    version = await _add_version(session, article, sent, identity, number=article.version + 1)
    return Accepted(article=article, version=version, outcome="versioned")


async def retract(session: AsyncSession, article_id: UUID) -> None:
    """Take the article and everything it told back. Doing it twice is no error. Raises NotFound."""
    article = await session.get(Article, article_id, with_for_update=True, populate_existing=True)
    if article is None:
        raise NotFound(kind="article", id=article_id)
    if article.retracted_at is None:
        article.retracted_at = article.updated_at = now()
        await session.flush()
        await drop_reports(session, article_id)


async def living(session: AsyncSession, article_id: UUID, *, lock: bool = False) -> Article:
    """The article. Raises NotFound, or Gone if it was retracted."""
    article = await session.get(Article, article_id, with_for_update=lock or None, populate_existing=lock)
    if article is None:
        raise NotFound(kind="article", id=article_id)
    if article.retracted_at is not None:
        raise Gone(kind="article", id=article_id)
    return article


async def version_of(session: AsyncSession, article: Article) -> ArticleVersion:
    """The article's current version."""
    query = select(ArticleVersion).where(
        col(ArticleVersion.article_id) == article.id, col(ArticleVersion.version) == article.version
    )
    return (await session.scalars(query)).one()


async def _find(session: AsyncSession, identity: Identity) -> Article | None:
    """The living article that is meant, locked. Raises Conflict if two are."""
    query = select(Article).where(col(Article.retracted_at).is_(None), _known_as(identity)).with_for_update()
    found = list(await session.scalars(query.execution_options(populate_existing=True)))
    if len(found) > 1:
        raise Conflict(reason="The url is known for one article and the external_id for another.")
    return found[0] if found else None


def _known_as(identity: Identity) -> ColumnElement[bool]:
    named = [
        column == value
        for column, value in (
            (col(Article.canonical_url), identity.canonical_url),
            (col(Article.external_id), identity.external_id),
        )
        if value is not None
    ]
    if named:
        return or_(*named)
    told = exists().where(
        col(ArticleVersion.article_id) == col(Article.id),
        col(ArticleVersion.content_hash) == identity.content_hash,
    )
    return and_(col(Article.canonical_url).is_(None), col(Article.external_id).is_(None), told)


async def _create(session: AsyncSession, sent: ArticleIn, identity: Identity) -> Article | None:
    """A new article, or None if one with the same identity was stored in this moment."""
    new = Article(
        url=sent.url,
        canonical_url=identity.canonical_url,
        external_id=sent.external_id,
        content_key=identity.content_key,
        version=0,
    )
    statement = insert(Article).values(new.model_dump()).on_conflict_do_nothing().returning(Article)
    return (await session.scalars(statement)).one_or_none()


async def _again(session: AsyncSession, article: Article, sent: ArticleIn, identity: Identity) -> Accepted:
    """Content that any version of the article had is no news: feeds deliver old versions late."""
    seen = select(col(ArticleVersion.id)).where(
        col(ArticleVersion.article_id) == article.id,
        col(ArticleVersion.content_hash) == identity.content_hash,
    )
    if await session.scalar(seen.limit(1)) is not None:
        return Accepted(article=article, version=await version_of(session, article), outcome="unchanged")
    article.url, article.canonical_url = (
        article.url or sent.url,
        article.canonical_url or identity.canonical_url,
    )
    article.external_id = article.external_id or sent.external_id
    version = await _add_version(session, article, sent, identity, number=article.version + 1)
    return Accepted(article=article, version=version, outcome="versioned")


async def _refuse_others(session: AsyncSession, article: Article, identity: Identity) -> None:
    query = select(col(Article.id)).where(
        col(Article.retracted_at).is_(None), col(Article.id) != article.id, _known_as(identity)
    )
    if await session.scalar(query.limit(1)) is not None:
        raise Conflict(reason="Another article has this url, external_id or content.")


def _same(article: Article, current: ArticleVersion, sent: ArticleIn, identity: Identity) -> bool:
    has = (current.content_hash, current.title, current.source, current.language)
    gets = (identity.content_hash, sent.title, sent.source, sent.language)
    return has == gets and (article.url, article.external_id) == (sent.url, sent.external_id)


async def _add_version(
    session: AsyncSession, article: Article, sent: ArticleIn, identity: Identity, *, number: int
) -> ArticleVersion:
    version = ArticleVersion(
        article_id=article.id,
        version=number,
        title=sent.title,
        text=sent.text,
        source=sent.source,
        language=sent.language,
        published_at=sent.published_at.at,
        published_day=sent.published_at.day,
        published_precision=sent.published_at.precision,
        content_hash=identity.content_hash,
    )
    session.add(version)
    article.version = number
    await _queue(session, article)
    return version


async def _queue(session: AsyncSession, article: Article) -> None:
    article.state, article.error, article.attempts, article.updated_at = "queued", None, 0, now()
    await session.flush()
    await enqueue(session, article.id, article.version)
