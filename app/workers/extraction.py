"""One job: claim the article, read it in another process, store what was read."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Job
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.config import Settings
from app.errors import ExtractionFailed, ModelMissing
from app.extract.records import Extraction
from app.pool import ExtractionPool, Slot
from app.store.processing import Work, claim, mark_failed, mark_waiting
from app.store.queue import announce, job_target
from app.store.reports import save_extraction

T = TypeVar("T")

_log = logging.getLogger(__name__)

_LONGEST_BACKOFF = 3600.0  # seconds
# Classes of SQLSTATE that say "not now" and nothing about the statement: connection, rollback by deadlock,
# resources, operator intervention, system error.
# Not all of 57: a statement that timed out (57014) may time out every time.
_PASSING = ("08", "40", "53", "57P", "58")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Does jobs; what it needs lives as long as the worker."""

    settings: Settings
    sessions: async_sessionmaker[AsyncSession]
    pool: ExtractionPool
    stop: asyncio.Event
    pipeline: str | None = None  # what reads: `app.extract.fingerprint`

    async def do(self, job: Job) -> None:
        """Bring one version of one article to an end.

        Raises RetryRequested to be called again later, ExtractionFailed to have the job held, CancelledError
        to give it back untouched.
        """
        article_id, version = job_target(job.payload)
        try:
            extraction = await self._extract(job, article_id, version)
            if extraction is not None:
                await self._transaction(partial(_save, article_id, version, extraction, self.pipeline))
        except (ExtractionFailed, DBAPIError) as error:
            await self._fail(job, article_id, version, error)

    async def _extract(self, job: Job, article_id: UUID, version: int) -> Extraction | None:
        """None if there is nothing to read any more. No transaction is open while the text is read."""
        async with self.pool.slot() as slot:
            if self.stop.is_set():
                raise asyncio.CancelledError
            await _load(slot)
            # Counted and committed before the reading starts: then an article that takes the whole worker
            # down is known by its claims that ended without a word. pgqueuer does not count those.
            work = await self._transaction(lambda session: claim(session, article_id, version))
            if work is None:
                return None
            self._refuse_poison(job, work)
            return await slot.extract(work.text, work.published, work.title)

    def _refuse_poison(self, job: Job, work: Work) -> None:
        crashes = work.attempts - 1 - job.attempts
        if crashes >= self.settings.max_crashes:
            raise _Poison(reason=f"The worker died {crashes} times while reading this article.")

    async def _fail(self, job: Job, article_id: UUID, version: int, error: Exception) -> None:
        reason = str(error) if isinstance(error, ExtractionFailed) else f"Not stored: {error}"
        if job.attempts + 1 >= self.settings.max_attempts or isinstance(error, _Poison):
            await self._transaction(partial(_give_up, article_id, version, reason))
            raise ExtractionFailed(reason=reason) from error
        await self._transaction(lambda session: mark_waiting(session, article_id, version, reason))
        raise RetryRequested(backoff(self.settings, job.attempts), reason) from error

    async def _transaction(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """``work`` in a transaction, again and again while the database is away; doing it twice is safe."""
        while True:
            try:
                async with self.sessions() as session, session.begin():
                    return await work(session)
            except (DBAPIError, PoolTimeout, OSError) as error:
                if not passing(error):
                    raise
                _log.warning("The database does not answer, trying again: %s", error)
            if self.stop.is_set():
                raise asyncio.CancelledError
            await asyncio.sleep(0.5)


class _Poison(ExtractionFailed):
    """{reason}"""


async def _load(slot: Slot) -> None:
    """Get the slot ready. That it cannot be is not the article's fault, so the article goes back."""
    try:
        await slot.load()
    except (ExtractionFailed, ModelMissing, OSError) as error:
        _log.error("An extraction process does not start: %s", error)
        await asyncio.sleep(1)
        raise asyncio.CancelledError from error


def backoff(settings: Settings, attempts: int) -> timedelta:
    """The wait after ``attempts`` + 1 failures."""
    return timedelta(seconds=min(settings.backoff_seconds * 2.0**attempts, _LONGEST_BACKOFF))


def passing(error: Exception) -> bool:
    """True if the same transaction may well succeed later."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, OSError | PoolTimeout)
    state = str(getattr(error.orig, "sqlstate", None) or "")
    return error.connection_invalidated or state.startswith(_PASSING)


async def _save(
    article_id: UUID, version: int, extraction: Extraction, pipeline: str | None, session: AsyncSession
) -> None:
    await save_extraction(
        session, article_id=article_id, version=version, extraction=extraction, pipeline=pipeline
    )
    await announce(session, article_id)


async def _give_up(article_id: UUID, version: int, reason: str, session: AsyncSession) -> None:
    await mark_failed(session, article_id, version, reason)
    await announce(session, article_id)
