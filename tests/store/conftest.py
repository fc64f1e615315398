"""Articles and extractions for the store's tests, made of the records themselves."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.extract import records
from app.models import Article
from app.store.articles import accept
from app.store.reports import save_extraction
from tests.store.build import extraction, sent

Tell = Callable[..., Awaitable[Article]]


@pytest.fixture
def tell(session: AsyncSession) -> Tell:
    """Store an article and what was read from it; the article is committed and done."""

    async def told(*reports: records.Report, **fields: object) -> Article:
        accepted = await accept(session, sent(**fields))
        await save_extraction(
            session,
            article_id=accepted.article.id,
            version=accepted.version.version,
            extraction=extraction(*reports),
        )
        await session.commit()
        return accepted.article

    return told
