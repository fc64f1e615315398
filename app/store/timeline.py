"""Events grouped by day, week or month."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import cast

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.rollups import UNDATED
from app.schemas.events import Count
from app.schemas.timeline import Bucket, TimelineQuery
from app.store import cursors
from app.store.by_actor import by_actor, not_rejected, parts
from app.store.calendar import first_day, groups_between, last_day
from app.store.events import Listed, count
from app.store.groups import Counts, Families, counts
from app.store.meant import meant
from app.store.names import names_of
from app.store.tallies import answers, cells
from app.store.tops import tops

_BUCKETS = TypeAdapter(list[Bucket])


async def timeline(session: AsyncSession, wanted: TimelineQuery) -> Listed[Bucket]:
    """A page of groups. Raises Invalid for a cursor that is not its own."""
    after = None
    if wanted.cursor:
        (after,) = cast(list[date], await cursors.decode(session, wanted, wanted.cursor, date))
    source = await counts(session, wanted)
    groups = await source.page(session, after, wanted.limit + 1)
    if wanted.empty:
        groups = await _filled(session, wanted, source, groups, after)
    page = dict(islice(groups.items(), wanted.limit))
    shown = await tops(session, wanted, [day for day, families in page.items() if families])
    buckets = _BUCKETS.validate_python(
        [
            {
                "start": day,
                "end": last_day(wanted.bucket, day),
                "count": sum(families.values()),
                "families": families,
                "events": shown.get(day, ()),
            }
            for day, families in page.items()
        ]
    )
    cursor = await cursors.encode(session, wanted, buckets[-1].start) if len(groups) > wanted.limit else None
    return Listed(buckets, cursor, source.whole)


async def undated(session: AsyncSession, wanted: TimelineQuery) -> Count:
    """How many events match but have no day."""
    if answers(wanted):
        cell = cells(wanted, "month").c
        n = await session.scalar(select(func.sum(cell.n)).where(cell.day == UNDATED))
        return Count(value=int(n or 0), exact=True)
    if by_actor(wanted):
        those = parts(wanted, await names_of(session, wanted))
        query = select(those.c.id).where(those.c.start_day.is_(None), not_rejected(those))
        return await count(session, query)
    known = await meant(session, wanted)
    return await count(session, select(known.rows.id).where(*known.where, known.rows.start_day.is_(None)))


async def _filled(
    session: AsyncSession,
    wanted: TimelineQuery,
    source: Counts,
    found: dict[date, Families],
    after: date | None,
) -> dict[date, Families]:
    """``found`` with the groups between them that have no events. Events that began before `from` and went on have
    groups of their own before it; what lies between those is not filled."""
    low, high = wanted.from_, wanted.to
    if low is None or high is None:
        edges = await source.edges(session)
        low = low or (edges and edges[0])
        high = high or max(wanted.today, edges[1] if edges else wanted.today)
    if low is None or low > high:
        return found
    backwards = wanted.sort == "-date"
    days = {*found, *islice(_behind(wanted, low, high, after), wanted.limit + 1)}
    return {day: found.get(day, {}) for day in sorted(days, reverse=backwards)[: wanted.limit + 1]}


def _behind(wanted: TimelineQuery, low: date, high: date, after: date | None) -> Iterator[date]:
    """The groups of the calendar from ``low`` to ``high`` that come behind the group ``after``."""
    unit, backwards = wanted.bucket, wanted.sort == "-date"
    if after:
        low, high = (low, min(high, after)) if backwards else (max(low, after), high)
    if low > high and first_day(unit, low) > high:
        return iter(())
    return (day for day in groups_between(unit, low, high, backwards=backwards) if day != after)
