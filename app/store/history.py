"""What became of one event: who changed it when, why, and what differed."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.errors import NotFound
from app.models import Change, EventRedirect, EventVersion
from app.schemas.changes import Changed, HistoryEntry, HistoryQuery
from app.store import cursors
from app.store.events import Listed, count

PLAIN = tuple(Changed.model_fields)


async def history(session: AsyncSession, event_id: UUID, wanted: HistoryQuery) -> Listed[HistoryEntry]:
    """A page of the event's changes, the latest first. Any id that ever was has one, whatever became of it.

    Raises NotFound, and Invalid for a cursor that is not its own.
    """
    mine = col(Change.event_id) == event_id
    total = await count(session, select(col(Change.id)).where(mine))
    if not total.value:
        raise NotFound(kind="event", id=event_id)
    version = and_(
        col(EventVersion.event_id) == col(Change.event_id), col(EventVersion.version) == col(Change.version)
    )
    query = select(Change, col(EventVersion.valid_to)).join(EventVersion, version, isouter=True).where(mine)
    if wanted.cursor:
        (before,) = await cursors.decode(session, wanted, wanted.cursor, int)
        query = query.where(col(Change.id) < before)
    query = query.order_by(col(Change.id).desc()).limit(wanted.limit + 1)
    rows = (await session.execute(query)).all()
    page = rows[: wanted.limit]
    cursor = None
    if len(rows) > wanted.limit:
        cursor = await cursors.encode(session, wanted, str(page[-1][0].id))
    items = [
        HistoryEntry(**{name: getattr(change, name) for name in PLAIN}, until=until) for change, until in page
    ]
    return Listed(items, cursor, total)


async def merged_from(session: AsyncSession, event_id: UUID) -> Sequence[UUID]:
    query = select(col(EventRedirect.old_id)).where(col(EventRedirect.new_id) == event_id)
    return (await session.scalars(query.order_by(col(EventRedirect.old_id)))).all()


async def merged_into(session: AsyncSession, event_id: UUID) -> UUID | None:
    return await session.scalar(
        select(col(EventRedirect.new_id)).where(col(EventRedirect.old_id) == event_id)
    )
