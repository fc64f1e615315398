"""Whether lists of events can have changed, told from the feed of changes without reading a single event."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.feed import HORIZON, ORDER


async def state_of_events(session: AsyncSession) -> str:
    """A text that differs whenever a committed change has come in since.

    The last change below the oldest running transaction, and how many are committed above it: as long as the first
    stays, the second can only grow. The highest id would not do: changes are committed out of order.
    """
    below = select(*ORDER).where(ORDER[0] < HORIZON).order_by(ORDER[0].desc(), ORDER[1].desc()).limit(1)
    last = below.subquery()
    above = select(func.count()).where(ORDER[0] >= HORIZON).scalar_subquery()
    query = select(above, last.c.transaction_id, last.c.id).select_from(
        select(1).subquery().outerjoin(last, onclause=func.coalesce(True))
    )
    return ":".join(str(part) for part in (await session.execute(query)).one())
