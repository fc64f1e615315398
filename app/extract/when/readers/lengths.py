"""Lengths of time: those that lead from publication back or ahead, and those that name no day."""

from __future__ import annotations

from app.extract.when import spans, words
from app.extract.when.readers.groups import number, unit_name, weekday_of
from app.extract.when.reading import Context, Groups, Reading, unknown

LETTER = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "weekend": "W", "week": "W", "fortnight": "W",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C",
}  # fmt: skip


OFTEN = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P3M",
    "yearly": "P1Y", "annually": "P1Y",
}  # fmt: skip


HALVES = {"minute": "30S", "hour": "30M", "day": "T12H", "year": "6M"}  # of a unit, in the next smaller one
CLOCK_UNITS = ("second", "minute", "hour")


def length_code(count: int | None, unit: str) -> str:
    """The TIMEX3 value of a length; an unknown count is X."""
    number = "X" if count is None else str(count * 2 if unit == "fortnight" else count)
    return f"P{'T' if unit in CLOCK_UNITS else ''}{number}{LETTER[unit]}"


def _back(count: int, unit: str, at: Context) -> Reading:
    days = -(-count // 24) if unit == "hour" else count
    start = spans.shift(at.published, -days, "day" if unit == "hour" else unit)
    span = spans.stretch(start, at.published)
    return Reading(span=span, basis="relative", kind="DURATION", code=length_code(count, unit))


def length_back(groups: Groups, at: Context) -> Reading | None:
    """ "the past three weeks": from so long ago up to publication."""
    unit = unit_name(groups)
    if unit in ("second", "minute"):
        return unknown(None, "DURATION")
    return _back(number(groups) if groups.get("n") else 1, unit, at)


def length_ahead(groups: Groups, at: Context) -> Reading | None:
    unit, count = unit_name(groups), number(groups)
    code = length_code(count, unit)
    if unit in CLOCK_UNITS:
        count, unit = -(-count // 24), "day"
    span = spans.stretch(at.published, spans.shift(at.published, count, unit))
    return Reading(span=span, basis="relative", kind="DURATION", code=code)


def within(groups: Groups, at: Context) -> Reading | None:
    """A limit for what is to come; in a clause that looks back it is only a length."""
    if at.direction > 0:
        return length_ahead(groups, at)
    return unknown(length_code(number(groups), unit_name(groups)), "DURATION")


def length(groups: Groups, at: Context) -> Reading | None:
    """ "two weeks", "two to three weeks" (the lower number), "two and a half hours"; "a second chance" is none."""
    unit = unit_name(groups)
    if unit in ("second", "quarter") and (groups.get("unit") or "").lower() == unit and _article(groups):
        return None
    code = length_code(number(groups) if groups.get("n") else 1, unit)
    if groups.get("half") or groups.get("half2"):
        code += HALVES.get(unit, "")
    return unknown(code, "DURATION")


def _article(groups: Groups) -> bool:
    return (groups.get("n") or "").lower() in ("a", "an")


def length_vague(groups: Groups, at: Context) -> Reading | None:
    unit = groups.get("unit2")
    return unknown(length_code(None, unit.lower() if unit else unit_name(groups)), "DURATION")


def repeated(groups: Groups, at: Context) -> Reading | None:
    """ "every week", "daily", "each July", "Mondays" """
    if groups.get("unit"):
        return unknown(length_code(1, unit_name(groups)), "SET")
    if groups.get("often"):
        return unknown(OFTEN[(groups["often"] or "").lower()], "SET")
    if groups.get("month"):
        return unknown(f"XXXX-{words.load().meaning('month', groups['month'] or ''):02}", "SET")
    return unknown(f"XXXX-WXX-{weekday_of(groups) + 1}", "SET")
