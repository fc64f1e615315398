"""Months, with and without a year."""

from __future__ import annotations

from app.extract.when import spans
from app.extract.when.readers.choosing import YEAR_WORD, nearest, part_of, story_year, years_around
from app.extract.when.readers.groups import integer, value
from app.extract.when.reading import Context, Groups, Reading, explicit
from app.extract.when.spans import Span


def calendar_month(groups: Groups, at: Context) -> Reading | None:
    number = value(groups, "month") or 1
    year = integer(groups, "year")
    years = [year] if year is not None else years_around(at)
    base = nearest([spans.month(y, number) for y in years], at)
    return part_of(base, groups, at)


def month_of_year(groups: Groups, at: Context) -> Reading | None:
    """ "December last year" """
    year = integer(groups, "year") or story_year(groups["which"] or "", at)
    return part_of(spans.month(year, value(groups, "month") or 1), groups, at)


def month_which(groups: Groups, at: Context) -> Reading | None:
    """ "last August": the latest one that is over; "this August": that of this year."""
    base = _month_which(value(groups, "month") or 1, (groups["which"] or "").lower(), at)
    return part_of(base, groups, at)


def _month_which(number: int, which: str, at: Context) -> Span:
    this = at.published.year
    months = [spans.month(y, number) for y in range(max(1, this - 2), min(9999, this + 2) + 1)]
    if YEAR_WORD.get(which, 0) < 0:
        return max((m for m in months if m.last < at.published), key=lambda m: m.first)
    if YEAR_WORD.get(which, 0) > 0:
        return min((m for m in months if m.first > at.published), key=lambda m: m.first)
    year = story_year(which, at) if which not in ("previous", "following") else at.story.first.year
    return spans.month(year, number)


def calendar_months(groups: Groups, at: Context) -> Reading | None:
    """ "March to May"; the year is that of the nearer end."""
    first, last = value(groups, "month") or 1, value(groups, "month2", "month") or 1
    years = [integer(groups, "year") or 0] if groups.get("year") else years_around(at)
    count = (last - first) % 12 + 1
    if groups.get("year") and first > last:
        years = [y - 1 for y in years]
    return explicit(nearest([spans.months(y, first, count, "range") for y in years], at))


def week_of_month(groups: Groups, at: Context) -> Reading | None:
    """ "the second week of October": the days 8 to 14; None for a fifth week and more."""
    month = calendar_month(groups, at)
    if month is None or month.base is None:
        return None
    nth = value(groups, "ordinal")
    start = month.base.last.day - 6 if groups.get("final") else 7 * ((nth or 1) - 1) + 1
    if start > 22 and not groups.get("final"):
        return None
    first = month.base.first.replace(day=start)
    return explicit(spans.stretch(first, first.replace(day=start + 6)), month.base)
