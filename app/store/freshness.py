"""Whether lists of events can have changed, told from the feed of changes without reading a single event."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.store.feed import HORIZON, ORDER


def _state() -> Select[Any]:
    below = select(*ORDER).where(ORDER[0] < HORIZON).order_by(ORDER[0].desc(), ORDER[1].desc()).limit(1)
    last = below.subquery()
    above = select(func.count()).where(ORDER[0] >= HORIZON).scalar_subquery()
    return select(above, last.c.transaction_id, last.c.id).select_from(
        select(1).subquery().outerjoin(last, onclause=func.coalesce(True))
    )


_STATE = _state()  # made once: making a statement takes as long as Postgres takes to answer this one


async def state_of_events(session: AsyncSession) -> str:
    """A text that differs whenever a committed change has come in since.

    The last change below the oldest running transaction, and how many are committed above it: as long as the first
    stays, the second can only grow. The highest id would not do: changes are committed out of order.
    """
    return ":".join(str(part) for part in (await session.execute(_STATE)).one())
