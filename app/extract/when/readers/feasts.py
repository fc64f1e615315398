"""Feasts, anniversaries, and days told by the Islamic or the Persian calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.extract.when import calendars, spans, words
from app.extract.when.readers.choosing import nearest, sided, years_around
from app.extract.when.readers.days import calendar_day
from app.extract.when.readers.groups import integer, value
from app.extract.when.reading import Context, Groups, Reading, explicit
from app.extract.when.spans import Span

SEPTEMBER_11 = date(2001, 9, 11)
ISLAMIC_MONTH = 29  # days that every month has; some have one more


def named_day(groups: Groups, at: Context) -> Reading | None:
    """ "Easter Monday", "last Ramadan", "Nowruz": without a year the nearest on the side the clause looks to."""
    kind, rule = words.load().meaning("named", groups["named"] or "")
    years = [integer(groups, "year") or 1] if groups.get("year") else years_around(at)
    found = [span for year in years for span in _of_year(kind, rule, year)]
    found = sided(found, groups.get("which"), at)
    return explicit(nearest(found, at)) if found else None


def _of_year(kind: str, rule: Any, year: int) -> list[Span]:
    """The days of a feast in a year; an Islamic one may come twice."""
    match kind:
        case "fixed":
            return [spans.day(date(year, rule[0], rule[1]))]
        case "nth":
            return [spans.day(spans.nth_weekday(year, *rule))]
        case "persian":
            return [spans.day(calendars.persian(calendars.persian_year(year), rule[0], rule[1]))]
        case "islamic":
            around = [_sighted(y, *rule) for y in calendars.islamic_years(year)]
            return [span for span in around if span.first.year == year]
        case _:
            return [spans.day(spans.easter(year) + timedelta(days=rule))]


def _sighted(year: int, month: int, day: int, length: int) -> Span:
    """So many days of the Islamic calendar, from the day before: in some countries the moon is seen earlier."""
    first = calendars.islamic(year, month, day)
    return spans.stretch(first - timedelta(days=1), first + timedelta(days=length - 1))


def september_11(groups: Groups, at: Context) -> Reading | None:
    """The September 11 attacks are those of 2001, whatever the year of publication."""
    return explicit(spans.day(SEPTEMBER_11))


def anniversary(groups: Groups, at: Context) -> Reading | None:
    """ "The first anniversary of the October 7 attack" is the October 7 nearest to publication."""
    if groups.get("day2"):
        groups = {**groups, "day": groups["day2"], "month": groups["month2"], "ordinal": None}
    return calendar_day({**groups, "year": None}, at)


def hijri_day(groups: Groups, at: Context) -> Reading | None:
    """ "12 Ramadan 1445", "Ramadan 12", "Shawwal 1445": two days, as the moon may be seen on either, or a month."""
    month = value(groups, "hijri") or value(groups, "hijri2", "hijri") or 1
    day = integer(groups, "day") or integer(groups, "day2")
    year = integer(groups, "ah")
    years = [year] if year else [y for g in years_around(at) for y in calendars.islamic_years(g)]
    found = [_sighted(y, month, day or 1, 1 if day else ISLAMIC_MONTH) for y in years]
    return explicit(nearest(found, at))


def persian_day(groups: Groups, at: Context) -> Reading | None:
    """ "22 Bahman", "28 Mordad 1332", "Farvardin 1403" """
    month = value(groups, "persian") or value(groups, "persian2", "persian") or 1
    day = integer(groups, "day") or integer(groups, "day2")
    year = integer(groups, "ap")
    years = [year] if year else [calendars.persian_year(g) for g in years_around(at)]
    if day:
        return explicit(nearest([spans.day(calendars.persian(y, month, day)) for y in years], at))
    following = [(y, month + 1) if month < 12 else (y + 1, 1) for y in years]
    ends = [calendars.persian(*next_month, 1) - timedelta(days=1) for next_month in following]
    starts = [calendars.persian(y, month, 1) for y in years]
    return explicit(nearest([spans.stretch(a, b) for a, b in zip(starts, ends, strict=True)], at))
