"""Days told from publication: weekdays, "yesterday", "overnight"."""

from __future__ import annotations

import re

from app.extract.when import spans, words
from app.extract.when.readers.choosing import YEAR_WORD
from app.extract.when.readers.groups import number, weekday_of
from app.extract.when.reading import Context, Groups, Reading, relative, unknown

DAYS_AHEAD = 3  # of two such days the next is the nearer one up to here
SPOKEN_HOURS = {"noon": "12:00", "midday": "12:00", "midnight": "24"}


def weekday(groups: Groups, at: Context) -> Reading | None:
    """The latest such day up to publication, or the next one in a clause that looks ahead; today is both.

    Where the clause looked ahead from a time past ("had been due on Friday") it is the nearest one.
    """
    number = weekday_of(groups)
    ahead = at.direction > 0
    if at.torn:
        ahead = (number - at.published.weekday()) % 7 <= DAYS_AHEAD
    when = spans.weekday_near(at.published, number, ahead=ahead)
    return timed(relative(spans.day(when)), groups.get("part"), groups.get("clock"))


def timed(found: Reading, part: str | None, clock: str | None = None) -> Reading:
    """The same day with the part of it, or the time of day, that TIMEX3 writes after a T."""
    if found.span is None or (part is None and clock is None):
        return found
    tail = hour_of(clock) if clock else words.load().meaning("part", part or "")
    code = f"{found.span.first.isoformat()}T{tail}"
    return Reading(span=found.span, basis=found.basis, kind="TIME", code=code, base=found.base)


def hour_of(clock: str) -> str:
    """ "7:15 p.m." as "19:15", "0735 GMT" as "07:35"."""
    text = clock.lower()
    if text in SPOKEN_HOURS:
        return SPOKEN_HOURS[text]
    digits = re.findall(r"\d+", text)
    if len(digits[0]) == 4:
        return f"{digits[0][:2]}:{digits[0][2:]}"
    hour = int(digits[0])
    if "p" in text and hour < 12:
        hour += 12
    return f"{hour % 24:02}:{digits[1] if len(digits) > 1 else '00'}"


def weekday_which(groups: Groups, at: Context) -> Reading | None:
    """ "last Tuesday" is before yesterday, which is not called so; "next Tuesday" is after today; "the previous
    Tuesday" counts from the story."""
    which = (groups["which"] or "").lower()
    number = weekday_of(groups)
    if which in ("previous", "preceding", "following"):
        start, step = at.story.first, 1 if which == "following" else -1
    elif which in ("that", "same", "that same"):
        return relative(spans.day(spans.weekday_near(at.story.first, number, ahead=False)))
    else:
        start, step = at.published, YEAR_WORD.get(which, 0)
    if step == 0:
        return timed(
            relative(spans.day(spans.weekday_near(start, number, ahead=at.direction > 0))), groups["part"]
        )
    beside = spans.shift(start, step * (1 + (which == "last")), "day")
    return timed(relative(spans.day(spans.weekday_near(beside, number, ahead=step > 0))), groups.get("part"))


def weekday_of_week(groups: Groups, at: Context) -> Reading | None:
    step = YEAR_WORD[(groups["which"] or "").lower()]
    monday = spans.week(spans.shift(at.published, step, "week")).first
    return relative(spans.day(spans.shift(monday, weekday_of(groups), "day")))


def weeks_from_weekday(groups: Groups, at: Context) -> Reading | None:
    """ "a week from Friday", "two weeks ago Friday" """
    ahead = (groups["back"] or "").lower() in ("from", "after")
    start = spans.weekday_near(at.published, weekday_of(groups), ahead=ahead)
    count = number(groups)
    return relative(spans.day(spans.shift(start, count if ahead else -count, "week")))


def deictic(groups: Groups, at: Context) -> Reading | None:
    word = (groups["deictic"] or "").lower()
    found = relative(spans.day(spans.shift(at.published, int(words.load().meaning("deictic", word)), "day")))
    if "night" in word and word != "tonight":
        return timed(found, "night")
    return timed(found, groups.get("part"), groups.get("clock"))


def overnight(groups: Groups, at: Context) -> Reading | None:
    """The night before publication, which belongs to two days; "overnight Friday" is the night after Friday."""
    last = at.published
    if groups.get("weekday2"):
        last = spans.weekday_near(last, weekday_of(groups, "weekday2"), ahead=False)
    elif groups.get("weekday"):
        last = spans.shift(spans.weekday_near(last, weekday_of(groups), ahead=False), 1, "day")
    first = spans.shift(last, -1, "day")
    code = f"{first.isoformat()}TNI"
    return Reading(
        span=spans.stretch(first, last), basis="relative", kind="TIME", code=code, base=spans.day(first)
    )


def this_part(groups: Groups, at: Context) -> Reading | None:
    return timed(relative(spans.day(at.published)), groups["part"])


def clock(groups: Groups, at: Context) -> Reading | None:
    """A time of day: it says nothing of the day, so TIMEX3 is told the one the story was at."""
    return unknown(f"{_running_day(at)}T{hour_of(groups['clock'] or '')}", "TIME")


def in_part(groups: Groups, at: Context) -> Reading | None:
    """ "in the morning", "later in the day" """
    if not groups.get("part"):
        return unknown(_running_day(at), "DATE")
    return unknown(f"{_running_day(at)}T{words.load().meaning('part', groups['part'] or '')}", "TIME")


def _running_day(at: Context) -> str:
    told = at.previous if at.near and at.previous and at.previous.unit == "day" else spans.day(at.published)
    return told.first.isoformat()
