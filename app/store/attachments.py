"""Which event each report belongs to, and the locks under which that may be changed."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Event, Report


async def lock_events(session: AsyncSession, event_ids: Collection[UUID]) -> list[Event]:
    """The events of ``event_ids`` that still are, by id, locked until the transaction ends."""
    query = select(Event).where(col(Event.id).in_(event_ids)).order_by(col(Event.id)).with_for_update()
    return list(await session.scalars(query.execution_options(populate_existing=True)))


async def attach(
    session: AsyncSession, report_ids: Collection[UUID], event_id: UUID, *, pinned: bool | None = None
) -> None:
    """Put reports into an event, which need not be there yet; ``pinned`` says whether the machine may move them."""
    values = {"event_id": event_id} | ({} if pinned is None else {"pinned": pinned})
    await session.execute(update(Report).where(col(Report.id).in_(report_ids)).values(values))
