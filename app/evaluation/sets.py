"""The gold sets that are scored: our own small one, and the development gold where it lies beside the checkout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.evaluation.run import Gold, GoldError

OWN = Path("tests") / "gold" / "articles.jsonl"
BESIDE = Path("..") / "shared" / "gold"
ASIDE = 5  # one agency story in five is kept from training


def split(articles: Sequence[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """(to train on, kept aside): every fifth line is kept aside."""
    kept = [article for number, article in enumerate(articles) if number % ASIDE == ASIDE - 1]
    return [article for number, article in enumerate(articles) if number % ASIDE != ASIDE - 1], kept


def default_sets(root: Path) -> list[Gold]:
    """The sets to score in a checkout at ``root``. Raises GoldError if there is none.

    ``own`` are our articles; ``dev`` and ``agency`` (the stories kept from training) the development gold.
    """
    found: list[Gold] = []
    if (root / BESIDE / "articles_dev.jsonl").is_file():
        found.append(Gold(name="dev", articles=Gold.read(root / BESIDE / "articles_dev.jsonl").articles))
        stories = Gold.read(root / BESIDE / "articles_train.jsonl").articles
        found.append(Gold(name="agency", articles=tuple(split(stories)[1])))
    if (root / OWN).is_file():
        found.append(Gold(name="own", articles=Gold.read(root / OWN).articles))
    if not found:
        raise GoldError(
            reason=f"no gold in {root}: run in a checkout of the project, or name files with --gold"
        )
    return found
