"""Queueing in the caller's transaction, on pgqueuer's own tables."""

from uuid import UUID, uuid4

import asyncpg
import pytest
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries
from sqlalchemy import text

from app.db import plain_dsn
from app.models import Article
from app.store.queue import enqueue, enqueue_many, job_target, requeue_forgotten

JOBS = text("select payload, status::text from pgqueuer order by id")


async def jobs(session) -> list[tuple[tuple[UUID, int], str]]:
    return [(job_target(payload), status) for payload, status in (await session.execute(JOBS)).all()]


async def test_a_job_is_there_when_the_transaction_commits(session):
    article = uuid4()
    await enqueue(session, article, 2)
    await session.commit()
    assert await jobs(session) == [((article, 2), "queued")]


async def test_no_job_is_there_when_it_does_not(session):
    await enqueue(session, uuid4(), 1)
    await session.rollback()
    assert await jobs(session) == []


async def test_a_version_waits_once(session):
    one, other = uuid4(), uuid4()
    await enqueue_many(session, [(one, 1), (other, 1), (one, 2)])
    await enqueue_many(session, [(one, 1), (other, 2)])
    await session.commit()
    assert {target for target, _ in await jobs(session)} == {(one, 1), (one, 2), (other, 1), (other, 2)}
    assert len(await jobs(session)) == 4


async def test_nothing_to_queue_is_nothing(session):
    await enqueue_many(session, [])
    assert await jobs(session) == []


@pytest.mark.parametrize(
    ("state", "job", "again"),
    [
        ("queued", None, True),
        ("processing", None, True),
        ("queued", "queued", False),
        ("processing", "picked", False),
        ("queued", "failed", True),  # parked by pgqueuer, not by us
        ("done", None, False),
        ("failed", "failed", False),
    ],
)
async def test_an_article_that_waits_without_a_job_is_queued_again(session, state, job, again):
    article = Article(state=state)
    session.add(article)
    await session.flush()
    if job:
        await enqueue(session, article.id, 1)
        await session.execute(text(f"update pgqueuer set status = '{job}'"))
    await session.commit()
    assert await requeue_forgotten(session, age_seconds=0) == int(again)
    await session.commit()
    assert ((article.id, 1), "queued") in await jobs(session) or not again


async def test_an_article_that_came_in_just_now_is_not_forgotten(session):
    session.add(Article())
    await session.commit()
    assert await requeue_forgotten(session, age_seconds=60) == 0


async def test_the_migration_makes_the_tables_that_the_library_wants(database_url):
    connection = await asyncpg.connect(plain_dsn(database_url))
    plan = await Queries(AsyncpgDriver(connection)).plan_upgrade()
    await connection.close()
    assert not plan.statements
