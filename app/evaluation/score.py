"""Totals over a set of articles: detect, typed and complete F1, and the share of each slot that is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.evaluation.calibration import Judged
from app.evaluation.match import pairs
from app.evaluation.slots import judge

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Score:
    """Counts that grow article by article."""

    articles: int = 0
    gold: int = 0
    found: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    slots_right: Counter[str] = field(default_factory=Counter)
    slots_asked: Counter[str] = field(default_factory=Counter)
    types: dict[str, Counter[str]] = field(default_factory=dict)
    errors: list[tuple[str, str, str, str]] = field(default_factory=list)  # kind, article, type, trigger
    judged: list[Judged] = field(default_factory=list)  # the reports that count
    empty: int = 0  # articles in which nothing is annotated, not even as optional
    alarms: int = 0  # of those, how many gave a report

    def add(self, article: Mapping[str, Any], reports: Sequence[Event]) -> None:
        """Count one article. Optional events are neither rewarded nor punished."""
        events = article["events"]
        matched, spare = pairs(events, reports)
        counted = [(i, j) for i, j in matched if not events[i].get("optional")]
        left_out = spare | {j for i, j in matched if events[i].get("optional")}
        self.articles += 1
        self.empty += not events
        self.alarms += bool(reports) and not events
        right = {j for i, j in counted if events[i]["type"] == reports[j]["type"]}
        self.judged.extend(
            (report.get("confidence", 0.0), j in right)
            for j, report in enumerate(reports)
            if j not in left_out
        )
        self._count_all(article, reports, dict(counted), left_out)
        for i, j in counted:
            self._count_pair(article["id"], events[i], reports[j])

    def _count_all(
        self,
        article: Mapping[str, Any],
        reports: Sequence[Event],
        matched: dict[int, int],
        left_out: set[int],
    ) -> None:
        for i, event in enumerate(article["events"]):
            if event.get("optional"):
                continue
            self.gold += 1
            self._of(event["type"])["gold"] += 1
            if i not in matched:
                self.errors.append(("missed", article["id"], event["type"], event["mentions"][0]["trigger"]))
        right = set(matched.values())
        for j, report in enumerate(reports):
            if j in left_out:
                continue
            self.found += 1
            self._of(report["type"])["found"] += 1
            if j not in right:
                self.errors.append(("invented", article["id"], report["type"], report["mentions"][0]["text"]))

    def _count_pair(self, article: str, event: Event, report: Event) -> None:
        slots = judge(event, report)
        self.hits["detect"] += 1
        self.hits["typed"] += bool(slots["type"])
        self.hits["complete"] += bool(slots["complete"])
        self._of(event["type"])["right"] += bool(slots["type"])
        for name, right in slots.items():
            if right is None or name == "complete":
                continue
            self.slots_asked[name] += 1
            self.slots_right[name] += right
            if not right:
                self.errors.append((name, article, event["type"], event["mentions"][0]["trigger"]))

    def _of(self, kind: str) -> Counter[str]:
        return self.types.setdefault(kind, Counter())

    def rate(self, name: str) -> Rate:
        """``name`` is detect, typed or complete."""
        hits = self.hits[name]
        return Rate(
            precision=hits / self.found if self.found else 0.0, recall=hits / self.gold if self.gold else 0.0
        )

    @property
    def silence(self) -> float:
        """The share of the articles without an event that gave no report; 1 where there is no such article."""
        return 1.0 - self.alarms / self.empty if self.empty else 1.0

    def slot(self, name: str) -> float:
        return self.slots_right[name] / self.slots_asked[name] if self.slots_asked[name] else 0.0
