"""Writing pieces by COPY; run in processes of their own, as making rows costs as much as taking them in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, time

import asyncpg

from app.bench.pieces import piece
from app.bench.plan import Plan
from app.bench.rows import VERSIONS, Table, actors, places, tables, versions
from app.bench.world import World, world
from app.models import Event, EventVersion

_state: dict[str, object] = {}

_OWN = "(pg_current_xact_id()::text)::bigint"


def start(dsn: str, plan: Plan) -> None:
    """Make the world of this process and connect."""
    loop = asyncio.new_event_loop()
    _state.update(loop=loop, plan=plan, world=world(plan), connection=loop.run_until_complete(connect(dsn)))


def write_piece(number: int) -> int:
    """Write one piece and say in the same transaction that it is in; returns its rows."""
    loop = _state["loop"]
    assert isinstance(loop, asyncio.AbstractEventLoop)
    return loop.run_until_complete(_write_piece(number))


async def connect(dsn: str) -> asyncpg.Connection:
    # Losing the last pieces in a crash loses no more than their numbers.
    settings = {"synchronous_commit": "off", "timezone": "UTC", "application_name": "dateline bench load"}
    return await asyncpg.connect(dsn, server_settings=settings, timeout=60)


async def _write_piece(number: int) -> int:
    plan, there, connection = _state["plan"], _state["world"], _state["connection"]
    assert isinstance(plan, Plan)
    assert isinstance(there, World)
    assert isinstance(connection, asyncpg.Connection)
    made = piece(there, plan, number)
    written = list(tables(made))
    stage = versions(made)
    async with connection.transaction():
        await connection.execute("insert into dateline_bench.pieces values ($1)", number)
        for table in written:
            await _copy(connection, table)
        await _write_versions(connection, stage)
    return sum(len(table.rows) for table in (*written, stage))


async def _copy(connection: asyncpg.Connection, table: Table, name: str | None = None) -> None:
    await connection.copy_records_to_table(name or table.name, records=table.rows, columns=table.columns)


async def _write_versions(connection: asyncpg.Connection, stage: Table) -> None:
    """From the events that are there: what they are found by is parsed once."""
    await connection.execute(_stage_sql())
    await _copy(connection, stage, "stage")
    await connection.execute(_versions_sql())


def _stage_sql() -> str:
    columns = ", ".join(f'v."{name}"' for name in VERSIONS)
    return f"create temporary table stage on commit drop as select {columns} from event_versions v limit 0"


def _versions_sql() -> str:
    events = set(Event.__table__.columns.keys())  # type: ignore[attr-defined]
    values = {}
    for column in EventVersion.__table__.columns:  # type: ignore[attr-defined]
        if column.computed is not None or column.server_default is not None:
            continue
        if column.name in VERSIONS:
            values[column.name] = f's."{column.name}"'
        elif column.name in events:
            values[column.name] = f'e."{column.name}"'
    values["deleted"] = "false"
    values["ended_in"] = f"case when s.valid_to is not null then {_OWN} end"
    names = ", ".join(f'"{name}"' for name in values)
    taken = ", ".join(values.values())
    return (
        f"insert into event_versions ({names}) select {taken} from stage s join events e on e.id = s.event_id"
    )


async def write_world(connection: asyncpg.Connection, plan: Plan) -> None:
    """Actors and places; those that are there already stay as they are."""
    at = datetime.combine(plan.first_day, time(), UTC)
    there = world(plan)
    for table in (actors(there, at), places(there, at)):
        await _add(connection, table)


async def _add(connection: asyncpg.Connection, table: Table) -> None:
    names: Sequence[str] = table.columns
    columns = ", ".join(names)
    async with connection.transaction():
        await connection.execute(
            f"create temporary table stage on commit drop as select {columns} from {table.name} limit 0"
        )
        await _copy(connection, table, "stage")
        await connection.execute(
            f"insert into {table.name} ({columns}) select {columns} from stage on conflict do nothing"
        )
