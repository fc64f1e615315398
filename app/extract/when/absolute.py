"""Readers of calendar dates. Where the year is left out, the direction of the clause chooses it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from app.extract.when import spans, words
from app.extract.when.reading import Context, Groups, Reader, Reading, explicit, unknown
from app.extract.when.spans import Span

SOON = 45  # days
YEAR_WORD = {
    "last": -1,
    "past": -1,
    "this past": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "this coming": 1,
}


def _value(groups: Groups, name: str, list_name: str | None = None) -> int | None:
    word = groups.get(name)
    return None if word is None else int(words.load().meaning(list_name or name, word))


def _int(groups: Groups, name: str) -> int | None:
    word = groups.get(name)
    return None if word is None else int(word)


def nearest(candidates: Iterable[Span], at: Context) -> Span:
    """The candidate on the side of publication that the clause looks to, else simply the nearest one."""

    def cost(span: Span) -> tuple[bool, int]:
        ahead, behind = (span.first - at.published).days, (at.published - span.last).days
        # "was extended to Nov. 16": a day soon to come is likelier than one eleven months back
        soon = 0 < ahead <= SOON and span.unit == "day"
        wrong = (at.direction < 0 and ahead > 0 and not soon) or (at.direction > 0 and behind > 0)
        return wrong, max(ahead, behind, 0)

    candidates = list(candidates)
    following = [c for c in candidates if at.previous and at.previous.first <= c.first <= at.published]
    if _past_story(at) and following:
        return min(following, key=lambda c: c.first)
    return min(candidates, key=cost)


def _sided(candidates: list[Span], which: str | None, at: Context) -> list[Span]:
    """Those before publication for "last", those after it for "next", all of them otherwise."""
    step = YEAR_WORD.get((which or "").lower(), 0)
    if step < 0:
        return [c for c in candidates if c.last < at.published]
    return [c for c in candidates if c.first > at.published] if step > 0 else candidates


def _past_story(at: Context) -> bool:
    """Whether the paragraph tells of a time more than a year back: a month without a year then goes on from there."""
    told = at.previous if at.near else None
    return told is not None and told.unit in ("day", "month") and (at.published - told.last).days > 366


def _around(at: Context) -> list[int]:
    """The years that a date without a year may be of."""
    around = {at.published.year + step for step in (-1, 0, 1)}
    if at.previous is not None and _past_story(at):
        around |= {at.previous.first.year, at.previous.first.year + 1}
    return sorted(year for year in around if 1 <= year <= 9999)


def story_year(which: str, at: Context) -> int:
    """The year that "last year", "the following year" or "that year" means."""
    which = which.lower()
    if which in YEAR_WORD:
        return at.published.year + YEAR_WORD[which]
    step = {"previous": -1, "preceding": -1, "following": 1}.get(which, 0)
    return at.story.first.year + step


def modified(span: Span, mod: str | None, at: Context) -> Span:
    """The part of a span that "early", "the end of", "later" ... leaves."""
    word = (mod or "").lower()
    if any(w in word for w in ("earlier", "later", "rest", "remainder")):
        before = "earlier" in word
        if not span.first <= at.published <= span.last:
            return span
        return spans.stretch(span.first, at.published) if before else spans.stretch(at.published, span.last)
    for which, names in (
        ("early", ("early", "begin", "start", "first")),
        ("late", ("late", "end", "close", "last")),
    ):
        if any(name in word for name in names):
            return spans.part(span, which)
    return spans.part(span, "mid") if "mid" in word else span


def _part(base: Span, groups: Groups, at: Context) -> Reading:
    return explicit(modified(base, groups.get("mod"), at), base)


def iso_day(groups: Groups, at: Context) -> Reading | None:
    return explicit(spans.day(date.fromisoformat(groups["iso"] or "")))


def numeric_day(groups: Groups, at: Context) -> Reading | None:
    """26/10/2024 or 10/26/2024; where both orders make a date it stays unknown."""
    a, b, year = (int(groups[name] or 0) for name in ("a", "b", "year"))
    if a != b and a <= 12 and b <= 12:
        return unknown(None)
    return explicit(spans.day(date(year, b, a) if a > 12 else date(year, a, b)))


def _days_of_year(groups: Groups, at: Context, number: int, day: int) -> list[Span]:
    year = _int(groups, "year")
    if year is None and groups.get("whichyear"):
        year = story_year(groups["whichyear"] or "", at)
    years = [year] if year is not None else _around(at)
    found = []
    for y in years:
        if day <= (spans.month(y, number).last.day):
            found.append(spans.day(date(y, number, day)))
    weekday = _value(groups, "weekday")
    fitting = [span for span in found if span.first.weekday() == weekday]
    return fitting or found


def calendar_day(groups: Groups, at: Context) -> Reading | None:
    """One day of a month; None when the month has no such day."""
    number = _value(groups, "month")
    day = _int(groups, "day") or _value(groups, "ordinal")
    if number is None or day is None:
        return None
    candidates = _sided(_days_of_year(groups, at, number, day), groups.get("which"), at)
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


def calendar_month(groups: Groups, at: Context) -> Reading | None:
    number = _value(groups, "month") or 1
    year = _int(groups, "year")
    years = [year] if year is not None else _around(at)
    base = nearest([spans.month(y, number) for y in years], at)
    return _part(base, groups, at)


def month_of_year(groups: Groups, at: Context) -> Reading | None:
    """ "December last year" """
    year = _int(groups, "year") or story_year(groups["which"] or "", at)
    return _part(spans.month(year, _value(groups, "month") or 1), groups, at)


def month_which(groups: Groups, at: Context) -> Reading | None:
    """ "last August": the latest one that is over; "this August": that of this year."""
    base = _month_which(_value(groups, "month") or 1, (groups["which"] or "").lower(), at)
    return _part(base, groups, at)


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
    first, last = _value(groups, "month") or 1, _value(groups, "month2", "month") or 1
    years = [_int(groups, "year") or 0] if groups.get("year") else _around(at)
    count = (last - first) % 12 + 1
    if groups.get("year") and first > last:
        years = [y - 1 for y in years]
    return explicit(nearest([spans.months(y, first, count, "range") for y in years], at))


def calendar_year(groups: Groups, at: Context) -> Reading | None:
    return _part(spans.months(_int(groups, "year") or 1, 1, 12, "year"), groups, at)


def calendar_years(groups: Groups, at: Context) -> Reading | None:
    first, tail = _int(groups, "year") or 1, groups["year2"] or ""
    last = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    return explicit(spans.months(first, 1, 12 * (last - first + 1), "range")) if first < last else None


def calendar_decade(groups: Groups, at: Context) -> Reading | None:
    """ "the 1990s"; "the 80s" and "the eighties" are the latest ones begun."""
    if groups.get("decade"):
        year = int(groups["decade"] or 0)
    else:
        short = _value(groups, "decades") or int(groups.get("short") or 0)
        year = at.published.year // 100 * 100 + short
        year -= 100 if year > at.published.year else 0
    return _part(spans.months(year, 1, 120, "decade"), groups, at)


def calendar_century(groups: Groups, at: Context) -> Reading | None:
    number = _value(groups, "ordinal") or _int(groups, "nth") or 1
    return _part(spans.months((number - 1) * 100 + 1, 1, 1200, "century"), groups, at)


def quarter(groups: Groups, at: Context) -> Reading | None:
    number = _int(groups, "q") or _value(groups, "ordinal") or 0
    year = _int(groups, "year") or _int(groups, "year2")
    which = groups.get("which") or groups.get("which2")
    if number not in (1, 2, 3, 4):
        return None
    if year is None and which:
        year = story_year(which, at)
    years = [year] if year is not None else _around(at)
    quarters = [spans.months(y, 3 * number - 2, 3, "quarter") for y in years]
    return explicit(min(quarters, key=lambda q: abs((at.published - q.last).days)))  # whatever the tense


def half(groups: Groups, at: Context) -> Reading | None:
    year = _int(groups, "year") or story_year(groups.get("which") or "this", at)
    return explicit(spans.months(year, 1 if (groups["half"] or "").lower() == "first" else 7, 6, "half"))


def season(groups: Groups, at: Context) -> Reading | None:
    """A season of a year; winter is told by the year in which it begins, except "this winter" before March."""
    start, count = words.load().meaning("season", groups["season"] or "")
    year, which = _int(groups, "year"), (groups.get("which") or "").lower()
    if year is not None:
        base = spans.months(year, start, count, "season")
    else:
        around = [spans.months(y, start, count, "season") for y in _around(at)]
        base = nearest(_sided(around, which, at), at)
    return _part(base, groups, at)


def named_day(groups: Groups, at: Context) -> Reading | None:
    kind, rule = words.load().meaning("named", groups["named"] or "")

    def of(year: int) -> Span:
        if kind == "fixed":
            return spans.day(date(year, *rule))
        if kind == "nth":
            return spans.day(spans.nth_weekday(year, *rule))
        return spans.day(spans.easter(year) + timedelta(days=rule))

    if groups.get("year"):
        return explicit(of(_int(groups, "year") or 1))
    return explicit(nearest(_sided([of(y) for y in _around(at)], groups.get("which"), at), at))


READERS: dict[str, Reader] = {
    reader.__name__: reader
    for reader in (
        iso_day,
        numeric_day,
        calendar_day,
        calendar_days,
        calendar_month,
        month_of_year,
        month_which,
        calendar_months,
        calendar_year,
        calendar_years,
        calendar_decade,
        calendar_century,
        quarter,
        half,
        season,
        named_day,
    )
}
