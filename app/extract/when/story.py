"""The date of an event: its own time, else what the story and the kind of act allow, else none."""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.records import Document, TimeExpression, Trigger, When
from app.extract.when.attach import own_time


def date_of(doc: Document, trigger: Trigger, times: Sequence[TimeExpression]) -> When | None:
    sentence = doc.sentences[trigger.sentence]
    here = [
        t for t in times if t.sentence == trigger.sentence and t.first is not None and t.rule != "dateline"
    ]
    own = own_time(sentence, trigger, here)
    if own is not None:
        return _when(own)
    if trigger.status == "planned":
        return None
    return When(
        first=doc.published,
        last=doc.published,
        precision="day",
        basis="publication",
        text=None,
        start=None,
        end=None,
    )


def _when(time: TimeExpression) -> When:
    assert time.first is not None and time.last is not None
    return When(
        first=time.first,
        last=time.last,
        precision=time.precision,
        basis=time.basis,
        text=time.text,
        start=time.start,
        end=time.end,
    )


def best_date(candidates: Sequence[When | None]) -> When | None:
    """The date of an event told by several mentions: its own time before an inherited one before publication."""
    rank = {"explicit": 0, "relative": 0, "inherited": 1, "publication": 2}
    known = [c for c in candidates if c is not None]
    return min(known, key=lambda c: (rank[c.basis], (c.last - c.first).days)) if known else None
