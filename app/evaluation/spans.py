"""Stretches of text that were found against those that were annotated: pairs, precision, recall, F1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Span = Mapping[str, Any]  # with "start" and "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of those found are right, and how many of those annotated were found."""

    right: int
    found: int
    annotated: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        both = self.found + self.annotated
        return 2 * self.right / both if both else 0.0


def pairs(annotated: Sequence[Span], found: Sequence[Span]) -> list[tuple[int, int]]:
    """(annotated, found) numbers of stretches that share a character, each once: equal ones first, then by what
    they share."""
    ranked = sorted(
        ((gold["start"], gold["end"]) != (one["start"], one["end"]), -shared, i, j)
        for i, gold in enumerate(annotated)
        for j, one in enumerate(found)
        if (shared := overlap(gold, one)) > 0
    )
    firsts: set[int] = set()
    seconds: set[int] = set()
    met: list[tuple[int, int]] = []
    for _, _, i, j in ranked:
        if i not in firsts and j not in seconds:
            firsts.add(i)
            seconds.add(j)
            met.append((i, j))
    return met


def overlap(one: Span, other: Span) -> int:
    """Characters that both share; 0 or less for none."""
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))
