"""Reading events: one, as the API shows it, and what pages of them are made of."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Place
from app.schemas.events import Count, EventOut, Tolls
from app.schemas.published import Published
from app.store.absent import absent
from app.store.asof import rows
from app.store.estimates import estimated
from app.store.shown import views

COUNTED = 10_000  # counting further would read every row of a large store for one number
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """One page; ``cursor`` is None on the last."""

    items: list[T]
    cursor: str | None
    count: Count


async def get_event(session: AsyncSession, event_id: UUID, as_of: Published | None = None) -> EventOut:
    """Raises EventMoved if it was merged into another, EventGone if nobody reports it any more, NotFound."""
    known = rows(as_of)
    found = await views(session, known, [event_id])
    if event_id not in found:
        raise await absent(session, event_id, as_of)
    return found[event_id]


async def tolls_of(session: AsyncSession, event_id: UUID, as_of: Published | None = None) -> Tolls:
    """Who gave which toll of an event that is there."""
    known = rows(as_of)
    return Tolls.model_validate(
        await session.scalar(select(known.row.tolls).where(known.id == event_id, *known.held))
    )


async def count(session: AsyncSession, query: Select[Any]) -> Count:
    """How many rows ``query`` has: counted up to a limit, beyond it as many as the planner takes it for."""
    rows = query.limit(COUNTED + 1).subquery()
    found = await session.scalar(select(func.count()).select_from(rows)) or 0
    if found <= COUNTED:
        return Count(value=found, exact=True)
    return Count(value=max(await estimated(session, query), found), exact=False)


async def places_by_id(session: AsyncSession, ids: set[str]) -> dict[str, Place]:
    return await _by_id(session, Place, ids)


async def _by_id(session: AsyncSession, table: Any, ids: set[str]) -> dict[str, Any]:
    found = await session.scalars(select(table).where(table.id.in_(ids))) if ids else ()
    return {row.id: row for row in found}
