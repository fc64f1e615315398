"""The date of an event: its clause's own time, else what the story and the kind of act allow, else none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.extract.records import Document, Sentence, TimeExpression, Trigger, When
from app.extract.when import spans
from app.extract.when.attach import own_time, ranks
from app.extract.when.extent import days_of, lasts
from app.extract.when.path import LIMIT, SPEECH
from app.extract.when.undated import RECENT, Dated, undated

TURNED = ("weekday", "month-day", "day-month", "month")  # may be read forwards where no year is named
TURN_LIMIT = 2.0  # only a time this near to a planned act is turned
OLD = 31  # days
WIDTHS = (0, 1, 2, 6, 9, 30, 91, 183, 365, 3652)  # days between the ends of a day, a week, a month ...
_YEAR = re.compile(r"\d{4}|year")


def date_of(doc: Document, trigger: Trigger, times: Sequence[TimeExpression]) -> When | None:
    """The days of the event that a trigger tells of, or None where the text does not say.

    Its clause's own time comes first. An act that has happened and has no time of its own is the article's news
    and takes the day of publication, unless its words put it in the background; a planned one stays undated.
    """
    return dated(doc, trigger, times).when


def dated(doc: Document, trigger: Trigger, times: Sequence[TimeExpression]) -> Dated:
    """What ``date_of`` answers, with the rule that decided."""
    sentence = doc.sentences[trigger.sentence]
    here = [
        t
        for t in times
        if t.sentence == trigger.sentence and t.rule != "dateline" and t.first is not None
        if not ranks(sentence, t)
    ]
    present = _is_news(sentence, trigger)
    fitting = [
        t for t in here if _fits(t, trigger, doc.published) and not (present and _past(t, doc.published))
    ]
    own, rule = own_time(sentence, trigger, fitting, LIMIT), "the time of its own clause"
    if own is None and trigger.status == "planned":
        turned = [_turned(t, trigger, doc.published) for t in here if t not in fitting]
        own = own_time(sentence, trigger, [t for t in turned if t is not None], TURN_LIMIT)
        rule = "the time of its own clause, read forwards for a plan"
    if own is not None:
        vague = [t for t in times if t.sentence == trigger.sentence and t.first is None]
        return Dated(days_of(doc, trigger, own, vague), rule)
    if trigger.status == "planned":
        return Dated(None, "a plan without a time of its own")
    return undated(doc, trigger, times)


def _fits(time: TimeExpression, trigger: Trigger, published: date) -> bool:
    """What has happened is not ahead and what is planned is not over, but for a day that time zones may take."""
    if time.first is None or time.last is None:
        return False
    if trigger.status == "planned":
        return time.last >= published
    if time.rule.startswith("until-"):
        return False  # a deadline is of what is agreed, not of the agreement
    if time.rule == "weekday" and time.first > published and trigger.status == "happened":
        return False  # read forwards from a verb that looks ahead: "was detained and will appear on Saturday"
    return trigger.status == "denied" or time.first <= published + timedelta(days=1)


def _is_news(sentence: Sentence, trigger: Trigger) -> bool:
    """True for the present tense. "He said in May that Iraq opposes the plan" is as old as the saying."""
    word = sentence.tokens[trigger.token]
    reported = word.dep == "ccomp" and trigger.type in SPEECH and sentence.tokens[word.head].tag == "VBD"
    return word.tag in ("VBZ", "VBP") and not reported


def _past(time: TimeExpression, published: date) -> bool:
    """Too far back for the present tense of news: "arrests a minister over a bribe taken last month"."""
    if time.first is None or time.last is None:
        return False
    return time.last < published and (published - time.first).days > RECENT


def _turned(time: TimeExpression, trigger: Trigger, published: date) -> TimeExpression | None:
    """A weekday or month that was read backwards, read forwards for an act that the trigger says is planned."""
    if time.first is None or time.rule not in TURNED or _YEAR.search(time.text):
        return None
    unit, count = ("day", 7) if time.rule == "weekday" else ("year", 1)
    first = spans.shift(time.first, count, unit)
    last = spans.unit_of("month", first).last if time.rule == "month" else first
    return replace(time, first=first, last=last) if last >= published else None


def best_date(candidates: Sequence[When | None]) -> When | None:
    """The date of an event told by several mentions: a time of its own before an inherited one before publication.

    Of two of one kind the narrower wins, then the first told; but "for a two-day visit" tells more than the day
    of arrival. A single old time against several mentions that
    have none is taken for a slip of attachment: "defended the decision of three years ago", then "she said".
    """
    known = [c for c in candidates if c is not None]
    today = [c for c in known if c.basis == "publication"]
    own = [c for c in known if c.basis in ("explicit", "relative")]
    if today and len(own) == 1 < len(today) and (today[0].first - own[0].last).days > OLD:
        return today[0]
    rank = {"explicit": 0, "relative": 0, "inherited": 1, "publication": 2}
    best = min(known, key=lambda c: (rank[c.basis], _width(c)), default=None)
    longer = (c for c in own if best is not None and lasts(c) and c.first == best.first == best.last)
    return next(longer, best)


def _width(when: When) -> int:
    """How wide a date is by the calendar's units, so that a leap year is as wide as any other."""
    return bisect_left(WIDTHS, (when.last - when.first).days)
