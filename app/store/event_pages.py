"""Pages of events that a filter means. A walk from page to page sees what was there when it began."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, null, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Event, EventActor, EventVersion
from app.schemas.events import Count, EventOut
from app.schemas.filters import EventFilter
from app.schemas.queries import EventQuery
from app.store import cursors
from app.store.asof import Rows
from app.store.events import Listed, Part, count, views
from app.store.meant import Meant, meant, over
from app.store.names import Names, names_of
from app.store.sorting import BY_DAY, KEYS, after, id_of, key_of, order, place_of
from app.store.walks import SNAPSHOT, Walk

_IDS = 30  # that a cursor carries; what more names mean is looked up anew for each page
Row = Event | EventVersion

# Who takes part, read in one statement with the event itself: it may change before the next.
_PARTS = (
    select(func.jsonb_agg(func.jsonb_build_array(*(col(getattr(EventActor, name)) for name in Part._fields))))
    .where(col(EventActor.event_id) == col(Event.id))
    .correlate(Event)
    .scalar_subquery()
)


class Hit(NamedTuple):
    row: Row
    parts: Sequence[Part]  # of an event; a version has its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where a page begins: after an entry, or with the first (``id`` is None)."""

    walk: Walk
    total: Count
    names: Names
    key: Any = None
    id: UUID | None = None


async def list_events(session: AsyncSession, wanted: EventQuery) -> Listed[EventOut]:
    """The page of events that ``wanted`` means. Raises Invalid for a cursor that is not its own."""
    if wanted.cursor is None:
        found, start = await _first(session, wanted)
    else:
        start = await _start(session, wanted, wanted.cursor)
        found = await _later(session, wanted, start)
    shown = found[: wanted.limit]
    parts = {id_of(hit.row): hit.parts for hit in shown}
    page = await views(session, [hit.row for hit in shown], parts)
    cursor = None
    if len(found) > wanted.limit:
        cursor = await _cursor(session, wanted, start, shown[-1].row)
    return Listed(page, cursor, start.total)


async def count_events(session: AsyncSession, wanted: EventFilter) -> Count:
    known = await meant(session, wanted)
    return await count(session, select(known.rows.id).where(*known.where))


async def _first(session: AsyncSession, wanted: EventQuery) -> tuple[list[Hit], Start]:
    """The first page, and what to walk on with. It reads events as they are, and the snapshot it does so by."""
    names = await names_of(session, wanted)
    known = await meant(session, wanted, names)
    total = await count(session, select(known.rows.id).where(*known.where))
    snapshot = (select(SNAPSHOT).scalar_subquery(), func.clock_timestamp(), func.pg_is_in_recovery())
    query = page_query(wanted, known, [], few=total.exact).add_columns(*snapshot)
    found = (await session.execute(query)).all()
    if not found:
        return [], Start(walk=Walk(0, (), datetime.max), total=total, names=names)
    start = Start(walk=Walk.read(*found[0][2:4]), total=total, names=names)
    if found[0][4]:  # a standby, whose snapshot is not just what the page was read by
        return await _later(session, wanted, start), start
    return [_hit(row) for row in found], start


async def _later(session: AsyncSession, wanted: EventQuery, start: Start) -> list[Hit]:
    """A page, and one entry more."""
    if start.id is None:
        return await _merged(session, wanted, start, [], wanted.limit + 1)
    found = await _merged(session, wanted, start, [start], wanted.limit + 1)
    dated_only = wanted.sort in BY_DAY and start.key is not None
    if dated_only and len(found) <= wanted.limit and not (wanted.from_ or wanted.to):
        found += await _merged(session, wanted, start, None, wanted.limit + 1 - len(found))
    return found


async def _merged(
    session: AsyncSession, wanted: EventQuery, start: Start, since: Sequence[Start] | None, most: int
) -> list[Hit]:
    """Events that stand as they did and versions that have been ended since, in one order. Events first: one that
    changes between the two statements is then in both, never in none. Without ``since`` those without a day."""
    found: dict[UUID, Hit] = {}
    for rows in start.walk.rows(wanted.as_of):
        here = [rows.start_day.is_(None)] if since is None else []
        here += [after(wanted.sort, one.key, one.id, of=rows) for one in since or ()]
        query = page_query(wanted, over(rows, wanted, start.names), here, few=start.total.exact)
        for row in await session.execute(query.limit(most)):
            found.setdefault(id_of(row[0]), _hit(row))
    return sorted(found.values(), key=lambda hit: place_of(wanted.sort, hit.row))[:most]


def _hit(row: Any) -> Hit:
    return Hit(row[0], [Part(*part) for part in row[1] or ()])


def page_query(
    wanted: EventQuery, known: Meant, here: Sequence[ColumnElement[bool]], *, few: bool
) -> Select[Any]:
    """One entry more than the page has.

    Where ``few`` match, they are found first and then sorted. Postgres would rather walk along the days
    until enough have matched: for a rare word among 200 k events that took 700 ms, this way 3.
    """
    rows = known.rows
    if not few:
        query = _shown(rows).where(*known.where, *here)
        return query.order_by(*order(wanted.sort, rows)).limit(wanted.limit + 1)
    keys = [rows.id.label("id"), rows.start_day, rows.updated_at.label("updated_at"), rows.source_count]
    hits = select(*keys).where(*known.where, *here).cte("hits").prefix_with("MATERIALIZED")
    best = select(hits.c.id).order_by(*order(wanted.sort, hits.c)).limit(wanted.limit + 1)
    return _whole(wanted, rows, best)


def _whole(wanted: EventQuery, rows: Rows, ids: Select[Any]) -> Select[Any]:
    return _shown(rows).where(*rows.held, rows.id.in_(ids)).order_by(*order(wanted.sort, rows))


def _shown(rows: Rows) -> Select[Any]:
    return select(rows.row, null() if rows.past else _PARTS)


async def _start(session: AsyncSession, wanted: EventQuery, cursor: str) -> Start:
    kinds = (KEYS[wanted.sort], UUID, str, datetime, int, int, str)
    key, id_, snapshot, began, number, exact, ids = await cursors.decode(session, wanted, cursor, *kinds)
    names = await names_of(session, wanted, Names(**json.loads(ids)) if ids else None)
    total = Count(value=number, exact=bool(exact))
    return Start(walk=Walk.read(snapshot, began), total=total, names=names, key=key, id=id_)


async def _cursor(session: AsyncSession, wanted: EventQuery, start: Start, last: Row) -> str:
    key = key_of(wanted.sort, last)
    ids = start.names.size
    walk, total = start.walk, start.total
    return await cursors.encode(
        session,
        wanted,
        str(key) if isinstance(key, int) else key,
        id_of(last),
        walk.snapshot,
        walk.began,
        str(total.value),
        str(int(total.exact)),
        json.dumps(asdict(start.names), ensure_ascii=False) if 0 < ids <= _IDS else "",
    )
