"""Times counted from a day that is named right after them: "two days after the October 26 airstrikes"."""

from __future__ import annotations

from app.extract.when import spans
from app.extract.when.readers.days import calendar_day
from app.extract.when.readers.feasts import named_day
from app.extract.when.readers.groups import number, unit_name, weekday_of
from app.extract.when.reading import Context, Groups, Reading, relative
from app.extract.when.spans import Span

WEEK = 7  # days


def beyond(groups: Groups, at: Context) -> Reading | None:
    """So many days, weeks or months before or after the day named; "the eve of Friday's summit" is the day before."""
    named = _named(groups, at)
    if named is None:
        return None
    count = number(groups) if groups.get("n") else 1
    unit = unit_name(groups) if groups.get("unit") else "day"
    after = (groups["side"] or "").lower() in ("after", "following")
    there = spans.shift(named.last if after else named.first, count if after else -count, unit)
    if groups.get("weekday") and there > at.published and at.direction <= 0:
        there = spans.shift(there, -WEEK, "day")  # "left a week after Sunday's vote": not this last Sunday
    return relative(spans.day(there) if unit in ("day", "week") else spans.unit_of(unit, there))


def _named(groups: Groups, at: Context) -> Span | None:
    """The day that the words after the length name."""
    if groups.get("weekday"):
        ahead = at.direction > 0
        return spans.day(spans.weekday_near(at.published, weekday_of(groups), ahead=ahead))
    if groups.get("named"):
        found = named_day(groups, at)
    else:
        swapped = {"day": groups["day2"], "month": groups["month2"]} if groups.get("day2") else {}
        found = calendar_day({**groups, **swapped}, at)
    return found.span if found else None
