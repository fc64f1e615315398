"""Spans of days and the arithmetic of the calendar: no text, no context."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Inclusive days with the calendar unit they make up ("day", "week", "weekend", "month", "quarter",
    "season", "half", "year", "decade", "century"), or "range" for any other stretch."""

    first: date
    last: date
    unit: str


def day(when: date) -> Span:
    return Span(first=when, last=when, unit="day")


def stretch(one: date, other: date) -> Span:
    """The days between two dates, whichever comes first."""
    return Span(first=min(one, other), last=max(one, other), unit="day" if one == other else "range")


def month(year: int, number: int) -> Span:
    return months(year, number, 1, "month")


def months(year: int, number: int, count: int, unit: str) -> Span:
    """``count`` whole months from month ``number`` on; a number beyond 12 or below 1 runs into other years.

    Raises ValueError outside the years 1 to 9999.
    """
    first_month = year * 12 + number - 1
    last_year, last_month = divmod(first_month + count - 1, 12)
    first_year, start_month = divmod(first_month, 12)
    last_day = calendar.monthrange(last_year, last_month + 1)[1]
    return Span(
        first=date(first_year, start_month + 1, 1), last=date(last_year, last_month + 1, last_day), unit=unit
    )


def week(of: date) -> Span:
    """Monday to Sunday."""
    monday = of - timedelta(days=of.weekday())
    return Span(first=monday, last=monday + timedelta(days=6), unit="week")


def weekend(of: date) -> Span:
    """Saturday and Sunday of the week that holds ``of``."""
    end = week(of).last
    return Span(first=end - timedelta(days=1), last=end, unit="weekend")


def unit_of(unit: str, of: date) -> Span:
    """The calendar unit that holds a day: its week, its month ... Raises KeyError for an unknown unit."""
    if unit in DAYS_IN:
        return {"day": day, "weekend": weekend, "week": week, "fortnight": week}[unit](of)
    if unit == "decade":
        return months(of.year // 10 * 10, 1, 120, unit)
    if unit == "century":
        return months((of.year - 1) // 100 * 100 + 1, 1, 1200, unit)
    count = MONTHS_IN[unit]
    return months(of.year, (of.month - 1) // count * count + 1, count, unit)


def shift(of: date, count: int, unit: str) -> date:
    """The day ``count`` units later; the 31st becomes the last day of a shorter month.

    Raises OverflowError or ValueError outside the years 1 to 9999.
    """
    if unit in DAYS_IN:
        return of + timedelta(days=count * DAYS_IN[unit])
    year, index = divmod(of.year * 12 + of.month - 1 + count * MONTHS_IN[unit], 12)
    return date(year, index + 1, min(of.day, calendar.monthrange(year, index + 1)[1]))


def weekday_near(of: date, number: int, *, ahead: bool) -> date:
    """The day of the week ``number`` (Monday 0) nearest to ``of`` on one side, ``of`` itself included."""
    step = (number - of.weekday()) % 7
    return of + timedelta(days=step if ahead or step == 0 else step - 7)


def nth_weekday(year: int, number: int, weekday: int, which: int) -> date:
    """The ``which``-th such weekday of a month; -1 is the last."""
    days = [
        d
        for d in calendar.Calendar().itermonthdates(year, number)
        if d.month == number and d.weekday() == weekday
    ]
    return days[which if which < 0 else which - 1]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus/Jones/Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    number, index = divmod(h + m - 7 * n + 114, 31)
    return date(year, number, index + 1)


# what "early", "mid" and "late" leave of a year and of a month, as agencies use the words
YEAR_PARTS = {"early": (1, 4), "mid": (5, 4), "late": (10, 3)}  # first month, number of months
MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}  # first and last day


def part(span: Span, which: str) -> Span:
    """The early, mid or late part of a span: of a month or year by its table, of others a third."""
    days = (span.last - span.first).days + 1
    if days == 1:
        return span
    if span.unit == "year":
        return months(span.first.year, *YEAR_PARTS[which], "range")
    if span.unit == "month":
        first, last = MONTH_PARTS[which]
        return stretch(span.first.replace(day=first), span.first.replace(day=min(last, span.last.day)))
    third = max(1, round(days / 3))
    cut = {"early": (0, third), "mid": (third, days - third), "late": (days - third, days)}[which]
    return stretch(span.first + timedelta(days=cut[0]), span.first + timedelta(days=max(cut[0], cut[1] - 1)))
