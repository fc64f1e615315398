"""Pages of events that a filter means. A walk from page to page sees what was there when it began."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.schemas.events import Count, EventOut
from app.schemas.filters import EventFilter
from app.schemas.queries import EventQuery
from app.store import cursors
from app.store.asof import rows
from app.store.estimates import estimated
from app.store.events import COUNTED, Listed, count
from app.store.made import made_once
from app.store.meant import meant, over
from app.store.names import Names, names_of
from app.store.page_queries import counted_page, found_page, in_order, ordered_page
from app.store.shown import shown
from app.store.sorting import BY_DAY, KEYS, after, key_of, place_of
from app.store.walks import SNAPSHOT, Walk

_IDS = 30  # that a cursor carries; what more names mean is looked up anew for each page


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
    listed = await list_rows(session, wanted)
    return Listed(shown(listed.items), listed.cursor, listed.count)


async def list_rows(session: AsyncSession, wanted: EventQuery) -> Listed[Row[Any]]:
    """The same as rows of `app.store.shown.columns`."""
    if wanted.cursor is None:
        found, start = await _first(session, wanted)
    else:
        start = await _start(session, wanted, wanted.cursor)
        found = await _later(session, wanted, start)
    page = list(found[: wanted.limit])
    cursor = await _cursor(session, wanted, start, page[-1]) if len(found) > wanted.limit else None
    return Listed(page, cursor, start.total)


async def count_events(session: AsyncSession, wanted: EventFilter) -> Count:
    known = await meant(session, wanted)
    return await count(session, select(known.rows.id).where(*known.where))


async def _first(session: AsyncSession, wanted: EventQuery) -> tuple[Sequence[Row[Any]], Start]:
    """The first page, and what to walk on with. It reads events as they are, and the snapshot it does so by."""
    names = await names_of(session, wanted)
    found = (await session.execute(_counted(wanted, names))).all()
    total = Count(value=found[0].counted if found else 0, exact=True)
    if total.value > COUNTED:
        known = await meant(session, wanted, names)
        found = (await session.execute(_with_snapshot(ordered_page(wanted, known, names)))).all()
        guess = await estimated(session, select(known.rows.id).where(*known.where))
        total = Count(value=max(guess, total.value), exact=False)
    if not found:
        return [], Start(walk=Walk(0, (), datetime.max), total=total, names=names)
    start = Start(walk=Walk.read(found[0].snapshot, found[0].began), total=total, names=names)
    if found[0].standby:  # its snapshot is not just what the page was read by
        return await _later(session, wanted, start), start
    return found, start


@made_once
def _counted(wanted: EventQuery, names: Names) -> Select[Any]:
    return _with_snapshot(counted_page(wanted, over(rows(wanted.as_of), wanted, names), names))


def _with_snapshot(query: Select[Any]) -> Select[Any]:
    return query.add_columns(
        select(SNAPSHOT).scalar_subquery().label("snapshot"),
        func.clock_timestamp().label("began"),
        func.pg_is_in_recovery().label("standby"),
    )


async def _later(session: AsyncSession, wanted: EventQuery, start: Start) -> list[Row[Any]]:
    """A page, and one entry more."""
    if start.id is None:
        return await _merged(session, wanted, start, [], wanted.limit + 1)
    found = await _merged(session, wanted, start, [(start.key, start.id)], wanted.limit + 1)
    dated_only = wanted.sort in BY_DAY and start.key is not None
    if dated_only and len(found) <= wanted.limit and not (wanted.from_ or wanted.to):
        found += await _merged(session, wanted, start, None, wanted.limit + 1 - len(found))
    return found


async def _merged(
    session: AsyncSession,
    wanted: EventQuery,
    start: Start,
    since: Sequence[tuple[Any, Any]] | None,
    most: int,
) -> list[Row[Any]]:
    """Events that stand as they did and versions that have been ended since, in one order. Events first: one that
    changes between the two statements is then in both, never in none. Without ``since`` those without a day."""

    def here(keys: Any) -> list[ColumnElement[bool]]:
        if since is None:
            return [keys.start_day.is_(None)]
        return [after(wanted.sort, *entry, of=keys) for entry in since]

    found: dict[UUID, Row[Any]] = {}
    for those in start.walk.rows(wanted.as_of):
        known = over(those, wanted, start.names)
        if start.total.exact and not in_order(wanted, known):
            query = found_page(wanted, known, here)
        else:
            query = ordered_page(wanted, known, start.names, here)
        for row in await session.execute(query.limit(most)):
            found.setdefault(row.id, row)
    return sorted(found.values(), key=lambda row: place_of(wanted.sort, row))[:most]


async def _start(session: AsyncSession, wanted: EventQuery, cursor: str) -> Start:
    kinds = (KEYS[wanted.sort], UUID, str, datetime, int, int, str)
    key, id_, snapshot, began, number, exact, ids = await cursors.decode(session, wanted, cursor, *kinds)
    names = await names_of(session, wanted, Names(**json.loads(ids)) if ids else None)
    total = Count(value=number, exact=bool(exact))
    return Start(walk=Walk.read(snapshot, began), total=total, names=names, key=key, id=id_)


async def _cursor(session: AsyncSession, wanted: EventQuery, start: Start, last: Row[Any]) -> str:
    key = key_of(wanted.sort, last)
    ids = start.names.size
    walk, total = start.walk, start.total
    return await cursors.encode(
        session,
        wanted,
        str(key) if isinstance(key, int) else key,
        last.id,
        walk.snapshot,
        walk.began,
        str(total.value),
        str(int(total.exact)),
        json.dumps(asdict(start.names), ensure_ascii=False) if 0 < ids <= _IDS else "",
    )
