"""What happens to events in tests of history and the feed, done as articles and editors do it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.extract import records
from app.models import Article, Report, new_id
from app.store.articles import accept, correct, retract
from app.store.attachments import attach, lock_events
from app.store.rederive import Cause, rederive
from app.store.reports import save_extraction
from tests.store.build import extraction, sent
from tests.store.conftest import APART

EDITOR = Cause(author="m.haddad", reason="I was there")


async def tell(session: AsyncSession, *reports: records.Report, **fields: object) -> Article:
    accepted = await accept(session, sent(**fields))
    await read(session, accepted.article, *reports)
    return accepted.article


async def read(session: AsyncSession, article: Article, *reports: records.Report) -> None:
    read_from = {"article_id": article.id, "version": article.version, "weights": APART}
    await save_extraction(session, **read_from, extraction=extraction(*reports))
    await session.commit()


async def corrected(
    session: AsyncSession, article: Article, *reports: records.Report, **fields: object
) -> None:
    """The next version of an article, which ``reports`` are read from."""
    done = await correct(session, article.id, sent(url=None, **fields))
    await session.commit()
    await read(session, done.article, *reports)


async def retracted(session: AsyncSession, article: Article) -> None:
    await retract(session, article.id)
    await session.commit()


async def event_of(session: AsyncSession, article: Article) -> UUID:
    """The event of the article's first report."""
    query = select(Report.event_id).where(Report.article_id == article.id).order_by(Report.position)
    return (await session.scalars(query)).first()


async def merge(session: AsyncSession, old: UUID, new: UUID) -> None:
    """All reports of ``old`` go to ``new``."""
    await lock_events(session, [old, new])
    ids = list(await session.scalars(select(Report.id).where(Report.event_id == old)))
    await attach(session, ids, new, pinned=True)
    await rederive(session, [old, new], EDITOR)
    await session.commit()


async def split(session: AsyncSession, event: UUID, article: Article) -> UUID:
    """The article's reports of ``event`` become an event of their own; its id."""
    await lock_events(session, [event])
    query = select(Report.id).where(Report.event_id == event, Report.article_id == article.id)
    new = new_id()
    await attach(session, list(await session.scalars(query)), new, pinned=True)
    await rederive(session, [event, new], EDITOR)
    await session.commit()
    return new
