"""From matches to days: each is read in the order of the text, against publication and the time read before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.extract.records import DatePrecision, Document, Sentence, TimeExpression
from app.extract.when import spans, words
from app.extract.when.readers import READERS
from app.extract.when.reading import Context, Direction, Reading
from app.extract.when.recognise import Found, find
from app.extract.when.spans import Span
from app.extract.when.tense import direction, governing_verb

# "BAGHDAD, Nov 5 (Reuters) -" before a date in the first lines; "Thursday, March 28, 2019" on a line of its own
_DATELINE = re.compile(r"\(?[A-Z][A-Z'. -]{2,}(?:,\s+[\w'. -]{2,25})?(?:\s+\([\w /-]+\))?[,\s_—–-]*$")
_DATELINE_END = re.compile(
    r"\s*(?:\([^)]{2,30}\)\s*|/[A-Z][\w -]+/\s*)*(?:--|-|—|–|_|:)|\s*\([A-Z][^)]{2,30}\)"
)
_BOUND = re.compile(
    r"\b(?P<word>since|until|till|up to|by|before|prior to|ahead of|after|through|effective|payable)\s+"
    r"(?:at least\s+|about\s+|the\s+)*$",
    re.I,
)
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.I)
_TO = re.compile(r"\s*(?:,?\s*(?:to|until|till|through|and)\s+(?:the\s+)?|\s?[-–—]\s?)", re.I)
UP_TO = frozenset({"by", "until", "till", "through", "effective", "payable"})
PRECISION: dict[str, DatePrecision] = {
    "day": "day", "week": "week", "weekend": "week", "fortnight": "week", "month": "month", "year": "year",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    found: Found
    reading: Reading
    rule: str  # the rule's name; "dateline" and "since-year" say more than the rule knows
    span: Span | None  # with "since", "by" ... taken into account
    precision: DatePrecision


def resolve(doc: Document) -> list[Resolved]:
    """Every time expression with what it means; those whose reader refuses are left out."""
    resolved: list[Resolved] = []
    told: list[Resolved] = []  # those that later ones may count from
    apart: list[Found] = []  # "a day after ...": read once the rest of the sentence is
    for found in find(doc):
        if found.rule.read == "apart":
            apart.append(found)
            continue
        item = _resolve_one(doc, found, told)
        if item is None:
            continue
        resolved.append(item)
        if item.rule != "dateline" and item.reading.span and item.reading.kind in ("DATE", "TIME"):
            told.append(item)
    for found in apart:
        beside = [item for item in told if item.found.sentence.index == found.sentence.index]
        item = _resolve_one(doc, found, beside[:1])
        resolved += [item] if item else []
    return sorted(resolved, key=lambda item: item.found.start)


def _resolve_one(doc: Document, found: Found, told: Sequence[Resolved]) -> Resolved | None:
    previous = told[-1] if told else None
    quarters = (item.reading.span for item in told if item.found.rule.read == "quarter")
    at = Context(
        published=doc.published,
        previous=previous.reading.span if previous else None,
        near=previous is not None and _near(previous.found.sentence, found.sentence),
        quarter=max(
            (q for q in quarters if q and q.first <= doc.published), key=lambda q: q.first, default=None
        ),
        direction=_direction(doc, found),
    )
    reading = read(found, at)
    if reading is None:
        return None
    if _is_dateline(doc, found, reading):
        return _resolved(found, reading, "dateline", reading.span)
    rule, span = _bounded(doc, found, reading, at)
    return _resolved(found, reading, rule, span)


def _near(earlier: Sentence, later: Sentence) -> bool:
    return earlier.paragraph == later.paragraph and later.index - earlier.index <= 1


def read(found: Found, at: Context) -> Reading | None:
    """What a match means; None for what its reader refuses and for what leaves the years 1 to 9999."""
    try:
        return READERS[found.rule.read](found.groups, at)
    except (OverflowError, ValueError):
        return None


def _resolved(found: Found, reading: Reading, rule: str, span: Span | None) -> Resolved:
    precision = PRECISION.get(span.unit, "range") if span else "range"
    return Resolved(found=found, reading=reading, rule=rule, span=span, precision=precision)


def _direction(doc: Document, found: Found) -> Direction:
    before = doc.text[max(found.sentence.start, found.start - 20) : found.start]
    bound = _BOUND.search(before)
    word = bound["word"].lower() if bound else ""
    verb = direction(found.sentence, found.head.index)
    governor = governing_verb(found.sentence, found.head.index)
    if word in UP_TO and governor is not None and governor.lemma in words.load().sets["ahead"]:
        return 1  # "was extended until mid-November"
    if word == "ahead of" or (word in UP_TO and verb >= 0):
        return 1
    if found.head.dep in ("poss", "compound", "nmod") and verb > 0:
        # "will appeal against Wednesday's ruling", but "will attend Wednesday's summit"
        return 1 if found.sentence.tokens[found.head.head].lemma in words.load().sets["gathering"] else 0
    return verb


def _is_dateline(doc: Document, found: Found, reading: Reading) -> bool:
    """A date that stands for the article: in a dateline, or alone on its line near the top."""
    if reading.span is None or reading.span.unit != "day" or found.sentence.paragraph > 1:
        return False
    line_start = doc.text.rfind("\n", 0, found.start) + 1
    line_end = doc.text.find("\n", found.end)
    before, after = (
        doc.text[line_start : found.start],
        doc.text[found.end : line_end if line_end >= 0 else None],
    )
    if not before.strip() and not after.strip().strip("."):
        return True
    return bool(_DATELINE.match(before) and _DATELINE_END.match(after))


def _bounded(doc: Document, found: Found, reading: Reading, at: Context) -> tuple[str, Span | None]:
    """The rule and the days once "since", "until", "by" ... before the expression are heard."""
    rule, span = found.rule.name, reading.span
    before = doc.text[max(found.sentence.start, found.start - 25) : found.start]
    bound = _BOUND.search(before)
    if span is None or bound is None or reading.kind == "DURATION" or _modifies_noun(found):
        return rule, span
    if (
        doc.text[found.end :].lstrip(" ,").startswith("when ")
    ):  # "since 1974, when ...": the clause tells of 1974
        return rule, span
    match bound["word"].lower():
        case "since" if span.first <= at.published:
            return f"since-{span.unit}", spans.stretch(span.first, at.published)
        case "until" | "till" | "by" | "before" | "prior to" | "ahead of" | "up to" | "through":
            if span.first > at.published or (span.last >= at.published and at.direction >= 0):
                return f"until-{span.unit}", spans.stretch(at.published, span.last)
            return f"before-{span.unit}", None
        case "after" if at.direction >= 0 and span.unit != "day":
            return f"after-{span.unit}", None
    return rule, span


def _modifies_noun(found: Found) -> bool:
    """Whether the expression names the noun after it: "since Tuesday's attack", "before the 2014 election"."""
    index = found.tokens[-1].index + 1
    tokens = found.sentence.tokens
    return index < len(tokens) and (
        tokens[index].text in ("'s", "’s") or tokens[index].pos in ("NOUN", "PROPN")
    )


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
