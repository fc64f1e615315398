"""Eight writers that commit out of order and are killed: every reader sees every change exactly once."""

import asyncio
import random
import time

import pytest
from sqlalchemy.exc import DBAPIError

from app.db import create_engine, plain_dsn, session_maker
from tests.api.conftest import serving
from tests.api.followers import WRITER, by_id, named, polling, tailing
from tests.conftest import execute, fetch
from tests.processes import python, until
from tests.store import acts
from tests.store.build import report, when

WRITERS = 8
KILLS = 16
ORDERED = "select event_id, version from changes order by transaction_id, id"


def committed(url: str) -> list[str]:
    return [named(row) for row in fetch(url, ORDERED)]


@pytest.fixture
def writers(database_url):
    """Start a writer under the next name; whatever still runs at the end is killed."""
    started = []

    def start():
        process = python(WRITER, plain_dsn(database_url), f"writer-{len(started)}")
        started.append(process)
        return process

    yield start
    for process in started:
        with process:
            process.kill()


def test_every_change_is_seen_once_and_in_order(settings, database_url, writers):
    quick = settings.model_copy(update={"stream_heartbeat_seconds": 0.5})
    seed = random.randrange(10**6)
    dice = random.Random(seed)
    running = [writers() for _ in range(WRITERS)]
    for process in running:
        process.stdout.readline()
    with serving(quick) as address, polling(address) as poll, tailing(address, 50) as tail:
        with by_id(database_url) as naive:
            for _ in range(KILLS):
                time.sleep(dice.uniform(0.1, 0.5))
                victim = dice.randrange(WRITERS)
                running[victim].kill()
                running[victim] = writers()
            for process in running:
                process.kill()
            until(lambda: running_writers(database_url) == 0)
            time.sleep(0.3)
        expected = committed(database_url)
        until(lambda: len(poll.seen) >= len(expected) and len(tail.seen) >= len(expected), 30)
        time.sleep(0.5)  # in which something might come twice
    assert len(expected) > 500, "too little was written to prove anything"
    assert poll.seen == expected, f"seed {seed}"
    assert tail.seen == expected, f"seed {seed}"
    # what this test is about: the simple reader loses much of it
    assert len(set(expected) - set(naive.seen)) > len(expected) * 0.1


def running_writers(url: str) -> int:
    query = "select count(*) from pg_stat_activity where application_name = 'writer'"
    return fetch(url, query)[0]["count"]


async def live(sessions, dice: random.Random, stop: asyncio.Event, broken: list[Exception]) -> None:
    """Store articles, correct them and take them back, whatever happens to the connection."""
    while not stop.is_set():
        day = when(f"2024-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}")
        try:
            async with sessions() as session:
                article = await acts.tell(session, report(date=day, killed=dice.randrange(9)))
                act = dice.choice([None, acts.corrected, acts.retracted])
                more = {"text": f"There were {dice.random()} of them. " * 9}
                if act is acts.corrected:
                    await act(session, article, report(date=day, killed=dice.randrange(9)), **more)
                elif act:
                    await act(session, article)
        except (DBAPIError, OSError) as error:
            broken.append(error)


async def test_what_articles_bring_about_is_seen_once_and_in_order(settings, database_url):
    """The same by the one path that writes events, under workers whose connections are killed."""
    dice, stop, broken = random.Random(), asyncio.Event(), []
    engine = create_engine(database_url, settings, name="writer")
    kill = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'writer' and random() < 0.2"
    with serving(settings) as address, polling(address) as poll, tailing(address, 20) as tail:
        lives = [asyncio.create_task(live(session_maker(engine), dice, stop, broken)) for _ in range(WRITERS)]
        give_up = time.monotonic() + 40
        while len(await asyncio.to_thread(committed, database_url)) < 80 and time.monotonic() < give_up:
            await asyncio.sleep(1)
            await asyncio.to_thread(execute, database_url, kill)
        stop.set()
        await asyncio.gather(*lives)
        await engine.dispose()
        expected = committed(database_url)
        until(lambda: len(poll.seen) >= len(expected) and len(tail.seen) >= len(expected), 30)
        time.sleep(0.5)
    assert len(expected) >= 80, "too little was written to prove anything"
    assert broken, "nothing was killed"
    assert poll.seen == expected
    assert tail.seen == expected
