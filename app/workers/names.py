"""Now and then: names that tables have for actors and places, and in how many events these are."""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.config import ACTORS_FILE, Settings
from app.names import tables
from app.store.naming import begin_anew, complete
from app.store.weighing import weigh

_log = logging.getLogger(__name__)

_EVERY = 30.0  # seconds between looks


async def keep_names(settings: Settings, sessions: async_sessionmaker[AsyncSession]) -> None:
    """Until it is cancelled. Its own errors cost a round."""
    before: str | None = None
    while True:
        try:
            before = await keep_once(settings, sessions, before)
        except Exception:
            _log.exception("Keeping names failed; the next round tries again.")
        await asyncio.sleep(_EVERY)


async def keep_once(
    settings: Settings, sessions: async_sessionmaker[AsyncSession], before: str | None
) -> str:
    """One round; ``before`` and what is returned is the digest of the tables, which changes with the desk's file."""
    own = settings.actors / ACTORS_FILE
    digest = await asyncio.to_thread(tables.digest, own)
    if digest != before:
        async with sessions.begin() as session:
            await begin_anew(session, digest)
    done = 1
    while done:
        async with sessions.begin() as session:
            done = await complete(session, own, digest)
    async with sessions.begin() as session:
        await weigh(session)
    return digest
