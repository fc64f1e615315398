"""The time expressions of an article as its callers see them, "from X to Y" as one."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.extract.records import Document, TimeExpression
from app.extract.when import spans
from app.extract.when.resolve import Resolved, resolve

_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.I)
_TO = re.compile(r"\s*(?:,?\s*(?:to|until|till|through|and)\s+(?:the\s+)?|\s?[-–—]\s?)", re.I)


def find_times(doc: Document) -> tuple[TimeExpression, ...]:
    """The time expressions of an article in the order of the text, "from X to Y" as one.

    A vague one ("recently", a mere length) has no days. The date of a dateline or of a line of its own has the
    rule "dateline": it belongs to the article, not to an event.
    """
    times: list[TimeExpression] = []
    pending: Resolved | None = None
    for item in resolve(doc):
        joined = _join(doc, pending, item) if pending else None
        if joined:
            times[-1] = joined
            pending = None
            continue
        times.append(_expression(doc, item))
        pending = item if item.reading.span else None
    return tuple(times)


def _expression(doc: Document, item: Resolved) -> TimeExpression:
    found, span = item.found, item.span
    return TimeExpression(
        sentence=found.sentence.index, start=found.start, end=found.end, text=doc.text[found.start : found.end],
        first=span.first if span else None, last=span.last if span else None, precision=item.precision,
        basis=item.reading.basis, rule=item.rule,
    )  # fmt: skip


def _join(doc: Document, one: Resolved, two: Resolved) -> TimeExpression | None:
    """ "between May 2 and June 5", "from 2011 to 2014" as one stretch; None when the two do not belong together."""
    between = doc.text[one.found.end : two.found.start]
    a, b = one.reading.span, two.reading.span
    if a is None or b is None or not _TO.fullmatch(between):
        return None
    opened = bool(_FROM.search(doc.text[max(0, one.found.start - 14) : one.found.start]))
    neighbours = a.unit == b.unit == "day" and abs((b.first - a.last).days) % 7 == 1
    if not opened and (a.unit != b.unit or ("and" in between and not neighbours)):
        return None
    first = _earlier_end(one, a.first, b.last)
    if first > b.last:
        return None
    return TimeExpression(
        sentence=one.found.sentence.index, start=one.found.start, end=two.found.end,
        text=doc.text[one.found.start : two.found.end], first=first, last=b.last,
        precision="day" if first == b.last else "range", basis=two.reading.basis, rule="from-to",
    )  # fmt: skip


def _earlier_end(one: Resolved, first: date, last: date) -> date:
    """Where "from" was read as later than "to", move it back a week or a year if it named neither."""
    if first <= last:
        return first
    if one.found.groups.get("weekday") and not one.found.groups.get("month"):
        return first - timedelta(days=7)
    if one.found.groups.get("month") and not one.found.groups.get("year"):
        return spans.shift(
            first, last.year - first.year - (first.replace(year=2000) > last.replace(year=2000)), "year"
        )
    return first
