"""Everything that a filter means, read bit by bit from one snapshot."""

from collections.abc import AsyncGenerator

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.schemas.events import EventOut
from app.schemas.queries import EventQuery
from app.store.meant import meant
from app.store.shown import views
from app.store.sorting import order

BATCH = 500  # events that are in memory at once


async def export(session: AsyncSession, wanted: EventQuery) -> AsyncGenerator[list[EventOut], None]:
    """The events that ``wanted`` means, in its order, whatever its limit; at least one batch, if an empty one.

    ``session`` must not have been used yet: all is read in one transaction that sees what was committed when it
    began, from a cursor of the server. It only reads, so that it has no number that readers of changes wait for.
    """
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    await session.connection(execution_options=options)
    asked = await meant(session, wanted)
    known = asked.rows
    # who asks for an export may wait longer for the first row than who asks for a page
    await session.execute(text("set local statement_timeout to default"))
    # ids alone are sorted, which fit in memory
    query = select(known.id).where(*asked.where).order_by(*order(wanted.sort, known))
    found = await session.stream_scalars(query.execution_options(yield_per=BATCH))
    empty = True
    async for ids in found.partitions():
        shown = await views(session, known, ids)
        yield [shown[id_] for id_ in ids]
        empty = False
    if empty:
        yield []
