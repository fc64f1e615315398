"""A filter made ready for SQL: the rows it runs on, and what must hold for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from app.schemas.filters import EventFilter, PastFilter
from app.store.asof import Rows, rows
from app.store.filters import conditions, listed
from app.store.names import Names, names_of


@dataclass(frozen=True, slots=True)
class Meant:
    """``select(known.rows.id).where(*known.where)`` are the events that the filter means."""

    rows: Rows
    listed: Sequence[ColumnElement[bool]]  # what of ``where`` holds for whatever is in lists
    where: Sequence[ColumnElement[bool]]


async def meant(session: AsyncSession, wanted: EventFilter, names: Names | None = None) -> Meant:
    """What ``wanted`` means, over events or, with ``as_of``, their versions. Without ``names`` they are looked up,
    which bounds the statements that follow."""
    known = rows(wanted.as_of if isinstance(wanted, PastFilter) else None)
    return over(known, wanted, names or await names_of(session, wanted))


def over(known: Rows, wanted: EventFilter, names: Names) -> Meant:
    held = listed(known)
    return Meant(known, held, [*held, *conditions(wanted, names, known)])
