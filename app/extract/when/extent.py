"""From a time expression to the days of an act: how far an onset, a campaign, a visit of two days reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from app.extract.records import Document, Sentence, TimeExpression, Trigger, When
from app.extract.when import spans, words
from app.extract.when.attach import anchor_of
from app.extract.when.tense import tokens_in

# these begin on a day and are then in force: "sanctions since 2011" were imposed in 2011
ONSETS = frozenset({"sanction", "appointment", "agreement", "policy", "arrest", "withdrawal", "pledge"})
# these may fill several days, and when a text tells both ends they are those of the act
LASTING = frozenset({"visit", "meeting", "mobilization", "protest", "election"})
LONGEST = 31  # days
ENDING = frozenset({"wrap", "conclude", "end", "finish", "complete", "close"})
CLOSED = frozenset({"from-to", "month-days", "days-month"})
FOREVER = date(9999, 1, 1)  # beyond it no length can be added
_DAYS = re.compile(r"(?P<count>[\w-]+?)[\s-]days?\b", re.IGNORECASE)


def days_of(doc: Document, trigger: Trigger, time: TimeExpression, lengths: Sequence[TimeExpression]) -> When:
    """The days of an act whose time is ``time``; ``lengths`` are the vague times of its sentence.

    Raises ValueError for a vague ``time``.
    """
    if time.first is None or time.last is None:
        raise ValueError(f"a vague time dates nothing: {time.text!r}")
    first, last = time.first, time.last
    start, end = time.start, time.end
    length = _length(doc.sentences[trigger.sentence], trigger, lengths) if first == last < FOREVER else None
    if length is not None:
        sentence = doc.sentences[trigger.sentence]
        days = timedelta(days=length[0] - 1)
        # "wrapped up a three-day visit on Monday" counts back, "began" and "paid" forwards
        first, last = (first - days, last) if _ends(sentence, trigger, length[1]) else (first, last + days)
        start, end = min(start, length[1].start), max(end, length[1].end)
    elif time.rule.startswith("since-") and trigger.type in ONSETS:
        last = _onset(time.rule.removeprefix("since-"), first, last)
    elif trigger.status == "happened" and not (time.rule in CLOSED and trigger.type in LASTING):
        # "this year", of what has happened, reaches to the day of publication
        last = min(last, max(first, doc.published))
    same = (first, last) == (time.first, time.last)
    return When(
        first=first, last=last, precision="day" if first == last else time.precision if same else "range",
        basis=time.basis, text=doc.text[start:end], start=start, end=end,
    )  # fmt: skip


def _ends(sentence: Sentence, trigger: Trigger, length: TimeExpression) -> bool:
    """Whether the act is told at its end: "ended a two-day trip", "left after a four-day visit"."""
    inside = tokens_in(sentence, length.start, length.end)
    noun = anchor_of(sentence, inside)[0] if inside else sentence.tokens[trigger.token]
    for word in (sentence.tokens[trigger.token], noun):
        head = sentence.tokens[word.head]
        if word.lemma in ENDING or (word.dep in ("dobj", "nsubjpass") and head.lemma in ENDING):
            return True
        if word.dep == "pobj" and head.lemma in ("after", "follow"):
            return True
    return False


def lasts(when: When) -> bool:
    """Whether the date was read from a day and a length: "on Monday for a two-day visit"."""
    return when.text is not None and when.first < when.last and _DAYS.search(when.text) is not None


def _onset(unit: str, first: date, last: date) -> date:
    """The end of the unit in which something began: "since 2011" leaves the year 2011."""
    return min(spans.unit_of(unit, first).last, last) if unit in ("day", "week", "month", "year") else last


def _length(
    sentence: Sentence, trigger: Trigger, lengths: Sequence[TimeExpression]
) -> tuple[int, TimeExpression] | None:
    """The number of days that the act, or the visit or meeting that it opens, is said to take."""
    if trigger.type not in LASTING:
        return None
    for time in lengths:
        counted = _DAYS.fullmatch(time.text) if time.rule == "length" else None
        if counted is None:
            continue
        inside = tokens_in(sentence, time.start, time.end)
        anchor = anchor_of(sentence, inside)[0] if inside else None
        if anchor is None or (
            anchor.index != trigger.token and anchor.lemma not in words.load().sets["lasting"]
        ):
            continue
        number = words.load().number(counted["count"])
        if 2 <= number <= LONGEST:
            return number, time
    return None
