"""What has a day of its own that lies ahead has not happened: "next month's election", "talks set for 25 January"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.extract.records import Document, TimeExpression, Trigger
from app.extract.when import date_of

_PAST = frozenset({"VBD", "VBN"})
# What is put on a calendar. Violence is not: a later day near it is the day of something else.
_SCHEDULED = frozenset(
    {
        "election",
        "meeting",
        "visit",
        "protest",
        "legal_action",
        "appointment",
        "agreement",
        "policy",
        "cooperation",
    }
)
# "The government extends the curfew to 31 May": decided today, the day is the one on which it takes effect.
_EFFECTIVE = frozenset({"policy", "agreement", "legal_action"})


def foreseen(doc: Document, trigger: Trigger, times: Sequence[TimeExpression]) -> Trigger:
    """The trigger as it is, or planned if the time of its own clause is after publication.

    A verb in the past tense keeps its status: "was scheduled for Friday" is read as a plan from its words already.
    """
    word = doc.sentences[trigger.sentence].tokens[trigger.token]
    if trigger.status != "happened" or trigger.type not in _SCHEDULED or word.tag in _PAST:
        return trigger
    if word.pos == "VERB" and trigger.type in _EFFECTIVE:
        return trigger
    # asked of a denied act, date_of takes the time as its clause's tense reads it, wherever it lies
    when = date_of(doc, replace(trigger, status="denied"), times)
    return replace(trigger, status="planned") if when is not None and when.first > doc.published else trigger
