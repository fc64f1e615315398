"""Time expressions in the values of TIMEX3 (TimeML), for comparison with other taggers."""

from __future__ import annotations

from dataclasses import dataclass

from app.extract.records import Document
from app.extract.when.reading import Reading
from app.extract.when.resolve import Resolved, resolve
from app.extract.when.spans import Span

SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    start: int
    end: int
    type: str  # DATE, TIME, DURATION or SET
    value: str


def timexes(doc: Document, without: frozenset[str] = frozenset()) -> tuple[Timex, ...]:
    """The article's TIMEX3 annotations, datelines included; what has no TIMEX3 value is left out.

    ``without`` names rules that are not to be used, for measuring what they add.
    """
    found = ((item, value_of(item.reading)) for item in resolve(doc, without))
    return tuple(_timex(item, value) for item, value in found if value)


def _timex(item: Resolved, value: str) -> Timex:
    return Timex(start=item.found.start, end=item.found.end, type=item.reading.kind, value=value)


def value_of(reading: Reading) -> str | None:
    """ "1998-08-07", "1998-W31", "1998-Q3", "199", "P3W", "PAST_REF" ..."""
    if reading.code is not None:
        return reading.code
    span = reading.base or reading.span
    return _value(span) if span else None


def _value(span: Span) -> str:
    first = span.first
    year, week, _ = first.isocalendar()
    match span.unit:
        case "week" | "fortnight":
            return f"{year}-W{week:02}"
        case "weekend":
            return f"{year}-W{week:02}-WE"
        case "month":
            return f"{first:%Y-%m}"
        case "quarter":
            return f"{first.year}-Q{(first.month + 2) // 3}"
        case "half":
            return f"{first.year}-H{1 if first.month < 7 else 2}"
        case "season":
            return f"{first.year}-{SEASONS[first.month]}"
        case "year":
            return f"{first.year:04}"
        case "decade":
            return f"{first.year // 10}X"
        case "century":
            return f"{first.year // 100}"
        case _:
            return first.isoformat()
