"""The worker: takes jobs while it runs, survives a database that comes and goes, ends when told."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta

import asyncpg
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain.errors import FailingListenerError
from pgqueuer.domain.types import Channel
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.config import ACTORS_FILE, Settings
from app.db import create_engine, plain_dsn, session_maker
from app.extract.fingerprint import fingerprint
from app.pool import ExtractionPool
from app.store.queue import EXTRACT, NAMES, requeue_forgotten
from app.store.rollup import compact
from app.workers.claims import LOST, Claims
from app.workers.extraction import Reader
from app.workers.names import keep_names

_log = logging.getLogger(__name__)

_HEARING = 5.0  # seconds between probes of the connection that hears of new jobs
_HOUSEKEEPING = 30.0  # seconds between looks for forgotten articles


async def run_worker(settings: Settings, url: str, stop: asyncio.Event) -> None:
    """Work until ``stop`` is set; what has begun is finished first, the rest goes back to the queue.

    Raises ModelMissing at once if the language model is not there.
    """
    engine = create_engine(url, settings, name="dateline worker")
    sessions = session_maker(engine)
    async with ExtractionPool(settings, settings.worker_processes) as pool:
        await pool.warm()
        _log.info("The worker is ready, %d processes.", settings.worker_processes)
        pipeline = fingerprint(settings.spacy_model, settings.actors / ACTORS_FILE)
        reader = Reader(settings=settings, sessions=sessions, pool=pool, stop=stop, pipeline=pipeline)
        while not stop.is_set():
            try:
                await _take_jobs(settings, url, reader, sessions)
            except LOST as error:
                _log.warning("The queue does not answer, trying again: %s", error)
                await _pause(stop, 1)
    await engine.dispose()


async def _take_jobs(
    settings: Settings, url: str, reader: Reader, sessions: async_sessionmaker[AsyncSession]
) -> None:
    names = {"application_name": "dateline queue", "plan_cache_mode": "force_custom_plan"}
    async with asyncpg.create_pool(plain_dsn(url), min_size=2, max_size=4, server_settings=names) as pool:
        claims = Claims(pool)
        manager = QueueManager(claims, Channel(NAMES.channel))
        manager.entrypoint(EXTRACT, on_failure="hold")(reader.do)
        helpers = [
            asyncio.create_task(_pass_on(reader.stop, manager)),
            asyncio.create_task(_keep_house(sessions, claims, settings.lease_seconds)),
            asyncio.create_task(keep_names(settings, sessions)),
            asyncio.create_task(_hear(manager)),
        ]
        try:
            # A claimed job counts until its end is written down, up to 0.1 s after it: a few to spare keep
            # every process busy, and few enough go back when the worker ends.
            await manager.run(
                batch_size=4 * settings.worker_processes,
                max_concurrent_tasks=8 * settings.worker_processes,
                dequeue_timeout=timedelta(seconds=settings.poll_seconds),
                heartbeat_timeout=timedelta(seconds=settings.lease_seconds),
                log_aggregation_interval=timedelta(0),
            )
        finally:
            for helper in helpers:
                helper.cancel()


async def _pass_on(stop: asyncio.Event, manager: QueueManager) -> None:
    await stop.wait()
    manager.shutdown.set()


async def _hear(manager: QueueManager) -> None:
    """End the manager, to be made anew, when notifications do not arrive: its connection for them was cut.

    pgqueuer's own check sends its first probe before it listens, and takes that for a failure.
    """
    while True:
        await asyncio.sleep(_HEARING)
        try:
            await manager.listener_healthy()
        except (*LOST, FailingListenerError):
            _log.warning("No notifications arrive; connecting anew.")
            manager.shutdown.set()
            return


async def _keep_house(
    sessions: async_sessionmaker[AsyncSession], claims: Claims, lease_seconds: float
) -> None:
    """Now and then queue what was forgotten, add up the counts of events and drop old notes.

    The loop's own errors are its caller's. A step that fails does not keep the others from theirs.
    """

    async def find_forgotten() -> None:
        async with sessions() as session, session.begin():
            found = await requeue_forgotten(session, age_seconds=2 * lease_seconds)
        if found:
            _log.warning("%d articles waited without a job; they are queued again.", found)

    async def add_up() -> None:
        async with sessions() as session, session.begin():
            await compact(session)

    while True:
        for step in (find_forgotten, add_up, claims.forget_log):
            try:
                await step()
            except Exception:
                _log.exception("Housekeeping failed; the next round tries again.")
        await asyncio.sleep(_HOUSEKEEPING)


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
