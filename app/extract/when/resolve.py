"""From matches to days: each is read in the order of the text, against publication and the time read before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.extract.records import DatePrecision, Document, Sentence
from app.extract.when import spans, words
from app.extract.when.readers import READERS
from app.extract.when.reading import Context, Direction, Reading
from app.extract.when.recognise import Found, find
from app.extract.when.spans import Span
from app.extract.when.tense import direction, governing_verb, torn

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
LONGEST_DATELINE = 80  # characters before its date
RECALL = 40  # times told before that a quarter is looked for in
UP_TO = frozenset({"by", "until", "till", "through"})
QUARTERS = frozenset({"quarter", "quarter_ended"})
TO_COME = frozenset({"effective", "payable"})
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


def resolve(doc: Document, without: frozenset[str] = frozenset()) -> list[Resolved]:
    """Every time expression with what it means; those whose reader refuses are left out, and rules of ``without``."""
    resolved: list[Resolved] = []
    told: list[Resolved] = []  # those that later ones may count from
    apart: list[Found] = []  # "a day after ...": read once the rest of the sentence is
    for found in find(doc, without):
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
        beside = [item for item in told if item.found.sentence.index == found.sentence.index] or [
            item
            for item in told
            if item.found.start < found.start and _near(item.found.sentence, found.sentence)
        ][-1:]
        item = _resolve_one(doc, found, beside[:1])
        resolved += [item] if item else []
    return sorted(resolved, key=lambda item: item.found.start)


def _resolve_one(doc: Document, found: Found, told: Sequence[Resolved]) -> Resolved | None:
    previous = told[-1] if told else None
    quarters = [item.reading.span for item in told[-RECALL:] if item.found.rule.read in QUARTERS]
    at = Context(
        published=doc.published,
        previous=previous.reading.span if previous else None,
        near=previous is not None and _near(previous.found.sentence, found.sentence),
        quarter=_latest_quarter([q for q in quarters if q], doc.published),
        direction=_direction(doc, found),
        torn=torn(found.sentence, found.head.index),
    )
    reading = read(found, at)
    if reading is None:
        return None
    if _is_dateline(doc, found, reading):
        return _resolved(found, reading, "dateline", reading.span)
    rule, span = _bounded(doc, found, reading, at)
    return _resolved(found, reading, rule, span)


def _latest_quarter(told: Sequence[Span], published: date) -> Span | None:
    """The latest of the quarters told of that is over; where all are still to end, the one before publication."""
    over = max((q for q in told if q.last < published), key=lambda q: q.first, default=None)
    if over is None and told:
        return spans.unit_of("quarter", spans.shift(published, -1, "quarter"))
    return over


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
    if _set_for(found):
        return 1
    governor = governing_verb(found.sentence, found.head.index)
    if word in UP_TO and governor is not None and governor.lemma in words.load().sets["ahead"]:
        return 1  # "was extended until mid-November"
    if word in ("ahead of", *TO_COME) or (word in UP_TO and verb >= 0):
        return 1
    if word in UP_TO:
        return 0  # "gave him until mid-November": the nearest, whatever the tense
    if found.head.dep in ("poss", "compound", "nmod"):
        # "will appeal against Wednesday's ruling", "the Jan. 6 riot", but "will attend Wednesday's summit"
        named = found.sentence.tokens[found.head.head].lemma
        return verb if named in words.load().sets["gathering"] else -1
    return verb


def _set_for(found: Found) -> bool:
    """ "called an election for December 21": whatever is set for a day lies ahead of the setting."""
    first = found.tokens[0].index
    if first == 0 or found.sentence.tokens[first - 1].text.lower() != "for":
        return False
    verb = governing_verb(found.sentence, found.head.index)
    return verb is not None and verb.lemma in words.load().sets["setting"]


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
    return bool(len(before) <= LONGEST_DATELINE and _DATELINE.match(before) and _DATELINE_END.match(after))


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
