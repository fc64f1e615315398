"""Where events that were merged into others are found now."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import EventRedirect


async def now_at(session: AsyncSession, event_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """For each of ``event_ids`` the id it goes by now: its own unless it was merged."""
    query = select(col(EventRedirect.old_id), col(EventRedirect.new_id)).where(
        col(EventRedirect.old_id).in_(event_ids)
    )
    found: dict[UUID, UUID] = dict((await session.execute(query)).all())
    return {id_: found.get(id_, id_) for id_ in event_ids}


async def formerly(session: AsyncSession, event_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """For each of ``event_ids`` into which others were merged their ids, sorted."""
    query = (
        select(EventRedirect)
        .where(col(EventRedirect.new_id).in_(event_ids))
        .order_by(col(EventRedirect.old_id))
    )
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in await session.scalars(query.execution_options(populate_existing=True)):
        found[row.new_id].append(row.old_id)
    return found


async def redirect(session: AsyncSession, old: UUID, new: UUID, at: datetime) -> None:
    """Lead from ``old`` to ``new``, and from whatever led to ``old``."""
    await session.execute(update(EventRedirect).where(col(EventRedirect.new_id) == old).values(new_id=new))
    statement = insert(EventRedirect).values(old_id=old, new_id=new, at=at)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["old_id"], set_={"new_id": new, "at": at})
    )


async def stay(session: AsyncSession, event_ids: Collection[UUID]) -> None:
    """``event_ids`` are events of their own (again)."""
    await session.execute(delete(EventRedirect).where(col(EventRedirect.old_id).in_(event_ids)))
