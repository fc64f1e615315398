"""The rows that stand for events: events as they are, or their versions as they were at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import col

from app.models import Event, EventVersion
from app.schemas.published import Published


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query over events runs on; ``row`` is `Event`, or `EventVersion` under its own or another name.

    Both have the columns that filters ask for under the same names, but for the two that are named here.
    """

    row: Any
    id: Any
    updated_at: Any
    held: Sequence[ColumnElement[bool]] = ()  # what makes a row stand for an event at all

    @property
    def past(self) -> bool:
        return self.row is not Event

    @property
    def start_day(self) -> Any:
        return self.row.start_day

    @property
    def source_count(self) -> Any:
        return self.row.source_count


PRESENT = Rows(Event, col(Event.id), col(Event.updated_at))


def versions(row: Any, *held: ColumnElement[bool]) -> Rows:
    """Versions for which ``held`` holds and that do not say "deleted"."""
    return Rows(row, row.event_id, row.valid_from, (*held, ~row.deleted))


def at(moment: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What holds for the one version of each event that was the newest at ``moment``."""
    until = col(EventVersion.valid_to)
    return col(EventVersion.valid_from) <= moment, or_(until.is_(None), until > moment)


def rows(as_of: Published | None) -> Rows:
    """Events as they are or, with ``as_of``, as they were at its last moment."""
    return PRESENT if as_of is None else versions(EventVersion, *at(as_of.last_moment))
