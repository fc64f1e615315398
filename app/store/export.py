"""Everything that a filter means, read bit by bit from one snapshot."""

from collections.abc import AsyncGenerator

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.schemas.events import EventOut
from app.schemas.queries import EventQuery
from app.store.asof import rows
from app.store.events import views
from app.store.filters import conditions, listed, order

BATCH = 500  # events that are in memory at once


async def export(session: AsyncSession, wanted: EventQuery) -> AsyncGenerator[list[EventOut], None]:
    """The events that ``wanted`` means, in its order, whatever its limit; at least one batch, if an empty one.

    ``session`` must not have been used yet: all is read in one transaction that sees what was committed when it
    began, from a cursor of the server. It only reads, so that it has no number that readers of changes wait for.
    """
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    await session.connection(execution_options=options)
    known = rows(wanted.as_of)
    query = select(known.row).where(*listed(known), *conditions(wanted, known))
    query = query.order_by(*order(wanted.sort, known)).execution_options(yield_per=BATCH)
    found = await session.stream_scalars(query)
    empty = True
    async for batch in found.partitions():
        yield await views(session, batch)
        session.expunge_all()
        empty = False
    if empty:
        yield []
