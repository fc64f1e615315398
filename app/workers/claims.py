"""pgqueuer's queries, made safe against ending and against a database that goes away for a moment."""

from __future__ import annotations

import logging
from datetime import timedelta

import asyncpg
from pgqueuer.adapters.drivers.asyncpg import AsyncpgPoolDriver
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain import models, types

from app.store.queue import NAMES

_log = logging.getLogger(__name__)

LOST = (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.OperatorInterventionError)

_GIVE_BACK = """
    update pgqueuer set status = 'queued', queue_manager_id = null, updated = now()
    where id = any($1) and status = 'picked'
    """
_FORGET_LOG = "delete from pgqueuer_log where created < now() - interval '1 day'"


class Claims(Queries):
    """Differs from pgqueuer in two outcomes of a job that there would lose it."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        super().__init__(
            AsyncpgPoolDriver(pool),
            qbe=QueryBuilderEnvironment(settings=NAMES),
            qbq=QueryQueueBuilder(settings=NAMES),
        )

    async def log_jobs(
        self, job_status: list[tuple[models.Job, types.JOB_STATUS, models.TracebackRecord | None]]
    ) -> None:
        """A cancelled job is one that an ending worker has not begun: it goes back, not away."""
        ended = [entry for entry in job_status if entry[1] != "canceled"]
        if ended:
            await super().log_jobs(ended)
        back = [job.id for job, status, _ in job_status if status == "canceled"]
        if back:
            await self.driver.execute(_GIVE_BACK, back)

    async def retry_job(
        self, job: models.Job, delay: timedelta, traceback_record: models.TracebackRecord | None
    ) -> None:
        """Where the database is gone the job stays claimed, without a heartbeat, and is picked up again."""
        try:
            await super().retry_job(job, delay, traceback_record)
        except LOST as error:
            _log.warning("Job %s waits for its lease to end: %s", job.id, error)

    async def forget_log(self) -> None:
        """Drop what pgqueuer wrote down about jobs more than a day ago; nothing reads it."""
        await self.driver.execute(_FORGET_LOG)
