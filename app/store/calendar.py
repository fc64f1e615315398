"""Days, weeks from Monday, and months: the groups that a day falls in, in Python and in SQL."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, DateTime, cast, func, literal_column

# of a range of days, as indexes have it
CLOSED: ColumnElement[Any] = literal_column("'[]'")
_DAY = timedelta(days=1)


def first_day(unit: str, day: date) -> date:
    if unit == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if unit == "week" else day


def last_day(unit: str, first: date) -> date:
    """The last day of the group that begins with ``first``."""
    if unit == "month":
        return first.replace(day=monthrange(first.year, first.month)[1])
    days = 6 if unit == "week" else 0
    return first + timedelta(days=min(days, (date.max - first).days))


def groups_between(unit: str, low: date, high: date, *, backwards: bool = False) -> Iterator[date]:
    """The first days of the groups from that of ``low`` to that of ``high``, or the other way."""
    first, last = first_day(unit, low), first_day(unit, high)
    here = last if backwards else first
    while first <= here <= last:
        yield here
        edge = here if backwards else last_day(unit, here)
        if edge in (date.min, date.max):
            return
        here = first_day(unit, edge - _DAY) if backwards else edge + _DAY


def group_of(unit: str, day: Any) -> ColumnElement[date]:
    """The first day of the group of ``day``; written out, as GROUP BY does not know a parameter again."""
    if unit == "day":
        return day  # type: ignore[no-any-return]
    name: ColumnElement[str] = literal_column(f"'{unit}'")
    return cast(func.date_trunc(name, cast(day, DateTime)), Date)
