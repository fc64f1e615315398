"""What a reader makes of a match: a span of days, or a time that names none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.extract.records import DateBasis
from app.extract.when import spans
from app.extract.when.spans import Span

Groups = Mapping[str, str | None]
Direction = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a time expression is read against."""

    published: date
    previous: Span | None  # the last time of the story that was read before this one
    near: bool  # ... and it stands in the same paragraph, in this sentence or the one before
    quarter: Span | None  # the latest quarter told of so far, as stories about earnings do
    direction: Direction  # the clause looks back, says nothing of it, looks ahead
    torn: bool = False  # it looked ahead from a time past: the day may be over by now

    @property
    def story(self) -> Span:
        return self.previous or spans.day(self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    span: Span | None  # None: no day is named
    basis: DateBasis
    kind: Literal["DATE", "TIME", "DURATION", "SET"]  # as TIMEX3 sorts them
    code: str | None = None  # what TIMEX3 calls it, where the span does not tell
    base: Span | None = None  # the unit named, where ``span`` is a part of it ("early 2015": 2015)
    clause: bool = False  # it dates the clause that follows it ("a day after ...")


Reader = Callable[[Groups, Context], Reading | None]


def explicit(span: Span, base: Span | None = None) -> Reading:
    return Reading(span=span, basis="explicit", kind="DATE", base=base or span)


def relative(span: Span, base: Span | None = None) -> Reading:
    return Reading(span=span, basis="relative", kind="DATE", base=base or span)


def unknown(code: str | None, kind: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE") -> Reading:
    return Reading(span=None, basis="relative", kind=kind, code=code)
