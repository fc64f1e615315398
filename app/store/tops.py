"""The events that stand out most in each group of a timeline."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Select, cast, column, func, select, true, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from app.schemas.events import EventOut
from app.schemas.timeline import TimelineQuery
from app.store.calendar import CLOSED, group_of, groups_between, last_day
from app.store.meant import Meant, meant
from app.store.shown import views
from app.store.tallies import answers


async def tops(
    session: AsyncSession, wanted: TimelineQuery, groups: Sequence[date]
) -> dict[date, list[EventOut]]:
    """For each of ``groups`` its events of most salience, the greatest first."""
    found: dict[date, list[EventOut]] = defaultdict(list)
    if not wanted.top or not groups:
        return found
    by_index = _by_index(wanted)
    known = await meant(
        session, wanted.model_copy(update={"from_": None, "to": None}) if by_index else wanted
    )
    first = (_of_days if by_index else _of_all)(wanted, known, groups)
    ranked = select(
        first.c.id,
        first.c.start,
        func.row_number()
        .over(partition_by=first.c.start, order_by=[first.c.salience.desc(), first.c.id])
        .label("rank"),
    ).subquery()
    order = (ranked.c.start, ranked.c.rank)
    query = select(ranked.c.id, ranked.c.start).where(ranked.c.rank <= wanted.top).order_by(*order)
    chosen = (await session.execute(query)).all()
    # A statement of its own: joined to the ranking, of whose size the planner knows nothing, all events were read
    # through, in 2 s for a year of a million.
    shown = await views(session, known.rows, [id_ for id_, _ in chosen])
    for id_, start in chosen:
        if id_ in shown:
            found[start].append(shown[id_])
    return found


def _by_index(wanted: TimelineQuery) -> bool:
    """True where an index has the events of a day, or of a country's day, by salience and few of them are passed over.

    A rare type would be sought among all events of every day; the index by type finds it at once.
    """
    return answers(wanted) and (len(wanted.country) == 1 or not (wanted.country or wanted.type))


def _of_days(wanted: TimelineQuery, known: Meant, groups: Sequence[date]) -> Any:
    """The top ones of each day: those of a month are among them. Reads a few rows a day, not every event.

    ``known`` leaves the dates to this: said as a range they made the planner sort every event of a day, in 2 s for a
    year of a million; from the index the same took 14 ms. Of days before `from` only what went on is meant, few enough
    to be read: each such day would be gone through for them.
    """
    low, high = wanted.from_ or date.min, wanted.to or date.max
    days = [
        day
        for first in groups
        for day in groups_between("day", first, last_day(wanted.bucket, first))
        if low <= day <= high
    ]
    each = func.unnest(cast(days, ARRAY(Date))).table_valued(column("day", Date)).render_derived()
    row = known.rows.row
    top = _salient(known).where(row.start_day == each.c.day)
    top = top.order_by(row.salience.desc(), known.rows.id).limit(wanted.top)
    best = top.lateral("best")
    start = group_of(wanted.bucket, each.c.day).label("start")
    found = select(best.c.id, best.c.salience, start).join_from(each, best, true())
    return (union_all(found, _went_on(wanted, known, groups)) if wanted.from_ else found).subquery()


def _went_on(wanted: TimelineQuery, known: Meant, groups: Sequence[date]) -> Select[Any]:
    """Events that began in one of ``groups``, before `from`, and were not over the day before it."""
    row, low = known.rows.row, wanted.from_ or date.max
    eve = low - timedelta(days=1) if low > date.min else low
    days = func.daterange(row.start_day, row.end_day, CLOSED)
    both = days.op("@>")(func.daterange(eve, low, CLOSED))
    found = _salient(known).add_columns(group_of(wanted.bucket, row.start_day).label("start"))
    last = min(eve, last_day(wanted.bucket, max(groups)))
    return found.where(both, row.start_day.between(min(groups), last), row.start_day < low)


def _salient(known: Meant) -> Select[Any]:
    query = select(known.rows.id.label("id"), known.rows.row.salience.label("salience"))
    return query.where(*known.where)


def _of_all(wanted: TimelineQuery, known: Meant, groups: Sequence[date]) -> Any:
    """Every event between the first and the last group."""
    day = known.rows.start_day
    first, last = min(groups), last_day(wanted.bucket, max(groups))
    found = _salient(known).add_columns(group_of(wanted.bucket, day).label("start"))
    return found.where(day.between(first, last)).subquery()
