"""Why there is no event under an id: it never was, was not known yet, is part of another, or nobody reports it."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.errors import DatelineError, EventGone, EventMoved, NotFound, NotKnownYet
from app.models import Change, EventVersion
from app.schemas.published import Published
from app.store.asof import at
from app.store.redirects import now_at


async def absent(session: AsyncSession, event_id: UUID, as_of: Published | None = None) -> DatelineError:
    """The error that says so: EventMoved, EventGone, NotKnownYet or NotFound."""
    if not await session.scalar(select(exists().where(col(EventVersion.event_id) == event_id))):
        return NotFound(kind="event", id=event_id)
    if as_of is None:
        home = (await now_at(session, [event_id]))[event_id]
    else:
        version = await session.scalar(
            select(col(EventVersion.version)).where(
                col(EventVersion.event_id) == event_id, *at(as_of.last_moment)
            )
        )
        if version is None:
            return NotKnownYet(id=event_id, moment=as_of.last_moment.isoformat())
        home = await _merged_into(session, event_id, version) or event_id
    return EventGone(id=event_id) if home == event_id else EventMoved(id=event_id, new_id=home)


async def _merged_into(session: AsyncSession, event_id: UUID, version: int) -> UUID | None:
    """Where the change that made ``version`` sent its reports; that event may itself be merged later."""
    query = select(col(Change.other_event_ids)).where(
        col(Change.event_id) == event_id, col(Change.version) == version, col(Change.kind) == "merged"
    )
    homes = await session.scalar(query)
    return homes[0] if homes else None
