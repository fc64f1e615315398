"""How far events reach in time."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.asof import PRESENT
from app.store.filters import listed
from app.store.sorting import order


async def first_day(session: AsyncSession) -> date | None:
    """The day on which the earliest event began: the first entry of the list in that order."""
    query = select(PRESENT.start_day).where(*listed(), PRESENT.start_day.is_not(None))
    found: date | None = await session.scalar(query.order_by(*order("date")).limit(1))
    return found
