"""Which slots of a matched event are right? None means that the annotation says nothing about that slot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.evaluation.names import forms, same
from app.extract.taxonomy import MUTUAL

Event = Mapping[str, Any]
Slots = dict[str, bool | None]

COMPLETE = (
    "type",
    "status",
    "source",
    "target",
    "date_near",
    "country",
)  # all of these right: a complete event
_DAY = timedelta(days=1)


def judge(gold: Event, found: Event) -> Slots:
    """Every slot of ``found`` against ``gold``, and ``complete``."""
    exact, near = _dates(gold.get("date"), found.get("date"))
    country, place = _places(gold.get("location"), found.get("location"))
    slots: Slots = {
        "type": gold["type"] == found["type"],
        "status": gold.get("status", "happened") == found.get("status", "happened"),
        "source": actors(gold, found, "source"),
        "target": actors(gold, found, "target"),
        "date_exact": exact,
        "date_near": near,
        "country": country,
        "place": place,
        "killed": _number(gold, found, "killed"),
        "injured": _number(gold, found, "injured"),
    }
    slots["complete"] = all(slots[name] is not False for name in COMPLETE)
    return slots


def actors(gold: Event, found: Event, role: str) -> bool | None:
    """At least half of the annotated actors are found in that role, and at least half of those found are annotated.

    In a mutual act (a meeting, a clash) everybody is a participant and the role does not matter.
    """
    mutual = gold["type"] in MUTUAL
    if mutual and role == "target":
        return None
    want = [forms(a) for a in gold.get("actors") or () if mutual or a.get("role") == role]
    got = [forms(a) for a in found.get("actors") or () if mutual or a.get("role") == role]
    if not want:
        return None
    hit = sum(any(same(w, g) for g in got) for w in want)
    right = sum(any(same(w, g) for w in want) for g in got)
    return hit > 0 and hit * 2 >= len(want) and right * 2 >= len(got)


def _dates(gold: Event | None, found: Event | None) -> tuple[bool | None, bool | None]:
    """(the very days, days that meet within one day and are not much wider)."""
    if not gold:
        return None, None
    if not found or not found.get("start") or not found.get("end"):
        return False, False
    start, end = _span(gold)
    first, last = _span(found)
    near = first <= end + _DAY and last >= start - _DAY
    narrow = (last - first).days <= max(7, 3 * (end - start).days)
    return (first, last) == (start, end), near and narrow


def _span(when: Event) -> tuple[date, date]:
    return date.fromisoformat(when["start"][:10]), date.fromisoformat(when["end"][:10])


def _places(gold: Event | None, found: Event | None) -> tuple[bool | None, bool | None]:
    """(the country, the place itself)."""
    if not gold:
        return None, None
    if not found:
        return False, False
    place = same(forms(gold), forms(found))
    return (gold["country"] == found.get("country") if gold.get("country") else place), place


def _number(gold: Event, found: Event, name: str) -> bool | None:
    return None if gold.get(name) is None else gold[name] == found.get(name)
