"""Readers of times told from publication ("two weeks ago") or from another time of the story ("a day later")."""

from __future__ import annotations

from datetime import date

from app.extract.when import spans, words
from app.extract.when.absolute import YEAR_WORD, modified, story_year
from app.extract.when.reading import Context, Groups, Reader, Reading, relative, unknown
from app.extract.when.spans import Span

# what "ago" and "later" resolve to: the day, or the larger unit in which that day lies
GRAIN = {"quarter": "month", "decade": "year", "fortnight": "week", "weekend": "week"}
LETTER = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "weekend": "W", "week": "W", "fortnight": "W",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C",
}  # fmt: skip
OFTEN = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P3M",
    "yearly": "P1Y", "annually": "P1Y",
}  # fmt: skip
CLOCK_UNITS = ("second", "minute", "hour")


def _unit(groups: Groups) -> str:
    word = (groups["unit"] or "").lower()
    table = words.load().lists["unit"]
    return str(table.get(word) or table[word.removesuffix("s")])


def _weekday(groups: Groups, name: str = "weekday") -> int:
    return int(words.load().meaning("weekday", groups[name] or ""))


def _number(groups: Groups) -> int:
    return words.load().number(groups["n"] or "")


def away(of: date, count: int, unit: str) -> Span | None:
    """The time ``count`` units from a day, as exact as the unit: "two years" leads to a year, not to a day."""
    if unit in CLOCK_UNITS:
        return spans.day(spans.shift(of, count // 24 if unit == "hour" and count > 0 else 0, "day"))
    if unit == "century":
        return None
    there = spans.shift(of, count, unit)
    return spans.unit_of(GRAIN.get(unit, unit), there)


def length_code(count: int | None, unit: str) -> str:
    """The TIMEX3 value of a length; an unknown count is X."""
    number = "X" if count is None else str(count * 2 if unit == "fortnight" else count)
    return f"P{'T' if unit in CLOCK_UNITS else ''}{number}{LETTER[unit]}"


def weekday(groups: Groups, at: Context) -> Reading | None:
    """The latest such day up to publication, or the next one in a clause that looks ahead; today is both."""
    when = spans.weekday_near(at.published, _weekday(groups), ahead=at.direction > 0)
    found = relative(spans.day(when))
    return _timed(found, groups.get("part"))


def _timed(found: Reading, part: str | None) -> Reading:
    if part is None or found.span is None:
        return found
    code = f"{found.span.first.isoformat()}T{words.load().meaning('part', part)}"
    return Reading(span=found.span, basis=found.basis, kind="TIME", code=code, base=found.base)


def weekday_which(groups: Groups, at: Context) -> Reading | None:
    """ "last Tuesday" is before today, "next Tuesday" after it; "the previous Tuesday" counts from the story."""
    which = (groups["which"] or "").lower()
    number = _weekday(groups)
    if which in ("previous", "preceding", "following"):
        start, step = at.story.first, 1 if which == "following" else -1
    elif which in ("that", "same", "that same"):
        return relative(spans.day(spans.weekday_near(at.story.first, number, ahead=False)))
    else:
        start, step = at.published, YEAR_WORD.get(which, 0)
    if step == 0:
        return _timed(
            relative(spans.day(spans.weekday_near(start, number, ahead=at.direction > 0))), groups["part"]
        )
    beside = spans.shift(start, step, "day")
    return _timed(relative(spans.day(spans.weekday_near(beside, number, ahead=step > 0))), groups.get("part"))


def weekday_of_week(groups: Groups, at: Context) -> Reading | None:
    step = YEAR_WORD[(groups["which"] or "").lower()]
    monday = spans.week(spans.shift(at.published, step, "week")).first
    return relative(spans.day(spans.shift(monday, _weekday(groups), "day")))


def weeks_from_weekday(groups: Groups, at: Context) -> Reading | None:
    """ "a week from Friday", "two weeks ago Friday" """
    ahead = (groups["back"] or "").lower() in ("from", "after")
    start = spans.weekday_near(at.published, _weekday(groups), ahead=ahead)
    count = _number(groups)
    return relative(spans.day(spans.shift(start, count if ahead else -count, "week")))


def deictic(groups: Groups, at: Context) -> Reading | None:
    word = (groups["deictic"] or "").lower()
    found = relative(spans.day(spans.shift(at.published, int(words.load().meaning("deictic", word)), "day")))
    if "night" in word and word != "tonight":
        return _timed(found, "night")
    return _timed(found, groups.get("part"))


def overnight(groups: Groups, at: Context) -> Reading | None:
    """The night before publication, which belongs to two days; "overnight Friday" is the night after Friday."""
    last = at.published
    if groups.get("weekday2"):
        last = spans.weekday_near(last, _weekday(groups, "weekday2"), ahead=False)
    elif groups.get("weekday"):
        last = spans.shift(spans.weekday_near(last, _weekday(groups), ahead=False), 1, "day")
    first = spans.shift(last, -1, "day")
    code = f"{first.isoformat()}TNI"
    return Reading(
        span=spans.stretch(first, last), basis="relative", kind="TIME", code=code, base=spans.day(first)
    )


def this_part(groups: Groups, at: Context) -> Reading | None:
    return _timed(relative(spans.day(at.published)), groups["part"])


def clock(groups: Groups, at: Context) -> Reading | None:
    return unknown(None, "TIME")


def unit_which(groups: Groups, at: Context) -> Reading | None:
    """ "last week" is the calendar week before this one, "this year" the whole year, "the last decade" a length."""
    unit, which = _unit(groups), (groups["which"] or "").lower()
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
    unit = _unit(groups)
    base = spans.unit_of(unit, at.published)
    if unit == "weekend" and base.first > at.published and at.direction <= 0:
        base = spans.unit_of(unit, spans.shift(at.published, -1, "week"))
    mod = groups["mod"] if "mod" in groups else None
    return relative(modified(base, mod, at), base)


def unit_end(groups: Groups, at: Context) -> Reading | None:
    year = at.published.year + YEAR_WORD.get((groups.get("which") or "").lower(), 0)
    end = spans.months(year, 1 if _unit(groups) == "year" else at.published.month, 12, "year").last
    if _unit(groups) == "month":
        end = spans.unit_of("month", at.published).last
    return relative(spans.day(end), spans.unit_of(_unit(groups), end))


def ago(groups: Groups, at: Context) -> Reading | None:
    found = _quarter_before(groups, at) or away(at.published, -_number(groups), _unit(groups))
    return relative(found) if found else unknown("PAST_REF")


def _quarter_before(groups: Groups, at: Context) -> Span | None:
    """Of a quarter told of just before, "a year ago" is the same quarter a year before."""
    if not at.near or at.previous is None or at.previous.unit != "quarter" or _unit(groups) != "year":
        return None
    return spans.unit_of("quarter", spans.shift(at.previous.first, -_number(groups), "year"))


def past(groups: Groups, at: Context) -> Reading | None:
    """ "hours ago" is still today or the day before; "several years ago" says nothing."""
    if _unit(groups) in CLOCK_UNITS:
        span = spans.stretch(spans.shift(at.published, -1, "day"), at.published)
        return Reading(span=span, basis="relative", kind="DATE", code="PAST_REF")
    return unknown("PAST_REF")


def _back(count: int, unit: str, at: Context) -> Reading:
    days = -(-count // 24) if unit == "hour" else count
    start = spans.shift(at.published, -days, "day" if unit == "hour" else unit)
    span = spans.stretch(start, at.published)
    return Reading(span=span, basis="relative", kind="DURATION", code=length_code(count, unit))


def length_back(groups: Groups, at: Context) -> Reading | None:
    """ "the past three weeks": from so long ago up to publication."""
    unit = _unit(groups)
    if unit in ("second", "minute"):
        return unknown(None, "DURATION")
    return _back(_number(groups) if groups.get("n") else 1, unit, at)


def length_ahead(groups: Groups, at: Context) -> Reading | None:
    unit, count = _unit(groups), _number(groups)
    code = length_code(count, unit)
    if unit in CLOCK_UNITS:
        count, unit = -(-count // 24), "day"
    span = spans.stretch(at.published, spans.shift(at.published, count, unit))
    return Reading(span=span, basis="relative", kind="DURATION", code=code)


def within(groups: Groups, at: Context) -> Reading | None:
    """A limit for what is to come; in a clause that looks back it is only a length."""
    if at.direction > 0:
        return length_ahead(groups, at)
    return unknown(length_code(_number(groups), _unit(groups)), "DURATION")


def from_now(groups: Groups, at: Context) -> Reading | None:
    found = away(at.published, _number(groups), _unit(groups))
    return relative(found) if found else unknown("FUTURE_REF")


def vague(groups: Groups, at: Context) -> Reading | None:
    return unknown(str(words.load().meaning("vague", groups["vague"] or "")))


def recent(groups: Groups, at: Context) -> Reading | None:
    unit, side = _unit(groups), (groups["side"] or "").lower()
    code = "PAST_REF" if side == "recent" and unit == "day" else length_code(None, unit)
    return unknown(code, "DURATION")


def counted(groups: Groups, at: Context) -> Reading | None:
    """ "two days earlier", "a month later": counted from the last time told."""
    count, unit, side = _number(groups), _unit(groups), (groups["side"] or "").lower()
    if side == "on":
        return unknown(length_code(count, unit), "DURATION")
    back = side in ("earlier", "before", "previously")
    start = at.story.first if back else at.story.last
    found = (back and _quarter_before(groups, at)) or away(start, -count if back else count, unit)
    return relative(found) if found else unknown("PAST_REF")


def apart(groups: Groups, at: Context) -> Reading | None:
    """ "X, a day after Y" dates Y, a day before X's own time."""
    count, unit = _number(groups), _unit(groups)
    back = (groups["side"] or "").lower() != "before"
    found = away(at.story.first, -count if back else count, unit)
    code = length_code(count, unit)
    return Reading(span=found, basis="relative", kind="DURATION", code=code, clause=True)


def neighbour(groups: Groups, at: Context) -> Reading | None:
    """ "the next day", "the following month", "later that year": beside the last time told."""
    side = (groups["side"] or "").lower()
    step = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(side, 0)
    unit = _unit(groups) if groups.get("unit") else "day"
    if unit in CLOCK_UNITS:
        return unknown("PAST_REF")
    start = at.story.last if step > 0 else at.story.first
    base = spans.unit_of(unit, spans.shift(start, step, unit))
    mod = (groups.get("mod") or "").lower()
    if mod.startswith("later") and base.first <= at.story.first <= base.last:
        return relative(spans.stretch(at.story.first, base.last), base)
    if mod.startswith("earlier") and base.first <= at.story.last <= base.last:
        return relative(spans.stretch(base.first, at.story.last), base)
    return _timed(relative(modified(base, mod, at), base), groups.get("part"))


def neighbour_apart(groups: Groups, at: Context) -> Reading | None:
    """ "the day before": the one before the last time told."""
    unit, back = _unit(groups), (groups["side"] or "").lower() != "after"
    if unit in CLOCK_UNITS:
        return None
    start = at.story.first if back else at.story.last
    return relative(spans.unit_of(unit, spans.shift(start, -1 if back else 1, unit)))


def year_earlier(groups: Groups, at: Context) -> Reading | None:
    """ "a year earlier", "the year-ago quarter": of a quarter told of just before, the same quarter a year before."""
    if at.near and at.previous is not None and at.previous.unit == "quarter":
        return relative(spans.unit_of("quarter", spans.shift(at.previous.first, -1, "year")))
    return relative(spans.unit_of("year", spans.shift(at.published, -1, "year")))


def latest_quarter(groups: Groups, at: Context) -> Reading | None:
    """The quarter told of last, else the latest one that is over."""
    if at.previous is not None and at.previous.unit == "quarter":
        return relative(at.previous)
    return relative(spans.unit_of("quarter", spans.shift(at.published, -1, "quarter")))


def length(groups: Groups, at: Context) -> Reading | None:
    return unknown(length_code(_number(groups) if groups.get("n") else 1, _unit(groups)), "DURATION")


def length_vague(groups: Groups, at: Context) -> Reading | None:
    return unknown(length_code(None, _unit(groups)), "DURATION")


def repeated(groups: Groups, at: Context) -> Reading | None:
    """ "every week", "daily", "each July", "Mondays" """
    if groups.get("unit"):
        return unknown(length_code(1, _unit(groups)), "SET")
    if groups.get("often"):
        return unknown(OFTEN[(groups["often"] or "").lower()], "SET")
    if groups.get("month"):
        return unknown(f"XXXX-{words.load().meaning('month', groups['month'] or ''):02}", "SET")
    name = "weekday" if groups.get("weekday") else "weekday2"
    return unknown(f"XXXX-WXX-{_weekday(groups, name) + 1}", "SET")


READERS: dict[str, Reader] = {
    reader.__name__: reader
    for reader in (
        weekday, weekday_which, weekday_of_week, weeks_from_weekday, deictic, overnight, this_part, clock,
        unit_which, unit_the, unit_end, ago, past, length_back, length_ahead, within, from_now, vague, recent,
        counted, apart, neighbour, neighbour_apart, year_earlier, latest_quarter, length, length_vague, repeated,
    )
}  # fmt: skip
