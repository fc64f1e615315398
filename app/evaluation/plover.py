"""PLOVER root of what a marked source does to a marked target in one sentence: accuracy and macro-F1.

A *coder* takes what is asked and gives a root; ``app.evaluation.roots`` holds the one that works from the extractor's
own reading. PLOVER of 2024 calls YIELD what its manual splits into CONCEDE and RETREAT, our concession and withdrawal.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import DatelineError

_MARK = re.compile(r"(</?[st]>)")


class PloverError(DatelineError):
    """{reason}; a line of PLOVER sentences is {{"marked_text", "plover_root"}} with <s>source</s> and <t>target</t>."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A sentence with two spans of it: who acts, and towards whom. None: the sentence does not say."""

    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None


Coder = Callable[[Asked], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    asked: Asked
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverScore:
    pairs: Mapping[tuple[str, str], int]  # (annotated, given) -> sentences

    @property
    def accuracy(self) -> float:
        right = sum(count for (gold, given), count in self.pairs.items() if gold == given)
        return right / max(1, sum(self.pairs.values()))

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the annotated roots, each counting the same."""
        return sum(map(self.f1, self.roots)) / max(1, len(self.roots))

    @property
    def roots(self) -> tuple[str, ...]:
        return tuple(sorted({gold for gold, _ in self.pairs}))

    def f1(self, root: str) -> float:
        right = self.pairs.get((root, root), 0)
        both = sum(n * ((gold == root) + (given == root)) for (gold, given), n in self.pairs.items())
        return 2 * right / both if both else 0.0


def read(path: Path) -> tuple[Row, ...]:
    """The sentences of a file. Raises PloverError with the line that is wrong."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            rows.append(Row(asked=unmarked(row["marked_text"]), root=row["plover_root"]))
        except (ValueError, KeyError) as error:
            raise PloverError(reason=f"{path} line {number}: {error!r}") from error
    return tuple(rows)


def unmarked(marked: str) -> Asked:
    """The sentence without its marks, and where the first of each kind stood.

    >>> unmarked("<s>Iran</s> warned <t>Israel</t>.")
    Asked(text='Iran warned Israel.', source=(0, 4), target=(12, 18))
    """
    text, spans = "", dict[str, tuple[int, int]]()
    opened: dict[str, int] = {}
    for piece in _MARK.split(marked):
        kind = piece[-2:-1]
        if not _MARK.fullmatch(piece):
            text += piece
        elif piece[1] != "/":
            opened[kind] = len(text)
        else:
            spans.setdefault(kind, (opened.pop(kind), len(text)))
    return Asked(text=text, source=spans.get("s"), target=spans.get("t"))


def score(rows: Sequence[Row], coder: Coder) -> PloverScore:
    return PloverScore(pairs=Counter((row.root, coder(row.asked)) for row in rows))
