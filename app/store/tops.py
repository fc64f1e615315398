"""The events that stand out most in each group of a timeline."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

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
    shown = await _shown(session, known, [id_ for id_, _ in chosen])
    for id_, start in chosen:
        if id_ in shown:
            found[start].append(shown[id_])
    return found


def _by_index(wanted: TimelineQuery) -> bool:
    """True where an index has the events of a day, or of a country's day, by salience and few of them are passed over.

    A rare type would be sought among all events of every day; the index by type finds it at once.
    """
    return answers(wanted) and (len(wanted.country) == 1 or not (wanted.country or wanted.type))


async def _shown(session: AsyncSession, known: Meant, ids: Sequence[UUID]) -> dict[UUID, EventOut]:
    """A statement of its own: joined to the ranking, of whose size the planner knows nothing, all events were read
    through, in 2 s for a year of a million."""
    rows = known.rows
    found = list(await session.scalars(select(rows.row).where(rows.id.in_(ids), *rows.held)))
    return {view.id: view for view in await views(session, found)}


def _of_days(wanted: TimelineQuery, known: Meant, groups: Sequence[date]) -> Any:
    """The top ones of each day: those of a month are among them. Reads a few rows a day, not every event.

    ``known`` leaves the dates to this: said as a range they made the planner sort every event of a day, in 2 s for a
    year of a million; from the index the same took 14 ms.
    """
    days = [
        first + timedelta(days=n)
        for first in groups
        for n in range((last_day(wanted.bucket, first) - first).days + 1)
        if wanted.to is None or first + timedelta(days=n) <= wanted.to
    ]
    went_on = [] if wanted.from_ is None else [known.rows.row.end_day >= wanted.from_]
    each = func.unnest(cast(days, ARRAY(Date))).table_valued(column("day", Date)).render_derived()
    day = each.c.day
    row = known.rows.row
    top = (
        select(known.rows.id.label("id"), row.salience.label("salience"))
        .where(row.start_day == day, *went_on, *known.where)
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
