"""The queue of articles to extract: pgqueuer's tables, filled in the transaction that stores the article.

A job is one version of one article. Its ``dedupe_key`` allows one waiting or running job a version, so
queueing twice does no harm.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from pgqueuer.adapters.persistence.qb import QueryQueueBuilder
from pgqueuer.domain.settings import DBSettings
from pgqueuer.domain.types import Channel
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

EXTRACT = "extract"  # the queue's one entrypoint

# Said on commit when an article's extraction has ended, well or not; the payload is the article's id.
PROCESSED_CHANNEL = "dateline_processed"

# Every name is given: pgqueuer would take an unset one from variables as common as CHANNEL or TRIGGER.
NAMES = DBSettings(
    prefix="",
    db_schema=None,
    channel=Channel("ch_pgqueuer"),
    function="fn_pgqueuer_changed",
    statistics_table="pgqueuer_statistics",
    queue_status_type="pgqueuer_status",
    queue_table="pgqueuer",
    queue_table_log="pgqueuer_log",
    trigger="tg_pgqueuer_changed",
    schedules_table="pgqueuer_schedules",
)

_ENQUEUE = QueryQueueBuilder(settings=NAMES).build_enqueue_query("skip")

# Articles that wait although nothing is queued for them. pgqueuer can lose a job in one way: if the database
# fails in the moment when a job is put back for another attempt, the job is parked as failed instead.
_FORGOTTEN = text("""
    select a.id, a.version from articles a
    where a.state in ('queued', 'processing') and a.retracted_at is null
      and a.updated_at < now() - make_interval(secs => :age)
      and not exists (
        select from pgqueuer j
        where j.dedupe_key = a.id || ':' || a.version and j.status in ('queued', 'picked')
      )
    order by a.id limit 1000
    """)


async def enqueue(session: AsyncSession, article_id: UUID, version: int) -> None:
    """Queue the extraction of ``version`` in the caller's transaction."""
    await enqueue_many(session, [(article_id, version)])


async def enqueue_many(session: AsyncSession, articles: Sequence[tuple[UUID, int]]) -> None:
    """Queue the extraction of several articles with one statement in the caller's transaction."""
    if not articles:
        return
    n = len(articles)
    payloads = [json.dumps({"article_id": str(id_), "version": v}).encode() for id_, v in articles]
    keys = [f"{id_}:{version}" for id_, version in articles]
    arguments: tuple[Any, ...] = ([0] * n, [EXTRACT] * n, payloads, [timedelta()] * n, keys, ["{}"] * n)
    # pgqueuer's own driver would write on a connection of its own; the statement belongs to this session.
    connection = await session.connection()
    await connection.exec_driver_sql(_ENQUEUE, arguments)


def job_target(payload: bytes | None) -> tuple[UUID, int]:
    """The article and version that a job's payload names."""
    fields = json.loads(payload or b"")
    return UUID(fields["article_id"]), fields["version"]


async def requeue_forgotten(session: AsyncSession, *, age_seconds: float) -> int:
    """Queue articles again that have waited ``age_seconds`` without a job; returns how many."""
    rows = (await session.execute(_FORGOTTEN, {"age": age_seconds})).all()
    await enqueue_many(session, [(row.id, row.version) for row in rows])
    return len(rows)


async def announce(session: AsyncSession, article_id: UUID) -> None:
    """Tell whoever waits, when this transaction commits, that the article's extraction has ended."""
    await session.execute(
        text("select pg_notify(:channel, :id)"), {"channel": PROCESSED_CHANNEL, "id": str(article_id)}
    )
