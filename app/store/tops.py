"""The events that stand out most in each group of a timeline."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, cast, column, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from app.schemas.events import EventOut
from app.schemas.timeline import TimelineQuery
from app.store.calendar import group_of, last_day
from app.store.events import views
from app.store.meant import Meant, meant
from app.store.tallies import answers


async def tops(
    session: AsyncSession, wanted: TimelineQuery, groups: Sequence[date]
) -> dict[date, list[EventOut]]:
    """For each of ``groups`` its events of most salience, the greatest first."""
    found: dict[date, list[EventOut]] = defaultdict(list)
    if not wanted.top or not groups:
        return found
    known = await meant(session, wanted)
    first = (_of_days if _by_index(wanted) else _of_all)(wanted, known, groups)
    ranked = select(
        first.c.id,
        first.c.start,
        func.row_number()
        .over(partition_by=first.c.start, order_by=[first.c.salience.desc(), first.c.id])
        .label("rank"),
    ).subquery()
    rows = known.rows
    query = (
        select(rows.row, ranked.c.start)
        .join(ranked, rows.id == ranked.c.id)
        .where(*rows.held, ranked.c.rank <= wanted.top)
        .order_by(ranked.c.start, ranked.c.rank)
    )
    chosen = (await session.execute(query)).all()
    for (_, day), view in zip(chosen, await views(session, [row for row, _ in chosen]), strict=True):
        found[day].append(view)
    return found


def _by_index(wanted: TimelineQuery) -> bool:
    """True where an index has the events of a day, or of a country's day, by salience and few of them are passed over.

    A rare type would be sought among all events of every day; the index by type finds it at once.
    """
    return answers(wanted) and (len(wanted.country) == 1 or not (wanted.country or wanted.type))


def _of_days(wanted: TimelineQuery, known: Meant, groups: Sequence[date]) -> Any:
    """The top ones of each day: those of a month are among them. Reads a few rows a day, not every event."""
    days = [
        first + timedelta(days=n)
        for first in groups
        for n in range((last_day(wanted.bucket, first) - first).days + 1)
    ]
    each = func.unnest(cast(days, ARRAY(Date))).table_valued(column("day", Date)).render_derived()
    day = each.c.day
    row = known.rows.row
    top = (
        select(known.rows.id.label("id"), row.salience.label("salience"))
        .where(row.start_day == day, *known.where)
        .order_by(row.salience.desc(), known.rows.id)
        .limit(wanted.top)
        .lateral("top")
    )
    start = group_of(wanted.bucket, day)
    return select(top.c.id, top.c.salience, start.label("start")).join_from(each, top, true()).subquery()


def _of_all(wanted: TimelineQuery, known: Meant, groups: Sequence[date]) -> Any:
    """Every event between the first and the last group."""
    day = known.rows.start_day
    first, last = min(groups), last_day(wanted.bucket, max(groups))
    return (
        select(
            known.rows.id.label("id"),
            known.rows.row.salience.label("salience"),
            group_of(wanted.bucket, day).label("start"),
        )
        .where(*known.where, day.between(first, last))
        .subquery()
    )
