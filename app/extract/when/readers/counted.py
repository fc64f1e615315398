"""Times counted from another time of the story: "two days earlier", "the following month"."""

from __future__ import annotations

from datetime import date

from app.extract.when import spans
from app.extract.when.readers.choosing import modified
from app.extract.when.readers.deictic import timed
from app.extract.when.readers.groups import integer, number, unit_name
from app.extract.when.readers.lengths import CLOCK_UNITS, length_code
from app.extract.when.reading import Context, Groups, Reading, relative, unknown
from app.extract.when.spans import Span

GRAIN = {"quarter": "month", "decade": "year", "fortnight": "week", "weekend": "week"}


def away(of: date, count: int, unit: str) -> Span | None:
    """The time ``count`` units from a day, as exact as the unit: "two years" leads to a year, not to a day."""
    if unit in CLOCK_UNITS:
        return spans.day(spans.shift(of, count // 24 if unit == "hour" and count > 0 else 0, "day"))
    if unit == "century":
        return None
    there = spans.shift(of, count, unit)
    return spans.unit_of(GRAIN.get(unit, unit), there)


def quarter_before(groups: Groups, at: Context) -> Span | None:
    """In a story about a quarter, "a year ago" is the same quarter a year before."""
    if at.quarter is None or unit_name(groups) != "year" or number(groups) != 1:
        return None
    return spans.unit_of("quarter", spans.shift(at.quarter.first, -1, "year"))


def counted(groups: Groups, at: Context) -> Reading | None:
    """ "two days earlier", "a month later": counted from the last time told."""
    count, unit, side = number(groups), unit_name(groups), (groups["side"] or "").lower()
    back = side in ("earlier", "before", "previously")
    start = at.story.first if back else at.story.last
    found = (back and quarter_before(groups, at)) or away(start, -count if back else count, unit)
    return relative(found) if found else unknown("PAST_REF")


def apart(groups: Groups, at: Context) -> Reading | None:
    """ "X, a day after Y" dates Y, a day before X's own time; where X has none Y has none."""
    count, unit = number(groups), unit_name(groups)
    back = (groups["side"] or "").lower() != "before"
    code = length_code(count, unit)
    if at.previous is None:
        return unknown(code, "DURATION")
    found = away(at.previous.first, -count if back else count, unit)
    return Reading(span=found, basis="relative", kind="DURATION", code=code, clause=True)


def neighbour(groups: Groups, at: Context) -> Reading | None:
    """ "the next day", "the following month", "later that year": beside the last time told."""
    side = (groups["side"] or "").lower()
    step = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(side, 0)
    unit = unit_name(groups) if groups.get("unit") else "day"
    if unit in CLOCK_UNITS:
        return unknown("PAST_REF")
    start = at.story.last if step > 0 else at.story.first
    base = spans.unit_of(unit, spans.shift(start, step, unit))
    mod = (groups.get("mod") or "").lower()
    if mod.startswith("later") and base.first <= at.story.first <= base.last:
        return relative(spans.stretch(at.story.first, base.last), base)
    if mod.startswith("earlier") and base.first <= at.story.last <= base.last:
        return relative(spans.stretch(base.first, at.story.last), base)
    return timed(relative(modified(base, mod, at), base), groups.get("part"))


def neighbour_apart(groups: Groups, at: Context) -> Reading | None:
    """ "the day before": the one before the last time told."""
    unit, back = unit_name(groups), (groups["side"] or "").lower() != "after"
    if unit in CLOCK_UNITS:
        return None
    start = at.story.first if back else at.story.last
    return relative(spans.unit_of(unit, spans.shift(start, -1 if back else 1, unit)))


def that_time(groups: Groups, at: Context) -> Reading | None:
    """ "during that time": the time told just before; None where the sentence before tells none."""
    if at.previous is None or not at.near:
        return None
    return Reading(span=at.previous, basis="relative", kind="DURATION", code="PXX")


def year_earlier(groups: Groups, at: Context) -> Reading | None:
    """ "the year-ago quarter": a year before the quarter that the story is about, else the year before."""
    if at.quarter is not None:
        return relative(spans.unit_of("quarter", spans.shift(at.quarter.first, -1, "year")))
    return relative(spans.unit_of("year", spans.shift(at.published, -1, "year")))


def latest_quarter(groups: Groups, at: Context) -> Reading | None:
    """The quarter that the story is about, else the latest one that is over."""
    return relative(at.quarter or spans.unit_of("quarter", spans.shift(at.published, -1, "quarter")))


def latest_period(groups: Groups, at: Context) -> Reading | None:
    """ "the latest period", "the 2018 period", where the story is about a quarter; None elsewhere."""
    if at.quarter is None:
        return None
    year = integer(groups, "year") or at.quarter.first.year
    return relative(spans.months(year, at.quarter.first.month, 3, "quarter"))
