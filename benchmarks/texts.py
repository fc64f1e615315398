"""The articles that the benchmarks read: the samples, with as many variants as are wanted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent.parent / "app" / "samples" / "articles.jsonl"


def samples() -> list[dict[str, Any]]:
    """The sample articles as the API takes them."""
    return [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]


def variants(number: int, name: str) -> list[dict[str, Any]]:
    """``number`` articles that Dateline takes for different ones: days, urls and identifiers differ."""
    return list(islice(_variants(name), number))


def _variants(name: str) -> Iterator[dict[str, Any]]:
    for turn in count(1):
        for sample in samples():
            moved = datetime.fromisoformat(sample["published_at"]) - timedelta(days=7 * turn)
            key = f"{sample['external_id']}-{name}-{turn}"
            yield {
                **sample,
                "external_id": key,
                "url": f"https://example.org/bench/{key}",
                "published_at": moved.isoformat(),
            }
