"""What a worker makes of articles, good ones and bad ones."""

import asyncio
import os
import signal
from datetime import timedelta

import asyncpg
import psutil
import pytest
from sqlalchemy.exc import OperationalError

from app.config import Settings
from app.db import plain_dsn
from app.store.queue import PROCESSED_CHANNEL
from app.workers.extraction import backoff, passing
from tests.conftest import execute, fetch
from tests.store.build import report
from tests.store.conftest import APART, telling
from tests.workers.articles import counts, long_article, short_articles, state, states, told
from tests.workers.conftest import eventually, working


def readers() -> list[psutil.Process]:
    """Extraction processes of the worker in this process."""
    return [p for p in psutil.Process().children() if "spawn_main" in " ".join(p.cmdline())]


async def test_articles_become_reports_and_events(quick, database_url, store):
    await store(short_articles(12))
    async with working(quick):
        await eventually(lambda: states(database_url) == {"done": 12})
        await eventually(lambda: counts(database_url)[3] == 0)
    reports, events, changes, _ = counts(database_url)
    assert reports >= 12
    assert 0 < events <= reports  # those of one happening are one event
    assert changes >= events
    assert len({row[0] for row in told(database_url)}) == 12


async def test_who_waits_is_told_at_once(quick, database_url, store):
    connection = await asyncpg.connect(plain_dsn(database_url))
    heard: asyncio.Queue[str] = asyncio.Queue()
    await connection.add_listener(PROCESSED_CHANNEL, lambda *said: heard.put_nowait(said[3]))
    async with working(quick):
        await store(short_articles(1))
        said = await asyncio.wait_for(heard.get(), 30)
        assert fetch(database_url, "select id::text, state from articles") == [(said, "done")]
    await connection.close()


async def test_an_extraction_that_takes_too_long_is_tried_again_and_then_held(quick, database_url, store):
    impatient = quick.model_copy(update={"extraction_timeout_seconds": 0.4, "max_attempts": 2})
    await store([long_article(), *short_articles(3)])
    async with working(impatient):
        await eventually(lambda: states(database_url) == {"done": 3, "failed": 1})
    assert state(database_url, "long") == ("failed", "Extraction took longer than 0.4 seconds.", 2)
    assert [row[0] for row in fetch(database_url, "select status::text from pgqueuer")] == ["failed"]


async def test_an_article_that_kills_its_process_is_held_and_the_others_are_read(quick, database_url, store):
    await store([long_article(), *short_articles(3)])
    killed = 0
    async with working(quick.model_copy(update={"max_attempts": 3})):
        while state(database_url, "long")[0] != "failed":
            attempts = state(database_url, "long")[2]
            if state(database_url, "long")[0] == "processing" and attempts > killed:
                for process in readers():
                    os.kill(process.pid, signal.SIGKILL)
                killed = attempts
            await asyncio.sleep(0.05)
        await eventually(lambda: states(database_url) == {"done": 3, "failed": 1})
    assert killed == 3
    assert state(database_url, "long") == ("failed", "The extraction process died (killed by SIGKILL).", 3)


async def test_a_failure_shows_while_the_next_attempt_waits(quick, database_url, store):
    patient = quick.model_copy(update={"extraction_timeout_seconds": 0.4, "backoff_seconds": 60})
    await store([long_article()])
    async with working(patient):
        await eventually(
            lambda: state(database_url, "long")[0] == "queued" and state(database_url, "long")[2]
        )
    assert state(database_url, "long") == ("queued", "Extraction took longer than 0.4 seconds.", 1)
    wait = fetch(database_url, "select extract(epoch from execute_after - updated) from pgqueuer")[0][0]
    assert 59 < wait < 61


async def test_no_transaction_is_open_while_a_text_is_read(quick, database_url, store):
    open_ones = """
        select count(*) from pg_stat_activity
        where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()
        """
    await store([long_article()])
    async with working(quick):
        await eventually(lambda: state(database_url, "long")[0] == "processing")
        await asyncio.sleep(0.3)
        # the queue's own short statements come and go; one that is open stays in every look
        looks = []
        for _ in range(5):
            looks.append(fetch(database_url, open_ones)[0][0])
            await asyncio.sleep(0.05)
        assert state(database_url, "long")[0] == "processing"
        assert min(looks) == 0


async def test_a_worker_told_to_stop_gives_back_what_it_has_not_begun(quick, database_url, store):
    await store([long_article(), *short_articles(30)])
    async with working(quick):
        await eventually(lambda: state(database_url, "long")[0] == "processing")
    assert state(database_url, "long")[0] == "done"
    jobs = dict(fetch(database_url, "select status::text, count(*) from pgqueuer group by status"))
    left = states(database_url).get("queued", 0)
    assert jobs == {"queued": left}
    assert left >= 20
    assert states(database_url) == {"done": 31 - left, "queued": left}


async def test_a_database_that_goes_away_for_a_moment_costs_nothing(quick, database_url, store):
    await store(short_articles(60))
    cut = "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'dateline%'"
    async with working(quick):
        for done in (5, 20, 35):
            await eventually(lambda at=done: states(database_url).get("done", 0) >= at)
            execute(database_url, cut + " and datname = current_database()")
        await eventually(lambda: states(database_url) == {"done": 60})
    kinds = dict(fetch(database_url, "select kind, count(*) from changes group by kind"))
    assert counts(database_url)[1] == kinds["created"] - kinds.get("merged", 0) + kinds.get("split", 0)
    assert len({row[0] for row in told(database_url)}) == 60


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 5), (1, 10), (3, 40), (30, 3600)])
def test_waits_double_up_to_an_hour(attempts, seconds):
    assert backoff(Settings(backoff_seconds=5), attempts) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("state", "may_pass"),
    [("40P01", True), ("57P01", True), ("53300", True), ("57014", False), ("23505", False), ("22021", False)],
)
def test_which_errors_of_the_database_pass(state, may_pass):
    cause = Exception()
    cause.sqlstate = state
    assert passing(OperationalError("select 1", {}, cause)) is may_pass
    assert passing(ConnectionRefusedError())


async def test_a_worker_adds_up_the_counts(quick, database_url, session):
    await telling(session, APART)(report())
    deltas = "select count(*) from day_deltas"
    assert fetch(database_url, deltas)[0][0]
    async with working(quick):
        await eventually(lambda: fetch(database_url, deltas)[0][0] == 0)
    assert fetch(database_url, "select sum(n) from day_counts where span = 'total'")[0][0] == 1
