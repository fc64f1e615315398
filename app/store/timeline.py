"""Events grouped by day, week or month."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, DateTime, cast, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.schemas.events import Bucket, Count, EventOut
from app.schemas.queries import TimelineQuery
from app.store import cursors
from app.store.events import Listed, count, views
from app.store.meant import Meant, meant


async def timeline(session: AsyncSession, wanted: TimelineQuery) -> Listed[Bucket]:
    """A page of the groups that have events. Raises Invalid for a cursor that is not its own."""
    known = await meant(session, wanted)
    days = await _groups(session, wanted, known)
    page = days[: wanted.limit]
    total = await count(session, select(known.rows.id).where(*_dated(known)))
    if not page:
        return Listed([], None, total)
    families = await _families(session, wanted, known, page)
    tops = await _tops(session, wanted, known, page)
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
    cursor = await cursors.encode(session, wanted, page[-1]) if len(days) > wanted.limit else None
    return Listed(buckets, cursor, total)


async def undated(session: AsyncSession, wanted: TimelineQuery) -> Count:
    """How many events match but have no day."""
    known = await meant(session, wanted)
    return await count(session, select(known.rows.id).where(*known.where, known.rows.start_day.is_(None)))


def last_day(bucket: str, first: date) -> date:
    if bucket == "month":
        return (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first + timedelta(days=6 if bucket == "week" else 0)


def _dated(known: Meant) -> list[ColumnElement[bool]]:
    return [*known.where, known.rows.start_day.is_not(None)]


def _group(wanted: TimelineQuery, known: Meant) -> ColumnElement[date]:
    """The first day of an event's group; written out, as GROUP BY does not know a parameter again."""
    day: ColumnElement[date] = known.rows.start_day
    if wanted.bucket == "day":
        return day
    unit: ColumnElement[str] = literal_column(f"'{wanted.bucket}'")
    return cast(func.date_trunc(unit, cast(day, DateTime)), Date)


async def _groups(session: AsyncSession, wanted: TimelineQuery, known: Meant) -> list[date]:
    group = _group(wanted, known)
    query = select(group).where(*_dated(known)).distinct().limit(wanted.limit + 1)
    if wanted.cursor:
        (last,) = await cursors.decode(session, wanted, wanted.cursor, date)
        query = query.where(group > last if wanted.sort == "date" else group < last)
    query = query.order_by(group.asc() if wanted.sort == "date" else group.desc())
    return list(await session.scalars(query))


def _within(wanted: TimelineQuery, known: Meant, page: Sequence[date]) -> list[ColumnElement[bool]]:
    """The days of the page, so that the index on days narrows the search."""
    first, last = min(page), last_day(wanted.bucket, max(page))
    return [*_dated(known), known.rows.start_day.between(first, last)]


async def _families(
    session: AsyncSession, wanted: TimelineQuery, known: Meant, page: Sequence[date]
) -> dict[date, dict[str, int]]:
    group, family = _group(wanted, known), known.rows.row.family
    query = (
        select(group, family, func.count())
        .where(*_within(wanted, known, page))
        .group_by(group, family)
        .order_by(group, func.count().desc(), family)
    )
    found: dict[date, dict[str, int]] = defaultdict(dict)
    for day, name, number in await session.execute(query):
        found[day][name] = number
    return found


async def _tops(
    session: AsyncSession, wanted: TimelineQuery, known: Meant, page: Sequence[date]
) -> dict[date, list[EventOut]]:
    found: dict[date, list[EventOut]] = defaultdict(list)
    if not wanted.top:
        return found
    group, rows, row = _group(wanted, known), known.rows, known.rows.row
    rank: ColumnElement[Any] = func.row_number().over(
        partition_by=group, order_by=[row.report_count.desc(), row.confidence.desc(), rows.id]
    )
    ranked = (
        select(rows.id.label("id"), group.label("day"), rank.label("rank"))
        .where(*_within(wanted, known, page))
        .subquery()
    )
    query = (
        select(row, ranked.c.day)
        .join(ranked, rows.id == ranked.c.id)
        .where(*rows.held, ranked.c.rank <= wanted.top)
        .order_by(ranked.c.day, ranked.c.rank)
    )
    tops = (await session.execute(query)).all()
    for (_, day), view in zip(tops, await views(session, [event for event, _ in tops]), strict=True):
        found[day].append(view)
    return found
