"""Walks through lists, page by page, over what was there when they began.

A page marks what it saw by Postgres' own snapshot: which transactions were done. Times would not do, as a
transaction may end long after it looked at the clock. Rows carry the number of the transaction that wrote them
(``written_in``), versions of events also that of the one that ended them (``ended_in``). So later pages read events
that are as they were, and versions that have been ended since in the place of those that are not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, cast, false, func, not_, or_
from sqlmodel import col

from app.models import Event, EventVersion
from app.schemas.published import Published
from app.store.asof import PRESENT, Rows, at, versions

# A database that was restored holds the numbers of another server. No transaction runs for so long.
_LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Walk:
    """What was done when a walk began: all transactions below ``end`` but those that are ``running``."""

    end: int
    running: tuple[int, ...]
    began: datetime

    @classmethod
    def read(cls, snapshot: str, began: datetime) -> "Walk":
        """From the text of a ``pg_snapshot``. Raises ValueError if it is none."""
        _, end, running = snapshot.split(":")
        return cls(int(end), tuple(int(number) for number in running.split(",") if number), began)

    @property
    def snapshot(self) -> str:
        return f"{self.first}:{self.end}:{','.join(map(str, self.running))}"

    @property
    def first(self) -> int:
        """All below it were done."""
        return min((*self.running, self.end))

    def unseen(self, number: Any, moment: Any) -> ColumnElement[bool]:
        """Whether what was done under ``number`` at ``moment`` came too late for the walk."""
        open_ = or_(number >= self.end, number.in_(self.running) if self.running else false())
        return and_(number >= self.first, open_, moment > self.began - _LONGEST)

    def rows(self, as_of: Published | None) -> list[Rows]:
        """What stands for the events that were there when it began, each in one of them."""
        if as_of is not None:
            return [self._then(as_of)]
        event, version = col(Event.written_in), col(EventVersion.written_in)
        now = Rows(
            PRESENT.row, PRESENT.id, PRESENT.updated_at, [not_(self.unseen(event, PRESENT.updated_at))]
        )
        ended = [
            col(EventVersion.ended_in) >= self.first,  # which an index answers
            self.unseen(col(EventVersion.ended_in), col(EventVersion.valid_to)),
            not_(self.unseen(version, col(EventVersion.valid_from))),
        ]
        return [now, versions(EventVersion, *ended)]

    def _then(self, as_of: Published) -> Rows:
        since, until = at(as_of.last_moment)
        begun = not_(self.unseen(col(EventVersion.written_in), col(EventVersion.valid_from)))
        ended_later = self.unseen(col(EventVersion.ended_in), col(EventVersion.valid_to))
        return versions(EventVersion, since, begun, or_(until, ended_later))


# A standby does not tell which transactions its snapshot leaves out: there all are taken for running that may be.
SNAPSHOT: ColumnElement[str] = case(
    (
        func.pg_is_in_recovery(),
        func.concat(
            func.pg_snapshot_xmin(func.pg_current_snapshot()),
            ":",
            func.pg_snapshot_xmin(func.pg_current_snapshot()),
            ":",
        ),
    ),
    else_=cast(func.pg_current_snapshot(), Text),
)
