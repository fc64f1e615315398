"""Gold files of annotated articles, and the score of what is extracted from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.errors import DatelineError
from app.evaluation.score import Score
from app.extract.pipeline import Extractor
from app.extract.plain import as_dict

Progress = Callable[[int, int], None]


class GoldError(DatelineError):
    """{reason}; a line of annotated articles is {{"id", "text", "published_at", "events"}}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A set of annotated articles."""

    name: str
    articles: tuple[Mapping[str, Any], ...]

    @classmethod
    def read(cls, path: Path) -> Gold:
        """Read JSONL of ``{id, text, published_at, events}``. Raises GoldError with the line that is wrong."""
        rows: list[Mapping[str, Any]] = []
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise GoldError(reason=f"cannot read {path}: {error.strerror}") from error
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                missing = {"id", "text", "published_at", "events"} - row.keys()
            except (ValueError, AttributeError) as error:
                raise GoldError(reason=f"{path} line {number} is not a JSON object: {error}") from error
            if missing:
                raise GoldError(reason=f"{path} line {number} lacks {', '.join(sorted(missing))}")
            rows.append(row)
        return cls(name=path.stem, articles=tuple(rows))


def predict(extractor: Extractor, articles: Sequence[Mapping[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The reports of each article, as plain data."""
    for article in articles:
        day = date.fromisoformat(article["published_at"][:10])
        yield [as_dict(r) for r in extractor.extract(article["text"], day, article.get("title")).reports]


def score(extractor: Extractor, gold: Gold, progress: Progress | None = None) -> Score:
    """Score extraction on ``gold``; ``progress`` is told (done, all) after each article."""
    total = Score()
    for number, reports in enumerate(predict(extractor, gold.articles)):
        total.add(gold.articles[number], reports)
        if progress is not None:
            progress(number + 1, len(gold.articles))
    return total
