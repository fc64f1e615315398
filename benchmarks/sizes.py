"""What a stored event takes: rows and bytes of every table and index, and what that comes to for more of them.

``python -m benchmarks.sizes [URL]`` reads a database that holds enough rows to tell (a hundred thousand events or
more). Without a URL the configured one is read.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from app.config import Settings, async_url
from app.db import plain_dsn
from app.embedded import database

SIZES = (100_000_000, 1_000_000_000)  # events that the capacity is told for
# These grow with the world that events tell of, not with their number.
BOUNDED = {"actors", "places", "actor_names", "place_names", "day_counts", "long_counts", "day_deltas"}
SHOWN = 0.002  # of the whole; smaller indexes are summed up

# Of a partitioned table the partitions count for it.
_TABLES = """
    with leaf as (
        select c.oid, coalesce((select inhparent from pg_inherits where inhrelid = c.oid), c.oid) as root
        from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace)
    select root::regclass::text as name, sum(pg_relation_size(oid, 'main'))::bigint as heap,
           sum(pg_table_size(oid) - pg_relation_size(oid, 'main'))::bigint as apart
    from leaf group by root order by 1
    """
_INDEXES = """
    select coalesce(p.inhparent, x.indexrelid)::regclass::text as name, t.root::regclass::text as of,
           sum(pg_relation_size(x.indexrelid))::bigint as bytes
    from pg_index x
    join (select c.oid, coalesce((select inhparent from pg_inherits where inhrelid = c.oid), c.oid) as root
          from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace) t
      on t.oid = x.indrelid
    left join pg_inherits p on p.inhrelid = x.indexrelid
    group by 1, 2 order by 3 desc
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Bytes of its rows, of what Postgres keeps beside them (long values, maps), and of each index."""

    name: str
    rows: int
    heap: int
    apart: int
    indexes: tuple[tuple[str, int], ...]

    @property
    def bytes(self) -> int:
        return self.heap + self.apart + sum(size for _, size in self.indexes)


async def measure(url: str) -> list[Table]:
    """Every table of ours, the largest first. Exact, so it reads every table once."""
    connection = await asyncpg.connect(plain_dsn(url))
    try:
        indexes = await connection.fetch(_INDEXES)
        found = [
            Table(
                name=row["name"],
                rows=await connection.fetchval(f"select count(*) from {row['name']}"),
                heap=row["heap"],
                apart=row["apart"],
                indexes=tuple((one["name"], one["bytes"]) for one in indexes if one["of"] == row["name"]),
            )
            for row in await connection.fetch(_TABLES)
        ]
    finally:
        await connection.close()
    return sorted(found, key=lambda table: -table.bytes)


def by_event(tables: Sequence[Table]) -> str:
    """A table: what each table has for one event."""
    events, whole = count_of(tables), sum(table.bytes for table in tables)
    lines = [
        "| table | rows an event | bytes a row | indexes, bytes a row | bytes an event | share |",
        "|---|---|---|---|---|---|",
    ]
    for table in tables:
        if table.rows and table.bytes / whole >= SHOWN:
            own = (table.heap + table.apart) / table.rows
            beside = sum(size for _, size in table.indexes) / table.rows
            lines.append(
                f"| `{table.name}` | {table.rows / events:.2f} | {own:.0f} | {beside:.0f} "
                f"| {table.bytes / events:.0f} | {table.bytes / whole:.1%} |"
            )
    lines.append(f"| together | | | | {whole / events:.0f} | 100% |")
    return "\n".join(lines)


def by_index(table: Table) -> str:
    """A table: what each index of ``table`` takes for a row."""
    lines = ["| index | bytes a row |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{name}` | {size / table.rows:.0f} |" for name, size in table.indexes)])


def capacity(tables: Sequence[Table], events: int) -> dict[str, float]:
    """Gigabytes (1e9 bytes) for ``events``, if what grows with them goes on as it did so far."""
    times = events / count_of(tables) / 1e9
    growing = [table for table in tables if table.name not in BOUNDED]
    own = sum(table.heap + table.apart for table in growing)
    indexes = sum(size for table in growing for _, size in table.indexes)
    of_events = sum(t.bytes for t in tables if t.name in ("events", "event_actors"))
    return {"rows": own * times, "indexes": indexes * times, "what lists read": of_events * times}


def count_of(tables: Sequence[Table]) -> int:
    return next(table.rows for table in tables if table.name == "events")


def main(arguments: Sequence[str]) -> None:
    if arguments:
        tables = asyncio.run(measure(async_url(arguments[0])))
    else:
        with database(Settings()) as url:
            tables = asyncio.run(measure(url))
    print(f"{count_of(tables):,} events\n\n{by_event(tables)}\n")
    print(by_index(next(table for table in tables if table.name == "events")), end="\n\n")
    for events in SIZES:
        told = ", ".join(f"{what} {size:,.0f} GB" for what, size in capacity(tables, events).items())
        print(f"{events:,} events: {told}")


if __name__ == "__main__":
    main(sys.argv[1:])
