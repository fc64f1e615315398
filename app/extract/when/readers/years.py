"""Years and their quarters, halves and seasons, decades and centuries."""

from __future__ import annotations

from app.extract.when import spans, words
from app.extract.when.readers.choosing import nearest, part_of, sided, story_year, years_around
from app.extract.when.readers.groups import integer, number, value
from app.extract.when.reading import Context, Groups, Reading, explicit, relative

MID_MONTH = 15


def calendar_year(groups: Groups, at: Context) -> Reading | None:
    return part_of(spans.months(integer(groups, "year") or 1, 1, 12, "year"), groups, at)


def calendar_years(groups: Groups, at: Context) -> Reading | None:
    first, tail = integer(groups, "year") or 1, groups["year2"] or ""
    last = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    return explicit(spans.months(first, 1, 12 * (last - first + 1), "range")) if first < last else None


def calendar_decade(groups: Groups, at: Context) -> Reading | None:
    """ "the 1990s"; "the 80s" and "the eighties" are the latest ones begun."""
    if groups.get("decade"):
        year = int(groups["decade"] or 0)
    else:
        short = value(groups, "decades") or int(groups.get("short") or 0)
        year = at.published.year // 100 * 100 + short
        year -= 100 if year > at.published.year else 0
    return part_of(spans.months(year, 1, 120, "decade"), groups, at)


def calendar_century(groups: Groups, at: Context) -> Reading | None:
    number = value(groups, "ordinal") or integer(groups, "nth") or 1
    return part_of(spans.months((number - 1) * 100 + 1, 1, 1200, "century"), groups, at)


def quarter(groups: Groups, at: Context) -> Reading | None:
    number = integer(groups, "q") or value(groups, "ordinal") or 0
    year = integer(groups, "year") or integer(groups, "year2")
    which = groups.get("which") or groups.get("which2")
    if number not in (1, 2, 3, 4):
        return None
    if year is None and which:
        year = story_year(which, at)
    years = [year] if year is not None else years_around(at)
    if groups.get("ago"):
        years = [y - 1 for y in years if y <= at.published.year]
    quarters = [spans.months(y, 3 * number - 2, 3, "quarter") for y in years]
    return explicit(min(quarters, key=lambda q: abs((at.published - q.last).days)))  # whatever the tense


def quarter_ended(groups: Groups, at: Context) -> Reading | None:
    """ "the quarter ended Sept. 30": companies close their books some days around the end of a month."""
    month, day = value(groups, "month"), integer(groups, "day")
    if month is None or day is None:
        return None
    closed = month if day > MID_MONTH else month - 1
    quarters = [spans.months(y, closed - 2, 3, "quarter") for y in years_around(at)]
    return relative(nearest(quarters, at))


def half(groups: Groups, at: Context) -> Reading | None:
    """ "the first half of 2018", "H2 2018" """
    year = integer(groups, "year") or story_year(groups.get("which") or "this", at)
    first = groups["h"] == "1" if groups.get("h") else (groups["half"] or "").lower() == "first"
    return explicit(spans.months(year, 1 if first else 7, 6, "half"))


def months_of_year(groups: Groups, at: Context) -> Reading | None:
    """ "the first six months of 2024"; None for more months than a year has."""
    year, count = integer(groups, "year") or story_year(groups.get("which") or "this", at), number(groups)
    if not 1 <= count <= 12:
        return None
    first = 1 if (groups["side"] or "").lower() == "first" else 13 - count
    return explicit(spans.months(year, first, count, "range"))


def season(groups: Groups, at: Context) -> Reading | None:
    """A season of a year; winter is told by the year in which it begins, except "this winter" before March."""
    start, count = words.load().meaning("season", groups["season"] or "")
    year, which = integer(groups, "year"), (groups.get("which") or "").lower()
    if year is not None:
        base = spans.months(year, start, count, "season")
    else:
        around = [spans.months(y, start, count, "season") for y in years_around(at)]
        base = nearest(sided(around, which, at), at)
    return part_of(base, groups, at)
