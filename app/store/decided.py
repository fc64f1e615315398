"""Reading decisions back, and what an act made of its events."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.errors import EventMoved
from app.models import Decision, Event
from app.schemas.decisions import DecisionOut, EditOut
from app.schemas.events import EventOut
from app.schemas.queries import PageQuery
from app.store import cursors
from app.store.absent import absent
from app.store.asof import PRESENT
from app.store.editing import Edited
from app.store.events import Listed, count
from app.store.redirects import formerly
from app.store.shown import views


async def decisions_of(session: AsyncSession, event_id: UUID, page: PageQuery) -> Listed[DecisionOut]:
    """Decisions about the event and about those that became part of it, undone ones too, the latest first.

    Raises NotFound, EventMoved, or EventGone if there is neither an event nor a decision about it.
    """
    led = (await formerly(session, [event_id])).get(event_id, [])
    ids = [event_id, *led]
    about = or_(col(Decision.event_id).in_(ids), col(Decision.other_event_id).in_(ids))
    total = await count(session, select(col(Decision.id)).where(about))
    if await session.get(Event, event_id) is None:
        missing = await absent(session, event_id)
        if not total.value or isinstance(missing, EventMoved):
            raise missing
    query = select(Decision).where(about)
    if page.cursor is not None:
        (last,) = await cursors.decode(session, page, page.cursor, UUID)
        query = query.where(col(Decision.id) < last)
    rows = list(await session.scalars(query.order_by(col(Decision.id).desc()).limit(page.limit + 1)))
    items = [DecisionOut.of(row) for row in rows[: page.limit]]
    cursor = await cursors.encode(session, page, items[-1].id) if len(rows) > page.limit else None
    return Listed(items, cursor, total)


async def shown(session: AsyncSession, edited: Edited) -> EditOut:
    """What ``edited`` made of its events, as they are now."""
    now = await events_of(session, [edited.event_id, *edited.others])
    return EditOut(
        event=now.get(edited.event_id),
        others=[now[id_] for id_ in edited.others if id_ in now],
        decisions=[DecisionOut.of(decision) for decision in edited.decisions],
    )


async def events_of(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, EventOut]:
    """Those of ``ids`` that are events of their own now, freshly read."""
    return await views(session, PRESENT, list(ids))
