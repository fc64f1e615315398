"""Days by the calendar. Where the year is left out, the direction of the clause chooses it."""

from __future__ import annotations

from datetime import date

from app.extract.when import spans
from app.extract.when.readers.choosing import YEAR_WORD, nearest, sided, story_year, years_around
from app.extract.when.readers.deictic import timed
from app.extract.when.readers.groups import integer, value
from app.extract.when.reading import Context, Groups, Reading, explicit, relative, unknown
from app.extract.when.spans import Span


def iso_day(groups: Groups, at: Context) -> Reading | None:
    return explicit(spans.day(date.fromisoformat(groups["iso"] or "")))


def numeric_day(groups: Groups, at: Context) -> Reading | None:
    """26/10/2024 or 10/26/2024; where both orders make a date it stays unknown. With dots the day comes first."""
    a, b, year = (int(groups[name] or 0) for name in ("a", "b", "year"))
    if groups["mark"] == ".":
        return explicit(spans.day(date(year, b, a)))
    if a != b and a <= 12 and b <= 12:
        return unknown(None)
    return explicit(spans.day(date(year, b, a) if a > 12 else date(year, a, b)))


def _days_of_year(groups: Groups, at: Context, number: int, day: int) -> list[Span]:
    year = integer(groups, "year")
    if year is None and groups.get("whichyear"):
        year = story_year(groups["whichyear"] or "", at)
    years = [year] if year is not None else years_around(at)
    found = []
    for y in years:
        if day <= (spans.month(y, number).last.day):
            found.append(spans.day(date(y, number, day)))
    weekday = value(groups, "weekday")
    fitting = [span for span in found if span.first.weekday() == weekday]
    return fitting or found


def calendar_day(groups: Groups, at: Context) -> Reading | None:
    """One day of a month; None when the month has no such day."""
    number = value(groups, "month")
    day = integer(groups, "day") or value(groups, "ordinal")
    if number is None or day is None:
        return None
    candidates = sided(_days_of_year(groups, at, number, day), groups.get("which"), at)
    return explicit(nearest(candidates, at)) if candidates else None


def calendar_days(groups: Groups, at: Context) -> Reading | None:
    first = calendar_day(groups, at)
    if first is None or first.span is None:
        return None
    start = first.span.first
    end = int(groups["day2"] or 0)
    if not start.day < end <= spans.month(start.year, start.month).last.day:
        return None
    return explicit(spans.stretch(start, start.replace(day=end)))


def clock_day(groups: Groups, at: Context) -> Reading | None:
    """ "5 p.m. EST, Nov. 6": the day, with its time of day for TIMEX3."""
    if groups.get("day2"):
        groups = {**groups, "day": groups["day2"], "month": groups["month2"]}
    found = calendar_day(groups, at)
    return timed(found, None, groups.get("clock")) if found else None


def day_of_month(groups: Groups, at: Context) -> Reading | None:
    """ "on the 26th", "the 3rd of last month"; None in months that have no such day."""
    day = integer(groups, "day") or 0
    step = YEAR_WORD.get((groups.get("which") or "").lower())
    around = [
        spans.shift(at.published.replace(day=1), s, "month")
        for s in ((-1, 0, 1) if step is None else (step,))
    ]
    found = [spans.day(m.replace(day=day)) for m in around if day <= spans.month(m.year, m.month).last.day]
    behind = [d for d in found if d.first <= at.published]
    if step is None and at.direction <= 0 and behind:
        return relative(max(behind, key=lambda d: d.first))
    return relative(nearest(found, at)) if found else None


def week_of_day(groups: Groups, at: Context) -> Reading | None:
    found = calendar_day(groups, at)
    return explicit(spans.week(found.span.first)) if found and found.span else None
