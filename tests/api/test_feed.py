"""Eight writers that commit out of order and are killed: every reader sees every change exactly once."""

import json
import random
import time

import pytest

from app.db import plain_dsn
from tests.api.conftest import serving
from tests.api.followers import WRITER, by_id, polling, tailing
from tests.conftest import fetch
from tests.processes import python, until

WRITERS = 8
KILLS = 16
ORDERED = "select snapshot from changes order by transaction_id, id"


def committed(url: str) -> list[str]:
    return [json.loads(row["snapshot"])["name"] for row in fetch(url, ORDERED)]


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
