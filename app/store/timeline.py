"""Events grouped by day, week or month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.schemas.events import Count, EventOut
from app.schemas.timeline import TimelineQuery
from app.store import cursors
from app.store.calendar import first_day, groups_between, last_day
from app.store.events import Listed, count
from app.store.groups import Counts, Families, counts
from app.store.meant import meant
from app.store.tops import tops


@dataclass(frozen=True, slots=True)
class Group:
    """What `app.schemas.timeline.Bucket` says, unchecked: checking a year of days took a millisecond."""

    start: date
    end: date
    count: int
    families: Families
    events: list[EventOut]


@dataclass(frozen=True, slots=True)
class Grouped(Listed[Group]):
    """A page of groups; ``undated`` events stand in none."""

    undated: int


async def timeline(session: AsyncSession, wanted: TimelineQuery) -> Grouped:
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
    items = [
        Group(day, last_day(wanted.bucket, day), sum(families.values()), families, shown.get(day, []))
        for day, families in page.items()
    ]
    cursor = await cursors.encode(session, wanted, list(page)[-1]) if len(groups) > wanted.limit else None
    undated = source.undated or await _undated(session, wanted)
    return Grouped(items, cursor, source.whole, undated.value)


async def _undated(session: AsyncSession, wanted: TimelineQuery) -> Count:
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
