"""Fine-tune the encoder: ``python -m app.training.encoder CACHE GOLD.jsonl ... [--aside NAME ...] [--write]``.

Reads annotated articles and those of our own, trains, scores on the texts kept aside, and writes the packaged model.
With ``--teacher`` it also learns what a larger network (`app.training.encoder.teacher`) makes of these texts and of
``--unlabelled`` ones. Needs the ``train`` extra. Deterministic on one kind of machine: the same texts and seed give
the same figures.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import torch

from app.extract.taxonomy import TYPES
from app.training.encoder.distil import lessons, taught_by, unlabelled, with_heads_of
from app.training.encoder.export import FOLDER, write
from app.training.encoder.fit import Plan, Vocabulary, fit, vocabulary
from app.training.encoder.net import Net, pretrained
from app.training.encoder.rows import NONE, Kit, Row
from app.training.encoder.source import base_folder, read
from app.training.encoder.teacher import Teacher
from app.training.encoder.yardstick import measure

_TAUGHT_EPOCHS = 6  # with a teacher there are twice the texts


def train(args: argparse.Namespace, rows: Sequence[Row], kit: Kit) -> tuple[Net, Vocabulary, Plan]:
    """A network trained on ``rows``, and what its heads know."""
    plan = Plan(epochs=args.epochs or Plan().epochs, seed=args.seed)
    if args.teacher is None:
        known = vocabulary(rows, (NONE, *TYPES))
        net = Net(pretrained(base_folder()), len(known.labels), len(known.links), len(known.twins))
        return fit(net, rows, known, plan), known, plan
    plan = replace(plan, epochs=args.epochs or _TAUGHT_EPOCHS)
    teacher, known = Teacher.load(args.teacher, args.cache)
    teacher.requires_grad_(False)
    net = Net(pretrained(base_folder()), len(known.labels), len(known.links), len(known.twins))
    every = [row for row in (*rows, *unlabelled(args.unlabelled, kit)) if row.windows.pieces]
    told = lessons(teacher, every)
    return fit(with_heads_of(net, teacher), every, known, plan, taught_by(teacher, told)), known, plan


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("cache", type=Path, help="folder of the gazetteer's index")
    ap.add_argument("gold", nargs="*", type=Path)
    ap.add_argument(
        "--aside", nargs="*", default=[], help="sets kept from training: NAME a fifth, NAME! whole"
    )
    ap.add_argument("--teacher", type=Path, help="folder of a trained teacher")
    ap.add_argument("--unlabelled", nargs="*", default=[], type=Path, help="texts that the teacher reads too")
    ap.add_argument("--epochs", type=int)
    ap.add_argument("--seed", type=int, default=Plan().seed)
    ap.add_argument("--date", default=date.today().isoformat(), help="day written on the card")
    ap.add_argument("--write", type=Path, nargs="?", const=FOLDER, help="write the model (to this folder)")
    args = ap.parse_args()
    torch.manual_seed(args.seed)
    kit = Kit.load(args.cache, base_folder() / "tokenizer.json")
    rows, held = read(args.gold, args.aside, kit)
    net, known, plan = train(args, rows, kit)
    scores = {name: measure(net, apart, known) for name, apart in held.items()}
    print(json.dumps(scores, indent=1))
    if args.write:
        card = {
            "trained": args.date,
            "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
            "teacher": "sentence-transformers/all-mpnet-base-v2 (Apache-2.0), fine-tuned"
            if args.teacher
            else None,
            "licence": "Apache-2.0, as the base",
            "quantization": "dynamic int8, a scale for each output channel",
            "texts": len(rows),
            "unlabelled": [path.stem for path in args.unlabelled],
            "words": sum(len(row.words) for row in rows),
            "links": sum(len(row.pairs) for row in rows),
            "epochs": plan.epochs,
            "aside": list(args.aside),
            "scores": scores,
        }
        write(net, known, base_folder(), card, args.write)
        size = sum(path.stat().st_size for path in args.write.iterdir())
        print(f"wrote {args.write.name}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
