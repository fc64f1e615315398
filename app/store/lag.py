"""How far the feed of changes lags behind what is committed, and what holds it back."""

from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Change, now
from app.store.feed import HORIZON

_COUNTED = 10_000
# Of every database of the server, as transaction numbers are the server's. A role sees the transactions of others
# only with pg_read_all_stats.
_OLDEST = text(
    """
    select coalesce(extract(epoch from max(clock_timestamp() - began)), 0)::float from (
        select xact_start as began from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid()
        union all select prepared from pg_prepared_xacts
    ) writing
    """
)


@dataclass(frozen=True, slots=True)
class Lag:
    changes: int  # committed, but behind a transaction that is still running; counting stops at 10,000
    seconds: float  # since the oldest of them was written
    transaction_seconds: float  # for how long the oldest transaction that writes has been running


async def lag(session: AsyncSession) -> Lag:
    held = select(col(Change.at)).where(col(Change.transaction_id) >= HORIZON).limit(_COUNTED).subquery()
    row = (await session.execute(select(func.count(), func.min(held.c.at)).select_from(held))).one()
    seconds = max(0.0, (now() - row[1]).total_seconds()) if row[1] else 0.0
    return Lag(row[0], seconds, float(await session.scalar(_OLDEST) or 0))
