"""Articles and extractions for the store's tests, made of the records themselves."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.extract import records
from app.merging.likeness import Weights
from app.models import Article
from app.store.articles import accept
from app.store.reports import save_extraction
from tests.store.build import extraction, sent

# no two reports are ever one happening
APART = replace(Weights.load(), merge=1 - 1e-12, suggest=1.0)

Tell = Callable[..., Awaitable[Article]]


@pytest.fixture
def tell(session: AsyncSession) -> Tell:
    """Store an article and what was read from it; the article is committed and done.

    Every report makes an event: the records here are alike where a test is not about them.
    """
    return telling(session, APART)


@pytest.fixture
def tell_merged(session: AsyncSession) -> Tell:
    """The same, and reports of one happening become one event."""
    return telling(session, Weights.load())


def telling(session: AsyncSession, weights: Weights) -> Tell:
    async def told(*reports: records.Report, **fields: object) -> Article:
        accepted = await accept(session, sent(**fields))
        await save_extraction(
            session,
            article_id=accepted.article.id,
            version=accepted.version.version,
            extraction=extraction(*reports),
            weights=weights,
        )
        await session.commit()
        return accepted.article

    return told
