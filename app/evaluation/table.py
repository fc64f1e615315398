"""Scores as text for a reader and as plain data for a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from app.evaluation.score import Score

MEASURES = ("detect", "typed", "complete")


def lines(name: str, score: Score, by_type: bool = False, errors: int = 0) -> Iterator[str]:
    """The table of one gold set; with ``errors`` the first N errors of each kind."""
    yield f"{name}: {score.articles} articles, {score.gold} annotated events, {score.found} found"
    for measure in MEASURES:
        rate = score.rate(measure)
        yield f"  {measure:9} precision {rate.precision:.3f}  recall {rate.recall:.3f}  F1 {rate.f1:.3f}"
    if score.empty:
        yield f"  of {score.empty} without an event {score.alarms} gave one: silent on {score.silence:.3f}"
    slots = (f"{slot} {score.slot(slot):.2f} ({asked})" for slot, asked in score.slots_asked.items())
    yield f"  right slots of events found: {'  '.join(slots)}"
    if by_type:
        for kind, count in sorted(score.types.items(), key=lambda item: -item[1]["gold"]):
            yield f"    {kind:13} annotated {count['gold']:4}  found {count['found']:4}  right {count['right']:4}"
    seen: Counter[str] = Counter()
    for kind, *rest in score.errors if errors else ():
        seen[kind] += 1
        if seen[kind] <= errors:
            yield f"    {kind} | {' | '.join(rest)}"


def data(score: Score) -> dict[str, Any]:
    """The same as JSON-ready data."""
    rates = {m: score.rate(m) for m in MEASURES}
    return {
        "articles": score.articles,
        "annotated": score.gold,
        "found": score.found,
        **{
            m: {"p": round(r.precision, 4), "r": round(r.recall, 4), "f1": round(r.f1, 4)}
            for m, r in rates.items()
        },
        "without_event": {"texts": score.empty, "gave_one": score.alarms},
        "slots": {
            slot: {"right": round(score.slot(slot), 4), "of": n} for slot, n in score.slots_asked.items()
        },
    }
