"""How far the feed of changes can be read, and where a reader stands in it.

Writers commit out of order: one that began earlier may commit later, under lower ids. Changes are therefore ordered
by (transaction_id, id), and only those below the oldest transaction still running are shown. Nothing can come in
below them any more, so a reader that goes on behind the last one it was shown misses nothing and reads nothing twice.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Text, cast, func, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.errors import CursorExpired, Invalid
from app.models import Change, now

# What a reader that begins with the first change has, until that one expires before its eyes.
_HEAD_START = timedelta(hours=1)
_LARGEST = 2**63
HORIZON = cast(cast(func.pg_snapshot_xmin(func.pg_current_snapshot()), Text), BigInteger)
_UNGIVEN = cast(
    cast(func.pg_snapshot_xmax(func.pg_current_snapshot()), Text), BigInteger
)  # nothing visible has it
ORDER: tuple[Any, Any] = (col(Change.transaction_id), col(Change.id))


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Behind the change with these numbers."""

    transaction_id: int
    id: int

    @property
    def cursor(self) -> str:
        plain = f"{self.transaction_id}:{self.id}".encode()
        return base64.urlsafe_b64encode(plain).decode().rstrip("=")


START = Position(-_LARGEST, 0)


@dataclass(frozen=True, slots=True)
class Reach:
    """``end``: behind the last change that may be read. ``held``: more are committed, but not to be read yet."""

    end: Position
    held: bool


async def reach(session: AsyncSession) -> Reach:
    """How far the feed can be read now. Two short look-ups in one index, from its end."""
    held = await session.scalar(select(col(Change.id)).where(ORDER[0] >= HORIZON).limit(1))
    return Reach(await _last(session), held is not None)


async def _last(session: AsyncSession) -> Position:
    query = select(*ORDER).where(ORDER[0] < HORIZON).order_by(ORDER[0].desc(), ORDER[1].desc()).limit(1)
    row = (await session.execute(query)).first()
    return Position(*row) if row else START


async def stand(session: AsyncSession, after: str, keep: timedelta, where: str = "query") -> Position:
    """Where a reader stands that says ``after``: "first", "latest" or a cursor.

    Raises Invalid for what is no cursor, and CursorExpired for one of a change that is not here. ``where`` the cursor
    was given is for the error. Commit what it does: it sees to it that the numbers of transactions are this server's.
    """
    await settle(session)
    if after == "first":
        return await _first(session, now() - keep)
    if after == "latest":
        return await _last(session)
    given = _read(after, where)
    if given == START:
        return given
    # A database that was restored may have renumbered its transactions; the id stays the change's own.
    transaction_id = await session.scalar(select(ORDER[0]).where(col(Change.id) == given.id))
    if transaction_id is None:
        raise CursorExpired(reason="The cursor is of a change that is not in this database")
    return Position(transaction_id, given.id)


async def settle(session: AsyncSession) -> None:
    """Put changes of another server's transactions before all of this one's.

    A database that was dumped and restored brings numbers that its new server has yet to give: those changes would
    wait for it to come so far, and later ones be read before them. Below zero they keep their order.
    """
    foreign = select(func.max(col(Change.id))).where(ORDER[0] >= _UNGIVEN)
    if await session.scalar(foreign) is None:
        return
    await session.execute(text("lock table changes in share row exclusive mode"))
    last = await session.scalar(foreign)
    if last is not None:  # else somebody else did it meanwhile
        restored = col(Change.id) <= last
        highest = await session.scalar(select(func.max(ORDER[0])).where(restored)) or 0
        moved = update(Change).where(restored).values(transaction_id=ORDER[0] - highest - 1)
        await session.execute(moved.execution_options(synchronize_session=False))


async def _first(session: AsyncSession, since: datetime) -> Position:
    """Before the first change that was written at ``since`` or later."""
    kept = select(*ORDER).where(col(Change.at) >= since, ORDER[0] < HORIZON).order_by(*ORDER).limit(1)
    first = (await session.execute(kept)).first()
    if first is None:
        return await _last(session)
    before = select(*ORDER).where(tuple_(*ORDER) < tuple(first))
    row = (await session.execute(before.order_by(ORDER[0].desc(), ORDER[1].desc()).limit(1))).first()
    return Position(*row) if row else START


def check_kept(next_at: datetime, keep: timedelta) -> None:
    """Raises CursorExpired if the change that comes next was written too long ago."""
    if next_at < now() - keep - _HEAD_START:
        raise CursorExpired(
            reason=f"Changes are kept for readers for {keep.days} days, and the next one is older"
        )


def _read(cursor: str, where: str) -> Position:
    try:
        plain = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
        numbers = [int(number) for number in plain.split(":")]
        position = Position(*numbers)
        if position.cursor != cursor or not all(-_LARGEST <= number < _LARGEST for number in numbers):
            raise ValueError("not as it was written")
    except (ValueError, TypeError, binascii.Error) as error:
        raise Invalid(
            field="after" if where == "query" else "Last-Event-ID",
            location=where,
            code="bad_cursor",
            reason="is no cursor; take it from `cursor`, or say `first` or `latest`",
        ) from error
    return position
