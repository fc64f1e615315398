"""What has a day of its own that lies ahead has not happened: "next month's election", "talks set for 25 January"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.extract.records import Document, TimeExpression, Token, Trigger
from app.extract.when import date_of

_PAST = frozenset({"VBD", "VBN"})
# "The premier announced an election on Sunday": the noun may lie ahead of these though they are told in the past
_CALENDAR = frozenset(
    {"announce", "set", "schedule", "call", "plan", "invite", "expect", "fix", "postpone", "delay", "move"}
)
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


def foreseen(doc: Document, trigger: Trigger, times: Sequence[TimeExpression]) -> Trigger:
    """The trigger as it is, or planned if the time of its own clause is after publication.

    A verb in the past tense keeps its status: "was scheduled for Friday" is read as a plan from its words already.
    """
    word = doc.sentences[trigger.sentence].tokens[trigger.token]
    if trigger.status != "happened" or trigger.type not in _SCHEDULED or word.tag in _PAST:
        return trigger
    if _carried_in_the_past(doc.sentences[trigger.sentence].tokens, word):
        return trigger
    planned = replace(trigger, status="planned")
    when = date_of(doc, planned, times)
    return planned if when is not None and when.first > doc.published else trigger


def _carried_in_the_past(tokens: Sequence[Token], word: Token) -> bool:
    """ "The talks ended on Monday", "went on strike on Monday": the weekday is the one before publication."""
    if word.pos != "NOUN" or word.dep not in ("nsubj", "dobj"):
        return False
    head = tokens[word.head]
    return head.tag == "VBD" and head.lemma not in _CALENDAR
