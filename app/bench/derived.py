"""What the store derives from actors, places and events, made after a load by the store itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from app.config import Settings
from app.db import create_engine, session_maker
from app.store.naming import fill
from app.store.rollup import rebuild
from app.store.weighing import weigh


async def names(url: str, actors: Path) -> int:
    """Names to look actors and places up by, ranked by how many events they are in; of how many.
    ``actors`` is the desk's own file of them."""
    async with _session(url) as session:
        number = await fill(session, actors)
        await weigh(session, anew=True)
        await session.commit()
    return number


async def counts(url: str) -> None:
    """Counts of events by day."""
    async with _session(url) as session:
        await rebuild(session)
        await session.commit()


@asynccontextmanager
async def _session(url: str) -> AsyncIterator[AsyncSession]:
    """Without a limit of time for a statement: these look at all events."""
    settings = Settings(database_url=url, statement_timeout_seconds=0)
    engine = create_engine(url, settings, name="dateline bench load")
    try:
        async with session_maker(engine)() as session:
            yield session
    finally:
        await engine.dispose()
