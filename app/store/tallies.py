"""Reading the counts that are kept: which questions they answer, and from which rows."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, select, union_all
from sqlmodel import col

from app.models import DayCount, DayDelta, LongCount
from app.models.rollups import ALL, UNDATED
from app.schemas.filters import PastFilter
from app.store.calendar import CLOSED, first_day, last_day

_ASKED = frozenset({"from_", "to", "country", "type", "family", "status"})
_DAY = timedelta(days=1)

Segment = tuple[str, date | None, date | None]  # span, first and last day of it that are wanted


def answers(wanted: PastFilter) -> bool:
    """True if ``wanted`` asks for nothing that the kept counts do not know. A condition that is new to the filter
    makes it False by itself."""
    asked = {
        name
        for name, field in PastFilter.model_fields.items()
        if getattr(wanted, name) != field.get_default(call_default_factory=True)
    }
    return asked <= _ASKED


def cells(wanted: PastFilter, unit: str, *, countries: bool = False) -> Subquery:
    """Rows of day, country, type, family, status and n, of which sums are counts of events.

    ``unit`` is the finest that days will be grouped by: for months, whole months within the dates come as one row a
    cell. With ``countries`` the rows are for comparing countries, and tell nothing else; without, ``country`` tells
    nothing.
    """
    parts = [_kept(wanted, segment, countries) for segment in segments(unit, wanted.from_, wanted.to)]
    if wanted.from_ and wanted.from_ > date.min:
        parts.append(_running(wanted, wanted.from_))
    return union_all(*parts, _fresh(wanted)).subquery("cells")


def segments(unit: str, first: date | None, last: date | None) -> list[Segment]:
    """Whole months between ``first`` and ``last``, and the days before and after them."""
    if unit != "month":
        return [("day", first, last)]
    whole = _whole_months(first, last)
    if whole is None:
        return [("day", first, last)]
    low, high = whole
    found: list[Segment] = [("month", low, high)]
    if first and low and first < low:
        found.append(("day", first, low - _DAY))
    if last and high and last > last_day("month", high):
        found.append(("day", last_day("month", high) + _DAY, last))
    return found


def _whole_months(first: date | None, last: date | None) -> tuple[date | None, date | None] | None:
    """The first days of the first and the last whole month; None if there is none."""
    try:
        low = first and (first if first.day == 1 else last_day("month", first) + _DAY)
        high = last and first_day("month", last)
        if last and high and last != last_day("month", last):
            high = first_day("month", high - _DAY)
    except OverflowError:  # at either end of the calendar
        return None
    return None if low and high and low > high else (low, high)


def _columns(of: type[DayCount] | type[LongCount] | type[DayDelta]) -> Select[Any]:
    return select(*(getattr(of, name) for name in ("day", "country", "type", "family", "status", "n")))


def _same(of: Any, wanted: PastFilter) -> Iterator[ColumnElement[bool]]:
    for name in ("type", "family", "status"):
        if values := getattr(wanted, name):
            yield col(getattr(of, name)).in_(values)


def _where(of: Any, wanted: PastFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.country:
        yield col(of.country).in_(wanted.country)


def _kept(wanted: PastFilter, segment: Segment, countries: bool) -> Select[Any]:
    span, first, last = segment
    day, where = col(DayCount.day), col(DayCount.country)
    held = [*_same(DayCount, wanted), *_where(DayCount, wanted)]
    if countries and not (wanted.type or wanted.family or wanted.status):
        span = {"day": "day total", "month": "total"}[span]
        held.append(col(DayCount.type) == ALL)
    elif not wanted.country:
        held.append(where != ALL if countries else where == ALL)
    held.append(col(DayCount.span) == span)
    if wanted.from_ or wanted.to:
        held.append(day > UNDATED)
    if first:
        held.append(day >= first)
    if last:
        held.append(day <= last)
    return _columns(DayCount).where(*held)


def _running(wanted: PastFilter, first: date) -> Select[Any]:
    """Events that began before ``first`` and were not over the day before: the filter means them too."""
    days = func.daterange(col(LongCount.day), col(LongCount.last), CLOSED)
    both = days.op("@>")(func.daterange(first - _DAY, first, CLOSED))
    return _columns(LongCount).where(both, *_same(LongCount, wanted), *_where(LongCount, wanted))


def _fresh(wanted: PastFilter) -> Select[Any]:
    """What is not compacted yet."""
    held = [*_same(DayDelta, wanted), *_where(DayDelta, wanted)]
    if wanted.from_ or wanted.to:
        held.append(col(DayDelta.day) > UNDATED)
    if wanted.from_:
        held.append(col(DayDelta.last) >= wanted.from_)
    if wanted.to:
        held.append(col(DayDelta.day) <= wanted.to)
    return _columns(DayDelta).where(*held)
