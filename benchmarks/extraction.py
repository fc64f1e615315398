"""Articles per second per core: all of extraction beside raw spaCy, on the same texts in the same run."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median
from typing import Any

import spacy

from app.config import Settings
from app.extract.parse import DEFAULT_MODEL
from app.extract.pipeline import Extractor
from benchmarks.figures import Figure
from benchmarks.texts import samples

WORDS = 400  # of the article that rates are told for


@dataclass(slots=True)
class Steps:
    """Seconds of wall time in each step, as the extractor names them, and in all of extraction."""

    seconds: Counter[str] = field(default_factory=Counter)
    whole: float = 0.0

    def add(self, timings: Mapping[str, float], whole: float) -> None:
        self.seconds.update(timings)
        self.whole += whole

    def figures(self, articles: int) -> list[Figure]:
        """The share of each step in the order they ran, and of what no step counts (the language, mostly)."""
        outside = max(0.0, self.whole - sum(self.seconds.values()))
        return [
            Figure(
                name=f"  step {name}" if name else "  outside the steps",
                value=100 * seconds / self.whole,
                unit="% of time",
                note=f"{1000 * seconds / articles:.2f} ms an article",
            )
            for name, seconds in (*self.seconds.items(), ("", outside))
        ]


def measure(rounds: int, model: str = DEFAULT_MODEL) -> list[Figure]:
    """Time ``rounds`` rounds of both, taking turns, so that a busy neighbour slows both."""
    articles = samples()
    raw, extractor = spacy.load(model), Extractor.load(Settings().cache_dir, model)
    steps = Steps()

    def parse_only() -> None:
        for article in articles:
            raw(article["text"])

    def extract_all() -> None:
        for article in articles:
            begun = time.perf_counter()
            found = extractor.extract(article["text"], _day(article), article["title"])
            steps.add(found.timings, time.perf_counter() - begun)

    parse_only()
    extract_all()  # both once untimed: caches fill and lazy parts load
    steps = Steps()
    times = [(_cpu_seconds(parse_only), _cpu_seconds(extract_all)) for _ in range(rounds)]
    words = sum(len(article["text"].split()) for article in articles) / len(articles)
    return [*rates(len(articles), words, times), *steps.figures(rounds * len(articles))]


def _day(article: dict[str, Any]) -> date:
    return datetime.fromisoformat(article["published_at"]).date()


def _cpu_seconds(work: Callable[[], None]) -> float:
    """Processor time of this process, all threads: a core's worth, whatever else runs on the machine."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def rates(articles: int, words: float, times: list[tuple[float, float]]) -> list[Figure]:
    """Articles a second on one core, as they are and as long as ``WORDS``; ``words`` is their mean length."""
    ours = articles / median(both for _, both in times)
    return [
        Figure(name="raw spaCy", value=articles / median(raw for raw, _ in times), unit="articles/s/core"),
        Figure(name="extraction", value=ours, unit="articles/s/core", note=f"of {words:.0f} words"),
        Figure(
            name=f"extraction of {WORDS} words",
            value=ours * words / WORDS,
            unit="articles/s/core",
            note="the aim is at least 8",
        ),
        Figure(
            name="time of extraction to raw spaCy", value=median(both / raw for raw, both in times), unit="x"
        ),
    ]
