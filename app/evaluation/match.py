"""Pair found events with annotated ones, one to one, best pairs first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.evaluation.slots import judge
from app.extract.taxonomy import TYPES

Event = Mapping[str, Any]
_WEIGHTS = {"type": 4.0, "source": 2.0, "target": 1.0, "date_near": 1.0, "country": 1.0, "status": 1.0}


def pairs(gold: Sequence[Event], found: Sequence[Event]) -> tuple[list[tuple[int, int]], set[int]]:
    """Matched (gold, found) indexes, and the found ones that only tell of an optional event and so do not count.

    A pair needs one family and a found mention inside a sentence of an annotated one.
    """
    scored = [
        (_weight(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found) if _may_match(g, f)
    ]
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    matched: list[tuple[int, int]] = []
    for _, i, j in sorted(scored, reverse=True):
        if -i not in taken_gold and -j not in taken_found:
            taken_gold.add(-i)
            taken_found.add(-j)
            matched.append((-i, -j))
    spare = {
        j
        for j, f in enumerate(found)
        if j not in taken_found and any(g.get("optional") and _may_match(g, f) for g in gold)
    }
    return matched, spare


def _may_match(gold: Event, found: Event) -> bool:
    return TYPES[gold["type"]].family == TYPES[found["type"]].family and any(
        m["start"] < g["sent_end"] and m["end"] > g["sent_start"]
        for g in gold["mentions"]
        for m in found["mentions"]
    )


def _weight(gold: Event, found: Event) -> float:
    slots = judge(gold, found)
    same_words = any(
        m["start"] < g["end"] and m["end"] > g["start"] for g in gold["mentions"] for m in found["mentions"]
    )
    agreed = sum(weight for name, weight in _WEIGHTS.items() if slots[name])
    return agreed + 2.0 * same_words + (0.0 if gold.get("optional") else 0.5)
