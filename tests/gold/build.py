"""Turn the marked-up articles of source.yaml into articles.jsonl with exact offsets.

python -m tests.gold.build
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.training import marked

HERE = Path(__file__).parent
SOURCE = HERE / "source.yaml"
ARTICLES = HERE / "articles.jsonl"


def articles() -> list[dict[str, Any]]:
    """Every article of the source, in the form of the gold files."""
    return marked.articles(SOURCE)


def write() -> None:
    lines = (json.dumps(article, ensure_ascii=False) + "\n" for article in articles())
    ARTICLES.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    write()
