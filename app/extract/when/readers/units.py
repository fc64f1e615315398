"""Weeks, months and years told from publication: "last week", "two years ago", "recently"."""

from __future__ import annotations

from app.extract.when import spans, words
from app.extract.when.readers.choosing import YEAR_WORD, modified
from app.extract.when.readers.counted import away, quarter_before
from app.extract.when.readers.groups import number, unit_name
from app.extract.when.readers.lengths import CLOCK_UNITS, _back, length, length_code
from app.extract.when.reading import Context, Groups, Reading, relative, unknown


def unit_which(groups: Groups, at: Context) -> Reading | None:
    """ "last week" is the calendar week before this one, "this year" the whole year, "the last decade" a length."""
    unit, which = unit_name(groups), (groups["which"] or "").lower()
    if unit in CLOCK_UNITS:
        return unknown("PRESENT_REF")
    if unit in ("decade", "century") and which in ("last", "past"):
        return _back(1, unit, at)
    if unit == "day" and which not in ("this", "that", "same", "that same", "previous", "following", "next"):
        return unknown("PAST_REF")
    if which in YEAR_WORD:
        base = spans.unit_of(unit, spans.shift(at.published, YEAR_WORD[which], unit))
    else:
        step = {"previous": -1, "preceding": -1, "following": 1}.get(which, 0)
        base = spans.unit_of(unit, spans.shift(at.story.first, step, unit))
    return relative(modified(base, groups.get("mod"), at), base)


def unit_the(groups: Groups, at: Context) -> Reading | None:
    """ "the weekend": the one at hand, else the one just over; "the end of the year": that of publication."""
    unit = unit_name(groups)
    base = spans.unit_of(unit, at.published)
    if unit == "weekend" and base.first > at.published and at.direction <= 0:
        base = spans.unit_of(unit, spans.shift(at.published, -1, "week"))
    mod = groups.get("mod")
    return relative(modified(base, mod, at), base)


def unit_end(groups: Groups, at: Context) -> Reading | None:
    year = at.published.year + YEAR_WORD.get((groups.get("which") or "").lower(), 0)
    end = spans.months(year, 1 if unit_name(groups) == "year" else at.published.month, 12, "year").last
    if unit_name(groups) == "month":
        end = spans.unit_of("month", at.published).last
    return relative(spans.day(end), spans.unit_of(unit_name(groups), end))


def ago(groups: Groups, at: Context) -> Reading | None:
    found = quarter_before(groups, at) or away(at.published, -number(groups), unit_name(groups))
    return relative(found) if found else unknown("PAST_REF")


def past(groups: Groups, at: Context) -> Reading | None:
    """ "hours ago" is still today or the day before; "several years ago" says nothing."""
    if unit_name(groups) in CLOCK_UNITS:
        span = spans.stretch(spans.shift(at.published, -1, "day"), at.published)
        return Reading(span=span, basis="relative", kind="DATE", code="PAST_REF")
    return unknown("PAST_REF")


def from_now(groups: Groups, at: Context) -> Reading | None:
    found = away(at.published, number(groups), unit_name(groups))
    return relative(found) if found else unknown("FUTURE_REF")


def in_length(groups: Groups, at: Context) -> Reading | None:
    """ "in two weeks": a time ahead where the clause looks ahead, else how long something took."""
    return from_now(groups, at) if at.direction > 0 else length(groups, at)


def vague(groups: Groups, at: Context) -> Reading | None:
    word = (groups["vague"] or "").lower()
    if word == "soon" and at.direction < 0:
        return None  # "he was soon released": a moment of the story
    return unknown(str(words.load().meaning("vague", word)))


def recent(groups: Groups, at: Context) -> Reading | None:
    unit, side = unit_name(groups), (groups["side"] or "").lower()
    code = "PAST_REF" if side == "recent" and unit == "day" else length_code(None, unit)
    return unknown(code, "DURATION")
