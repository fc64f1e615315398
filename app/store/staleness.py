"""How far a replica is behind, by positions in the write-ahead log (LSN) alone.

The usual ways mislead. ``now() - pg_last_xact_replay_timestamp()`` grows while nobody writes, and "all that was
received is replayed" holds for a replica whose line was cut long ago. Here the primary is asked from time to time how
far its log goes; a replica that has replayed what was the end of the log at a moment has everything that was committed
by then. No clock but this process' own is read, and no right beyond connecting is needed.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

NEVER = float("-inf")
_REMEMBERED = 4000  # positions of the primary; at one a second, how far back a lag is told exactly
_LSN = re.compile(r"([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})")

# With synchronous_commit a commit is seen by others once it is flushed, without it at once.
_END = """
    case when current_setting('synchronous_commit') = 'off'
         then pg_current_wal_insert_lsn() else pg_current_wal_flush_lsn() end
    """
_WHERE = text(
    f"""
    select (select system_identifier from pg_control_system()) as cluster, pg_is_in_recovery() as replica,
           (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else {_END} end)::text as position
    """
)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a server stands: bytes of log that a primary has written, or that a replica has replayed."""

    cluster: int  # the same for a primary and all its replicas, for others another
    replica: bool
    position: int


def lsn(written: str) -> int:
    """The position that is written as Postgres does, such as "16/B374D848". Raises ValueError."""
    found = _LSN.fullmatch(written.strip())
    if found is None:
        raise ValueError("is no position in a log")
    return int(found[1], 16) << 32 | int(found[2], 16)


def shown(position: int) -> str:
    return f"{position >> 32:X}/{position & 0xFFFFFFFF:X}"


async def where(session: AsyncSession) -> Where:
    """Where the server of ``session`` stands. Asked after a commit or a read, it is not before what that saw."""
    row = (await session.execute(_WHERE)).one()
    return Where(row.cluster, row.replica, lsn(row.position or "0/0"))


class Log:
    """How far the primary's log went, and when."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque(maxlen=_REMEMBERED)

    def saw(self, moment: float, position: int) -> None:
        """``moment`` is when the question was sent: what was committed by then is before ``position``."""
        if self._seen and self._seen[-1][1] > position:
            self._seen.clear()  # the primary is another one now, or one that was restored
        if self._seen and self._seen[-1][1] == position:
            self._seen.pop()
        self._seen.append((moment, position))

    def complete_at(self, position: int) -> float:
        """The latest moment of which is known that all that was committed by then is before ``position``."""
        return next((moment for moment, end in reversed(self._seen) if end <= position), NEVER)
