"""Which report of an earlier extraction tells of the same happening as one of the new ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.extract.records import Report

# How much each field counts when the text itself has changed, so that offsets say nothing. Set by hand: the
# words of the act and who takes part survive an editor's correction best. A field that one side lacks is
# left out.
WEIGHTS = {"triggers": 0.4, "actors": 0.3, "day": 0.2, "place": 0.1}
SAME = 0.5  # least weighted likeness at which two reports of one type count as one happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A stored report, as far as it matters for telling whether it comes back."""

    report_id: UUID
    event_id: UUID
    version: int  # of the article's text that it was read from
    type: str
    spans: tuple[tuple[int, int], ...]
    triggers: frozenset[str]
    actors: frozenset[str]
    day: date | None
    place: str | None
    pinned: bool = False  # an editor put it into its event
    held: bool = False  # an editor decided something about its event


def match(earlier: Sequence[Earlier], reports: Sequence[Report], *, same_text: bool) -> list[Earlier | None]:
    """For each of ``reports`` the earlier one that it continues, each used once, best pairs first.

    What an editor decided must not get lost because the act is read as another type now: there another type will do,
    where none of the same type is left.
    """
    score = _overlap if same_text else _likeness
    pairs = sorted(
        (
            (before.type != report.type, -points, old, new)
            for old, before in enumerate(earlier)
            for new, report in enumerate(reports)
            if (before.type == report.type or before.held or before.pinned)
            and (points := score(before, report)) > 0
        ),
    )
    found: dict[int, int] = {}
    used: set[int] = set()
    for *_, old, new in pairs:
        if new not in found and old not in used:
            found[new] = old
            used.add(old)
    return [earlier[found[new]] if new in found else None for new in range(len(reports))]


def _overlap(before: Earlier, report: Report) -> float:
    """Characters of the act's words that both have in common; 0 for different words of the text."""
    return sum(
        max(0, min(end, mention.end) - max(start, mention.start))
        for start, end in before.spans
        for mention in report.mentions
    )


def _likeness(before: Earlier, report: Report) -> float:
    scores = {
        "triggers": _shared(before.triggers, frozenset(m.text.casefold() for m in report.mentions)),
        "actors": _shared(before.actors, frozenset(actor.actor_id for actor in report.actors)),
        "day": _equal(before.day, report.date.first if report.date else None),
        "place": _equal(before.place, report.location.name if report.location else None),
    }
    known = {field: score for field, score in scores.items() if score is not None}
    total = sum(WEIGHTS[field] for field in known)
    mean = sum(WEIGHTS[field] * score for field, score in known.items()) / total if total else 0.0
    return mean if mean >= SAME else 0.0


def _shared(one: frozenset[str], other: frozenset[str]) -> float | None:
    return len(one & other) / len(one | other) if one and other else None


def _equal(one: object, other: object) -> float | None:
    return None if one is None or other is None else float(one == other)
