"""``dateline bench load`` on a real database: complete, consistent, stoppable, careful."""

import os
import signal
import subprocess
import time

import pytest

from tests.cli.conftest import COMMAND, dateline, environment
from tests.conftest import execute, fetch

EVENTS = 11_000  # three pieces, the last not full
OPTIONS = ("--events", EVENTS, "--until", "2026-11-01", "--processes", 2)

SHAPE = (
    "select indexdef from pg_indexes where schemaname = 'public' order by 1",
    """select conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated
       from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' order by 1, 2""",
    "select relname, reloptions from pg_class where relnamespace = 'public'::regnamespace order by 1",
    "select nspname from pg_namespace where nspname !~ '^pg_' order by 1",
)


def shape(url):
    return [[tuple(row) for row in fetch(url, query)] for query in SHAPE]


def one(url, query):
    return fetch(url, query)[0][0]


@pytest.fixture
def loaded(database_url):
    before = shape(database_url)
    done = dateline("bench", "load", *OPTIONS, database_url=database_url)
    assert done.returncode == 0, done.stderr
    return database_url, before, done


def test_a_load_is_complete_and_leaves_the_schema_as_it_was(loaded):
    url, before, done = loaded
    assert f"{EVENTS} events are there" in done.stdout
    assert "events: 11,000 of 11,000" in done.stderr
    assert shape(url) == before
    assert one(url, "select count(*) from events") == EVENTS
    for table in ("articles", "article_versions", "reports", "mentions", "report_actors", "event_actors"):
        assert one(url, f"select count(*) from {table}") > EVENTS / 2, table
    consistent(url)
    refuses_a_second(url)


def consistent(url):
    """What the store derives agrees with what it is derived from."""
    wrong = """
        select count(*) from events e
        left join (select event_id, count(*) n, count(distinct article_id) a
                   from reports group by 1) r on r.event_id = e.id
        left join (select event_id, max(version) v, count(*) filter (where valid_to is null) c
                   from event_versions group by 1) v on v.event_id = e.id
        where r.n is distinct from e.report_count or r.a <> r.n or v.v is distinct from e.version or v.c <> 1
    """
    assert one(url, wrong) == 0
    newest = "event_versions v join events e on e.id = v.event_id and e.version = v.version"
    same = " and ".join(f"v.{name} is not distinct from e.{name}" for name in ("search", "within", "sources"))
    assert one(url, f"select count(*) from {newest} where {same}") == EVENTS
    shown = one(url, "select count(*) from events where review <> 'rejected'")
    days = "select sum(n)::int from day_counts where span = 'day' and country <> '*'"
    assert one(url, days) == shown
    assert one(url, "select count(*) from actors where id not in (select owner_id from actor_names)") == 0
    heaviest = "select owner_id from actor_names order by weight desc, owner_id limit 1"
    assert one(url, heaviest) == one(
        url, "select actor_id from event_actors group by 1 order by count(*) desc, 1 limit 1"
    )


def refuses_a_second(url):
    again = dateline("bench", "load", *OPTIONS, database_url=url)
    assert again.returncode == 1
    assert "holds articles" in again.stderr
    assert one(url, "select count(*) from events") == EVENTS
    beside = dateline("bench", "load", "--events", 10, "--seed", 5, "--force", database_url=url)
    assert beside.returncode == 0, beside.stderr
    assert one(url, "select count(*) from events") == EVENTS + 10


def test_a_load_that_was_killed_goes_on_where_it_ended(database_url):
    before = shape(database_url)
    running = subprocess.Popen(
        [*COMMAND, "bench", "load", *map(str, OPTIONS)],
        env=environment(database_url=database_url),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    pieces = "select count(*) from dateline_bench.pieces"
    until(lambda: one(database_url, "select to_regclass('dateline_bench.pieces') is not null"))
    until(lambda: one(database_url, pieces) > 0)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    gone = "select count(*) = 0 from pg_stat_activity where application_name = 'dateline bench load'"
    until(lambda: one(database_url, gone))
    found = one(database_url, pieces)
    kept = one(database_url, "select count(*) from events")
    assert 0 < kept == min(found * 5_000, EVENTS)

    other = dateline("bench", "load", "--events", 3, database_url=database_url)
    assert other.returncode == 1
    assert f"A load of {EVENTS} events with seed 1 until 2026-11-01 was not finished" in other.stderr

    again = dateline("bench", "load", *OPTIONS, database_url=database_url)
    assert again.returncode == 0, again.stderr
    assert one(database_url, "select count(*) from events") == EVENTS
    assert shape(database_url) == before
    consistent(database_url)


def until(ready, seconds=120):
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_articles_that_are_there_stop_a_load_before_it_writes(database_url):
    execute(
        database_url,
        "insert into articles (id, version, state, attempts, ingested_at, updated_at)"
        " values (gen_random_uuid(), 1, 'done', 1, now(), now())",
    )
    before = shape(database_url)
    done = dateline("bench", "load", *OPTIONS, database_url=database_url)
    assert done.returncode == 1
    assert "holds articles that no load made" in done.stderr
    assert shape(database_url) == before
    assert one(database_url, "select count(*) from places") == 0
