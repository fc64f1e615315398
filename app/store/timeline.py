"""Events grouped by day, week or month."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, DateTime, cast, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Event
from app.schemas.events import Bucket, Count, EventOut
from app.schemas.queries import TimelineQuery
from app.store import cursors
from app.store.events import Listed, count, views
from app.store.filters import conditions


async def timeline(session: AsyncSession, wanted: TimelineQuery) -> Listed[Bucket]:
    """A page of the groups that have events. Raises Invalid for a cursor that is not its own."""
    days = await _groups(session, wanted)
    page = days[: wanted.limit]
    total = await count(session, select(col(Event.id)).where(*_dated(wanted)))
    if not page:
        return Listed([], None, total)
    families = await _families(session, wanted, page)
    tops = await _tops(session, wanted, page)
    buckets = [
        Bucket(
            start=day,
            end=last_day(wanted.bucket, day),
            count=sum(families[day].values()),
            families=families[day],
            events=tops[day],
        )
        for day in page
    ]
    cursor = cursors.encode(wanted, page[-1]) if len(days) > wanted.limit else None
    return Listed(buckets, cursor, total)


async def undated(session: AsyncSession, wanted: TimelineQuery) -> Count:
    """How many events match but have no day."""
    return await count(
        session, select(col(Event.id)).where(*conditions(wanted), col(Event.start_day).is_(None))
    )


def last_day(bucket: str, first: date) -> date:
    if bucket == "month":
        return (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first + timedelta(days=6 if bucket == "week" else 0)


def _dated(wanted: TimelineQuery) -> list[ColumnElement[bool]]:
    return [*conditions(wanted), col(Event.start_day).is_not(None)]


def _group(wanted: TimelineQuery) -> ColumnElement[date]:
    """The first day of an event's group; written out, as GROUP BY does not know a parameter again."""
    if wanted.bucket == "day":
        return col(Event.start_day)  # type: ignore[return-value]
    unit: ColumnElement[str] = literal_column(f"'{wanted.bucket}'")
    return cast(func.date_trunc(unit, cast(col(Event.start_day), DateTime)), Date)


async def _groups(session: AsyncSession, wanted: TimelineQuery) -> list[date]:
    group = _group(wanted)
    query = select(group).where(*_dated(wanted)).distinct().limit(wanted.limit + 1)
    if wanted.cursor:
        (last,) = cursors.decode(wanted, wanted.cursor, date)
        query = query.where(group > last if wanted.sort == "date" else group < last)
    query = query.order_by(group.asc() if wanted.sort == "date" else group.desc())
    return list(await session.scalars(query))


def _within(wanted: TimelineQuery, page: Sequence[date]) -> list[ColumnElement[bool]]:
    """The days of the page, so that the index on days narrows the search."""
    first, last = min(page), last_day(wanted.bucket, max(page))
    return [*_dated(wanted), col(Event.start_day).between(first, last)]


async def _families(
    session: AsyncSession, wanted: TimelineQuery, page: Sequence[date]
) -> dict[date, dict[str, int]]:
    group = _group(wanted)
    query = (
        select(group, col(Event.family), func.count())
        .where(*_within(wanted, page))
        .group_by(group, col(Event.family))
        .order_by(group, func.count().desc(), col(Event.family))
    )
    found: dict[date, dict[str, int]] = defaultdict(dict)
    for day, family, number in await session.execute(query):
        found[day][family] = number
    return found


async def _tops(
    session: AsyncSession, wanted: TimelineQuery, page: Sequence[date]
) -> dict[date, list[EventOut]]:
    found: dict[date, list[EventOut]] = defaultdict(list)
    if not wanted.top:
        return found
    group = _group(wanted)
    rank: ColumnElement[Any] = func.row_number().over(
        partition_by=group,
        order_by=[col(Event.report_count).desc(), col(Event.confidence).desc(), col(Event.id)],
    )
    ranked = (
        select(col(Event.id), group.label("day"), rank.label("rank")).where(*_within(wanted, page)).subquery()
    )
    query = (
        select(Event, ranked.c.day)
        .join(ranked, col(Event.id) == ranked.c.id)
        .where(ranked.c.rank <= wanted.top)
        .order_by(ranked.c.day, ranked.c.rank)
    )
    rows = (await session.execute(query)).all()
    for (_, day), view in zip(rows, await views(session, [event for event, _ in rows]), strict=True):
        found[day].append(view)
    return found
