"""The gold sets that are scored: our own small one, and the development gold where it lies beside the checkout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.evaluation.run import Gold, GoldError

OWN = Path("tests") / "gold" / "articles.jsonl"
BESIDE = Path("..") / "shared" / "gold"
EXTERNAL = BESIDE / "external"
ASIDE = 5  # one text in five is kept from training
KEPT_FROM = frozenset({"articles_train", "bullets_train"})  # the files of which some texts are kept

Articles = Sequence[Mapping[str, Any]]


def split(articles: Articles) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """(to train on, kept aside): every fifth line is kept aside."""
    kept = [article for number, article in enumerate(articles) if number % ASIDE == ASIDE - 1]
    return [article for number, article in enumerate(articles) if number % ASIDE != ASIDE - 1], kept


def to_train_on(gold: Gold) -> Articles:
    """The texts of a file that training may see: all of them, less those that are kept aside for scoring."""
    return split(gold.articles)[0] if gold.name in KEPT_FROM else gold.articles


def kept_aside(name: str, path: Path) -> Gold:
    """The texts of a training file that no training may see."""
    return Gold(name=name, articles=tuple(split(Gold.read(path).articles)[1]))


def default_sets(root: Path) -> list[Gold]:
    """The sets to score in a checkout at ``root``. Raises GoldError if there is none.

    ``own`` are our articles; ``dev``, ``agency`` and ``bullets`` (both kept from training) the development gold.
    """
    found: list[Gold] = []
    if (root / BESIDE / "articles_dev.jsonl").is_file():
        found.append(Gold(name="dev", articles=Gold.read(root / BESIDE / "articles_dev.jsonl").articles))
        found.append(kept_aside("agency", root / BESIDE / "articles_train.jsonl"))
        found.append(kept_aside("bullets", root / BESIDE / "bullets_train.jsonl"))
    if (root / OWN).is_file():
        found.append(Gold(name="own", articles=Gold.read(root / OWN).articles))
    if not found:
        raise GoldError(
            reason=f"no gold in {root}: run in a checkout of the project, or name files with --gold"
        )
    return found
