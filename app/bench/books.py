"""What a load has done so far, kept in the database itself, so that one that was stopped goes on where it ended.

The schema ``dateline_bench`` is there while a load is not finished: its plan, the pieces that are in, and the
statements that make the indexes and foreign keys again which it took away. Whatever changes with it is one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

import asyncpg

from app.bench.plan import Plan
from app.errors import DatelineError

# in the order in which rows refer to each other
TABLES = (
    *("articles", "article_versions", "events", "event_actors", "event_versions"),
    *("reports", "mentions", "report_actors"),
)

# these only lose indexes: the store fills them, and asks for what is there
NAMES = ("actor_names", "place_names")

_SCHEMA = """
create schema dateline_bench;
create table dateline_bench.plan (events int not null, seed int not null, until date not null);
create table dateline_bench.pieces (number int primary key);
create table dateline_bench.taken (
    position int primary key, kind text not null, name text not null, statement text not null
);
"""
# events keep theirs: versions are made by it
_CONSTRAINTS = """
select c.conrelid::regclass::text as table, c.conname as name, c.contype::text as kind,
       pg_get_constraintdef(c.oid) as definition
from pg_constraint c join pg_class t on t.oid = c.conrelid left join pg_class o on o.oid = c.confrelid
where t.relnamespace = 'public'::regnamespace
  and (c.contype = 'f' and (t.relname = any($1) or o.relname = any($1))
       or c.contype in ('p', 'u') and t.relname = any($1) and t.relname <> 'events')
order by array_position('{p,u,f}'::text[], c.contype::text), 1, 2
"""
_INDEXES = """
select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
from pg_index i join pg_class t on t.oid = i.indrelid
where t.relnamespace = 'public'::regnamespace and t.relname = any($1)
  and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))
order by 1
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """Something that was taken away; ``kind`` is "index" or "key", which are made in that order."""

    position: int
    kind: str
    name: str
    statement: str


class OtherArticles(DatelineError):
    """{address} holds articles that no load made; name another database, or load beside them with --force."""


class OtherLoad(DatelineError):
    """A load of {events} events with seed {seed} until {until} was not finished; give the same to finish it."""


async def unfinished(connection: asyncpg.Connection) -> Plan | None:
    """The plan of a load that was stopped."""
    if await connection.fetchval("select to_regclass('dateline_bench.plan')") is None:
        return None
    row = await connection.fetchrow("select events, seed, until from dateline_bench.plan")
    return Plan(events=row["events"], seed=row["seed"], until=row["until"])


async def begin(connection: asyncpg.Connection, plan: Plan) -> None:
    """Take away what slows a load, keeping how it is made again."""
    async with connection.transaction():
        constraints = await connection.fetch(_CONSTRAINTS, TABLES)
        indexes = await connection.fetch(_INDEXES, (*TABLES, *NAMES))
        taken = [("index", row["name"], row["definition"]) for row in indexes]
        taken += [
            ("key" if row["kind"] == "f" else "index", row["name"], _constraint(row)) for row in constraints
        ]
        await connection.execute(_SCHEMA)
        await connection.execute(
            "insert into dateline_bench.plan values ($1, $2, $3)", plan.events, plan.seed, plan.until
        )
        rows = [(n, *entry) for n, entry in enumerate(taken)]
        await connection.executemany("insert into dateline_bench.taken values ($1, $2, $3, $4)", rows)
        for row in reversed(constraints):  # keys first: they lean on the others
            await connection.execute(f'alter table {row["table"]} drop constraint "{row["name"]}"')
        for row in indexes:
            await connection.execute(f"drop index {row['name']}")
        for table in (*TABLES, *NAMES):
            await connection.execute(f"alter table {table} set (autovacuum_enabled = false)")


def _constraint(row: asyncpg.Record) -> str:
    return f'alter table {row["table"]} add constraint "{row["name"]}" {row["definition"]}'


async def missing(connection: asyncpg.Connection, plan: Plan) -> list[int]:
    """The pieces that are not in yet."""
    done = {row["number"] for row in await connection.fetch("select number from dateline_bench.pieces")}
    return [number for number in range(plan.pieces) if number not in done]


async def taken(connection: asyncpg.Connection) -> list[Taken]:
    """What is to be made again."""
    query = "select position, kind, name, statement from dateline_bench.taken order by position"
    return [Taken(*row) for row in await connection.fetch(query)]


async def make_again(connection: asyncpg.Connection, one: Taken) -> None:
    async with connection.transaction():
        await connection.execute(one.statement)
        await connection.execute("delete from dateline_bench.taken where position = $1", one.position)


async def finish(connection: asyncpg.Connection) -> None:
    async with connection.transaction():
        for table in (*TABLES, *NAMES):
            await connection.execute(f"alter table {table} reset (autovacuum_enabled)")
        await connection.execute("drop schema dateline_bench cascade")
