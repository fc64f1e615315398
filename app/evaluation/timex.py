"""Time expressions against TIMEX3 annotations, as TempEval-3 scores them (Uzzaman et al. 2013)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.evaluation.spans import Share, pairs
from app.extract import parse
from app.extract.records import Document
from app.extract.when.timex import Timex, timexes

# Value F1 on the test articles of TempEval-3, as published: Strötgen et al. 2013, Chang and Manning 2013
CHAMPIONS = {"HeidelTime": 0.776, "SUTime": 0.674}

_WHOLE_MINUTE = re.compile(r"T(\d\d):(\d\d):00(\.0+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimexScore:
    relaxed: Share  # any overlap
    typed: Share  # and the same type
    valued: Share  # and the same value


def score(nlp: parse.Language, rows: Sequence[Mapping[str, Any]]) -> TimexScore:
    """Score the times of ``{text, published_at, timex}``."""
    return tally((row["timex"], timexes(parsed(nlp, row))) for row in rows)


def parsed(nlp: parse.Language, row: Mapping[str, Any]) -> Document:
    return parse.parse(nlp, row["text"], date.fromisoformat(row["published_at"][:10]))


def tally(texts: Iterable[tuple[Sequence[Mapping[str, Any]], Sequence[Timex]]]) -> TimexScore:
    """The score of texts, each the annotated times with those found."""
    found = annotated = relaxed = typed = valued = 0
    for theirs, times in texts:
        ours: list[Mapping[str, Any]] = [
            {"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in times
        ]
        found, annotated = found + len(ours), annotated + len(theirs)
        for i, j in pairs(theirs, ours):
            relaxed += 1
            typed += theirs[i]["type"] == ours[j]["type"]
            valued += normal(theirs[i]["value"]) == normal(ours[j]["value"])
    return TimexScore(
        relaxed=Share(right=relaxed, found=found, annotated=annotated),
        typed=Share(right=typed, found=found, annotated=annotated),
        valued=Share(right=valued, found=found, annotated=annotated),
    )


def normal(value: str | None) -> str:
    """A TIMEX3 value with "T14:30" for "T14:30:00"."""
    return _WHOLE_MINUTE.sub(r"T\1:\2", (value or "").strip().upper())
