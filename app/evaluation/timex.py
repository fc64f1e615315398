"""Time expressions against annotated ones, scored as in TempEval-3: found where they overlap, right where the value is.

Matching is one to one: equal spans first, then by the longest overlap. Every figure is an F1 over all texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from app.extract.when.timex import Timex

_SECONDS = re.compile(r"T(\d\d):(\d\d):00(\.0+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A text with its time expressions."""

    id: str
    text: str
    published: date
    times: tuple[Timex, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimexScore:
    gold: int = 0
    given: int = 0
    strict: int = 0  # same start and end
    relaxed: int = 0  # overlapping
    typed: int = 0  # overlapping and of one type
    valued: int = 0  # overlapping and of one value

    def f1(self, hits: int) -> float:
        return 2 * hits / (self.gold + self.given) if self.gold + self.given else 0.0

    def plus(self, gold: Sequence[Timex], given: Sequence[Timex]) -> Self:
        """The score with one more text."""
        pairs = [(gold[i], given[j]) for i, j in _pairs(gold, given)]
        return type(self)(
            gold=self.gold + len(gold),
            given=self.given + len(given),
            strict=self.strict + sum((a.start, a.end) == (b.start, b.end) for a, b in pairs),
            relaxed=self.relaxed + len(pairs),
            typed=self.typed + sum(a.type == b.type for a, b in pairs),
            valued=self.valued + sum(_value(a) == _value(b) for a, b in pairs),
        )


def read(path: Path) -> Iterator[Annotated]:
    """JSONL of ``{id, text, published_at, timex: [{start, end, type, value}]}``.

    Raises OSError, ValueError and KeyError.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        times = tuple(
            Timex(start=t["start"], end=t["end"], type=t["type"], value=t["value"] or "")
            for t in row["timex"]
        )
        published = date.fromisoformat(row["published_at"][:10])
        yield Annotated(id=row["id"], text=row["text"], published=published, times=times)


def total(texts: Iterable[tuple[Sequence[Timex], Sequence[Timex]]]) -> TimexScore:
    """The score of (annotated, given) pairs."""
    score = TimexScore()
    for gold, given in texts:
        score = score.plus(gold, given)
    return score


def _value(time: Timex) -> str:
    return _SECONDS.sub(r"T\1:\2", time.value.strip().upper())


def _pairs(gold: Sequence[Timex], given: Sequence[Timex]) -> list[tuple[int, int]]:
    near = sorted(
        ((a.start, a.end) != (b.start, b.end), max(a.start, b.start) - min(a.end, b.end), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(given)
        if min(a.end, b.end) > max(a.start, b.start)
    )
    found: list[tuple[int, int]] = []
    for _, _, i, j in near:
        if all(i != k and j != m for k, m in found):
            found.append((i, j))
    return found
