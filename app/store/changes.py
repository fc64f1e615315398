"""Reading changes in the order in which they were committed, those that a filter means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, exists, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.models import Change, EventVersion
from app.schemas.changes import Changed, ChangeOut
from app.schemas.filters import EventFilter
from app.store.asof import versions
from app.store.feed import HORIZON, ORDER, Position, check_kept
from app.store.filters import conditions
from app.store.names import Names, names_of

SCANNED = 1000  # changes looked at for one answer, however few of them fit
_PLAIN = (*Changed.model_fields, "event_id")
_MATCH: dict[tuple[bool, bool], Literal["entered", "inside", "left"]] = {
    (False, True): "entered",
    (True, True): "inside",
    (True, False): "left",
}


@dataclass(frozen=True, slots=True)
class Read:
    """``position`` is behind the last change that was looked at, whether it fitted or not."""

    items: list[ChangeOut]
    position: Position
    more: bool  # there may be more to read at once


async def read_changes(
    session: AsyncSession, wanted: EventFilter, position: Position, *, limit: int, keep: timedelta
) -> Read:
    """What follows ``position``: changes of events that ``wanted`` means before or after the change.

    So a reader with a filter is told of everything that it saw: also that an event no longer fits, was merged or
    deleted. Raises CursorExpired if what follows is older than ``keep``.
    """
    looked_at = await _look(session, wanted, position, limit)
    if not looked_at:
        return Read([], position, more=False)
    check_kept(looked_at[0].at, keep)
    hits = [row for row in looked_at if row.before or row.after][:limit]
    last = hits[-1] if len(hits) == limit else looked_at[-1]
    more = last is not looked_at[-1] or len(looked_at) == SCANNED
    return Read(await _views(session, hits), Position(last.transaction_id, last.id), more)


async def _look(session: AsyncSession, wanted: EventFilter, position: Position, limit: int) -> Sequence[Any]:
    """The window first: among 450 k changes Postgres would rather have filtered every version there is, in 600 ms."""
    names = await names_of(session, wanted)
    narrow = bool(conditions(wanted, names))
    window = (
        select(*ORDER, *(col(getattr(Change, name)) for name in ("at", "kind", "event_id", "version")))
        .where(tuple_(*ORDER) > (position.transaction_id, position.id), ORDER[0] < HORIZON)
        .order_by(*ORDER)
        .limit(SCANNED if narrow else min(limit + 1, SCANNED))
        .cte("looked_at")
        .prefix_with("MATERIALIZED")
        .c
    )
    before, after = _sides(wanted, names, window) if narrow else _kinds(window.kind)
    query = select(window.transaction_id, window.id, window.at, before.label("before"), after.label("after"))
    return (await session.execute(query.order_by(window.transaction_id, window.id))).all()


def _kinds(kind: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether there was an event before a change, and is one after it."""
    return kind.not_in(("created", "split")), kind.not_in(("merged", "deleted"))


def _sides(wanted: EventFilter, names: Names, window: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether the filter means the event before and after each change of ``window``."""
    before, after = window.version - 1, window.version
    return _means(wanted, names, window.event_id, before), _means(wanted, names, window.event_id, after)


def _means(wanted: EventFilter, names: Names, event_id: Any, version: Any) -> ColumnElement[bool]:
    """Versions are numbered without gaps, and one that says "deleted" is none."""
    of = aliased(EventVersion)
    known = versions(of, col(of.event_id) == event_id, col(of.version) == version)
    return exists().where(*known.held, *conditions(wanted, names, known))


async def _views(session: AsyncSession, hits: Sequence[Any]) -> list[ChangeOut]:
    query = select(Change).where(col(Change.id).in_([row.id for row in hits])).order_by(*ORDER)
    changes = list(await session.scalars(query)) if hits else []
    return [
        ChangeOut(
            **{name: getattr(change, name) for name in _PLAIN},
            cursor=Position(row.transaction_id, row.id).cursor,
            match=_MATCH[row.before, row.after],
            event=change.snapshot,
        )
        for row, change in zip(hits, changes, strict=True)
    ]
