"""Every yardstick in turn: sets of annotated articles, confidence over them, and what lies beside a checkout."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from app.evaluation import beside, happenings, plover, quotes, results, roots, stories, timex, toponyms
from app.evaluation.calibration import Calibration, Judged
from app.evaluation.results import Result
from app.evaluation.run import Gold, Progress, score
from app.evaluation.sets import EXTERNAL
from app.extract.pipeline import Extractor
from app.merging import Weights

CALIBRATED = frozenset({"dev", "agency"})  # news as desks get it; nothing of it was trained on


def events(
    extractor: Extractor,
    sets: Sequence[Gold],
    *,
    by_type: bool = False,
    errors: int = 0,
    progress: Progress | None = None,
) -> Iterator[Result]:
    """The score of each set, then the calibration over ``dev`` and ``agency`` if they are among them."""
    judged: list[Judged] = []
    for one in sets:
        scored = score(extractor, one, progress)
        judged += scored.judged if one.name in CALIBRATED else []
        yield results.of_events(one.name, scored, by_type, errors)
    if judged:
        yield results.of_confidence(Calibration(judged=tuple(judged)))


def external(extractor: Extractor, root: Path, *, by_type: bool = False, errors: int = 0) -> Iterator[Result]:
    """Speakers of quotes, PLOVER roots, times and places, where their texts lie beside the checkout at ``root``."""
    quoted, sentences = root / EXTERNAL / "quotes_dev.jsonl", root / EXTERNAL / "plover_train.jsonl"
    if quoted.is_file():
        found = quotes.score(extractor.nlp, extractor.knowledge, quotes.read(quoted))
        yield results.of_quotes(found, errors)
    if sentences.is_file():
        yield results.of_plover(plover.score(plover.read(sentences), roots.reading(extractor)), by_type)
    yield from layers(extractor, root / EXTERNAL)


def layers(extractor: Extractor, folder: Path) -> Iterator[Result]:
    """Times, and places of each collection, where their annotated articles lie in ``folder``."""
    timed, placed = folder / "timex_dev.jsonl", folder / "places_dev.jsonl"
    if timed.is_file():
        yield results.of_times(timex.score(extractor.nlp, _rows(timed)))
    if placed.is_file():
        rows = sorted(_rows(placed), key=lambda row: str(row["source"]))
        for source, group in groupby(rows, key=lambda row: str(row["source"])):
            yield results.of_places(source, toponyms.score(extractor.nlp, extractor.gazetteer, list(group)))


def _rows(path: Path) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def merging(extractor: Extractor, root: Path, *, errors: int = 0) -> Iterator[Result]:
    """Reports of one happening put together, where the texts for it lie in or beside the checkout at ``root``: of our
    own set what the weights were fitted on and what was kept aside, of articles grouped by story likewise and all."""
    weights, folder = Weights.load(), root / happenings.OWN
    judged, grouped = root / beside.OWN, root / EXTERNAL / "same_event_dev.jsonl"
    if folder.is_dir():
        read = [happenings.extracted(extractor, told) for told in happenings.read(folder)]
        for name, kept in (("happenings_fitted", False), ("happenings", True)):
            half = [one for one in read if one.told.kept == kept]
            yield results.of_happenings(name, happenings.score(half, weights), errors)
            if judged.is_file():
                acts = beside.score(beside.read(judged), half, weights)
                yield results.of_beside(name.replace("happenings", "beside"), acts)
    if grouped.is_file():
        articles = stories.read(grouped, stories.FITTED | stories.KEPT)
        told = [stories.told(extractor, article) for article in articles]
        kept_aside = [story for story in told if story.article.topic in stories.KEPT]
        for name, some in (("stories", told), ("stories_kept", kept_aside)):
            yield results.of_stories(name, len(some), stories.score(some, weights))
