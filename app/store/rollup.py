"""Keeping the counts of events by day: what writers append, and how that is gathered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import DayDelta
from app.models.rollups import NOWHERE, UNDATED

_LOCK = 4_917_205_312  # one compaction at a time; any number that nobody else takes
_KEYS = ("country", "day", "last", "type", "family", "status")
Before = Mapping[str, Any] | None
After = Mapping[str, Any] | None


async def append(session: AsyncSession, written: Iterable[tuple[Before, After]]) -> None:
    """Count what became of events, each as its values before and after; None where there was or is no event.

    To be called in the transaction that writes the events: whoever sees them sees their counts.
    """
    sums: Counter[tuple[Any, ...]] = Counter()
    for before, after in written:
        for values, n in ((before, -1), (after, 1)):
            if values is not None and values["review"] != "rejected":
                sums[_cell(values)] += n
    rows = [dict(zip(_KEYS, cell, strict=True)) | {"n": n} for cell, n in sums.items() if n]
    if rows:
        await session.execute(insert(DayDelta), rows)


def _cell(values: Mapping[str, Any]) -> tuple[Any, ...]:
    first, last = values["start_day"] or UNDATED, values["end_day"] or UNDATED
    return values["country"] or NOWHERE, first, last, values["type"], values["family"], values["status"]


async def compact(session: AsyncSession) -> bool:
    """Add the deltas to the counts; False if somebody else is at it.

    One statement takes the deltas that it sees and adds them, so that a reader sees each either here or there. Those
    that are committed meanwhile wait for the next time. A count that comes to nothing stays, as a row of 0.
    """
    if not await session.scalar(select(func.pg_try_advisory_xact_lock(_LOCK))):
        return False
    await session.execute(text(_COMPACT))
    return True


async def rebuild(session: AsyncSession) -> None:
    """Count all events anew, after they were loaded in bulk past the store. Writers of events wait meanwhile.

    The lock lets those finish whose deltas are on their way; of the others neither event nor delta is seen.
    """
    await session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    await session.execute(text("lock table day_deltas in exclusive mode"))
    for table in ("day_deltas", "day_counts", "long_counts"):
        await session.execute(text(f"delete from {table}"))
    await session.execute(text(_REBUILD))


async def counted(session: AsyncSession) -> int:
    """How many events the counts have in all."""
    kept = "select coalesce(sum(n), 0) from day_counts where span = 'total'"
    return int(
        await session.scalar(text(f"select ({kept}) + (select coalesce(sum(n), 0) from day_deltas)")) or 0
    )


# From cells of "taken" with a sign to the rows that readers look for: a day and its month, its country and everywhere.
_ADD = """
    , long as (
        insert into long_counts as c (country, day, last, type, family, status, n)
        select country, day, last, type, family, status, sum(n) from taken
        where last > day group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0
        order by 1, 2
        on conflict (country, day, last, type, family, status) do update set n = c.n + excluded.n
    )
    insert into day_counts as c (span, country, day, type, family, status, n)
    select part.*, sum(n)
    from (select *, date_trunc('month', day::timestamp)::date as month from taken) as cell cross join lateral (values
        ('day', country, day, type, family, status), ('day', '*', day, type, family, status),
        ('month', country, month, type, family, status), ('month', '*', month, type, family, status),
        ('day total', country, day, '*', '*', '*'), ('total', country, month, '*', '*', '*')
    ) as part (span, country, day, type, family, status)
    group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0
    order by 1, 2, 3
    on conflict (span, country, day, type, family, status) do update set n = c.n + excluded.n
    """
_COMPACT = f"""
    with taken as (delete from day_deltas returning country, day, last, type, family, status, n)
    {_ADD}
    """
_REBUILD = f"""
    with taken as (
        select coalesce(country, '') as country, coalesce(start_day, '-infinity') as day,
               coalesce(end_day, '-infinity') as last, type, family, status, count(*) as n
        from events where review <> 'rejected' group by 1, 2, 3, 4, 5, 6
    )
    {_ADD}
    """
