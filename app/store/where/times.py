"""The three clocks: when it happened, when an outlet said so, when we learned of it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, exists, func, literal_column, select, true
from sqlmodel import col

from app.models import Report
from app.schemas.filters import EventFilter
from app.schemas.published import Published

CLOSED: ColumnElement[Any] = literal_column("'[]'")


def days(of: Any, wanted: EventFilter) -> Iterable[ColumnElement[bool]]:
    """An event of several days is meant if any of them is.

    Said twice: as ranges, which one GiST index answers for a narrow window anywhere in time, and as
    comparisons, which bound a walk along the days and keep undated events, ranges without ends, out.
    """
    if wanted.from_ or wanted.to:
        span = func.daterange(of.start_day, of.end_day, CLOSED)
        yield span.op("&&")(func.daterange(wanted.from_, wanted.to, CLOSED))
        yield of.start_day.is_not(None)
    if wanted.from_:
        yield of.end_day >= wanted.from_
    if wanted.to:
        yield of.start_day <= wanted.to


def published(of: Any, wanted: EventFilter, *, past: bool) -> Iterable[ColumnElement[bool]]:
    """One report was published in between. A version keeps when its reports were: they may be gone."""
    first, last = wanted.published_from, wanted.published_to
    if not (first or last):
        return
    if past:
        moment: Any = func.unnest(of.published_at).column_valued("published")
        yield exists(select(true()).where(*_between(moment, first, last)))
    else:
        yield exists().where(col(Report.event_id) == of.id, *_between(col(Report.published_at), first, last))
    # which bounds what is looked at by columns of its own
    if first:
        yield of.last_published_at >= first.at
    if last:
        yield of.first_published_at <= last.last_moment


def ingested(of: Any, wanted: EventFilter) -> Iterable[ColumnElement[bool]]:
    yield from _between(of.created_at, wanted.ingested_from, wanted.ingested_to)


def _between(moment: Any, first: Published | None, last: Published | None) -> Iterable[ColumnElement[bool]]:
    if first:
        yield moment >= first.at
    if last:
        yield moment <= last.last_moment
