"""The same events in SQLite, with the indexes that its users would make, served by Datasette."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

import asyncpg

from benchmarks.queries.questions import DATABASE

_SCHEMA = """
create table events (id text primary key, type text, family text, status text, summary text, start_day text,
    end_day text, country text, place_id text, place text, admin1 text, latitude real, longitude real, killed integer,
    injured integer, confidence real, report_count integer, source_count integer, actors text, first_published_at text,
    updated_at text, search_text text);
create table event_actors (event_id text, actor_id text, role text, start_day text);
create table actor_names (name text collate nocase, actor_id text);
create table places (id text primary key, name text collate nocase, country text, admin1 text);
"""
_EVENTS = """
select e.id::text, e.type, e.family, e.status, e.summary, e.start_day::text, e.end_day::text, e.country, e.place_id,
    e.location_name, p.admin1, e.latitude, e.longitude, e.killed, e.injured, e.confidence, e.report_count,
    e.source_count, array_to_json(e.actor_ids)::text, e.first_published_at::text, e.updated_at::text, e.search_text
from events e left join places p on p.id = e.place_id where e.review <> 'rejected'
"""
_OTHERS = {
    "event_actors": "select event_id::text, actor_id, role, start_day::text from event_actors",
    "actor_names": """
        select distinct name, id from actors, unnest(array[canonical_name] || aliases) as name
        """,
    "places": "select id, name, country, admin1 from places",
}
_INDEXES = """
create index events_country_start_day on events (country, start_day);
create index events_type_start_day on events (type, start_day);
create index events_start_day on events (start_day);
create index events_country_admin1 on events (country, admin1, start_day);
create index events_latitude_longitude on events (latitude, longitude);
create index event_actors_actor_id on event_actors (actor_id, start_day);
create index event_actors_event_id on event_actors (event_id);
create index actor_names_name on actor_names (name);
create index places_name on places (name);
"""
_TEXT = """
create virtual table events_fts using fts5 (search_text, content='events', tokenize='porter unicode61');
insert into events_fts (rowid, search_text) select rowid, search_text from events;
"""
_ROWS = 20_000  # fetched at a time


async def copy(dsn: str, file: Path, tell: Callable[[str], None]) -> None:
    """Make ``file`` from the rows of the database."""
    store = sqlite3.connect(file, isolation_level=None)
    source = await asyncpg.connect(dsn)
    try:
        store.executescript("pragma journal_mode = off; pragma synchronous = off;" + _SCHEMA)
        for table, query in {"events": _EVENTS, **_OTHERS}.items():
            tell(f"SQLite: {table}")
            store.execute("begin")
            async for rows in _batches(source, query):
                marks = ", ".join("?" * len(rows[0]))
                store.executemany(f"insert into {table} values ({marks})", rows)
            store.execute("commit")
        tell("SQLite: indexes")
        store.executescript("pragma cache_size = -1000000;" + _INDEXES)
        tell("SQLite: full text")
        store.executescript(_TEXT + "analyze; pragma journal_mode = wal;")
    finally:
        store.close()
        await source.close()


async def _batches(source: asyncpg.Connection, query: str) -> AsyncIterator[Sequence[Sequence[Any]]]:
    async with source.transaction():
        cursor = await source.cursor(query)
        while rows := await cursor.fetch(_ROWS):
            yield [tuple(row) for row in rows]


def serve(file: Path, port: int, log: Path) -> subprocess.Popen[bytes]:
    """Datasette as its documentation starts it, without limits of time and without facets that nobody asked for."""
    assert file.stem == DATABASE
    settings = {"sql_time_limit_ms": 60_000, "suggest_facets": "off", "max_returned_rows": 20_000}
    named = [word for name, value in settings.items() for word in ("--setting", name, str(value))]
    command = [sys.executable, "-m", "datasette", "serve", str(file), "--port", str(port), *named]
    with log.open("ab") as output:
        return subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
