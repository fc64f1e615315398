"""Articles per second per core: all of extraction beside raw spaCy, on the same texts in the same run."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from statistics import median
from typing import Any

import spacy

from app.config import Settings
from app.extract.parse import DEFAULT_MODEL
from app.extract.pipeline import Extractor
from benchmarks.figures import Figure
from benchmarks.texts import samples


def measure(rounds: int, model: str = DEFAULT_MODEL) -> list[Figure]:
    """Time ``rounds`` rounds of both, taking turns, so that a busy neighbour slows both."""
    articles = samples()
    raw, extractor = spacy.load(model), Extractor.load(Settings().cache_dir, model)
    steps: Counter[str] = Counter()

    def parse_only() -> None:
        for article in articles:
            raw(article["text"])

    def extract_all() -> None:
        for article in articles:
            found = extractor.extract(article["text"], _day(article), article["title"])
            steps.update(found.timings)

    parse_only()
    extract_all()  # both once untimed: caches fill and lazy parts load
    steps.clear()
    times = [(_cpu_seconds(parse_only), _cpu_seconds(extract_all)) for _ in range(rounds)]
    return _figures(len(articles), times, steps)


def _day(article: dict[str, Any]) -> date:
    return datetime.fromisoformat(article["published_at"]).date()


def _cpu_seconds(work: Callable[[], None]) -> float:
    """Processor time of this process, all threads: a core's worth, whatever else runs on the machine."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _figures(articles: int, times: list[tuple[float, float]], steps: Counter[str]) -> list[Figure]:
    spacy_rate = articles / median(raw for raw, _ in times)
    our_rate = articles / median(ours for _, ours in times)
    total = sum(steps.values())
    words = "the aim is at most 1.33"
    return [
        Figure(name="raw spaCy", value=spacy_rate, unit="articles/s/core"),
        Figure(name="extraction", value=our_rate, unit="articles/s/core"),
        Figure(
            name="time of extraction to raw spaCy",
            value=median(b / a for a, b in times),
            unit="x",
            note=words,
        ),
        *(
            Figure(name=f"  step {name}", value=100 * seconds / total, unit="% of time")
            for name, seconds in steps.items()
        ),
    ]
