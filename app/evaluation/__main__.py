"""``python -m app.evaluation [--gold FILE ...]``: score extraction and hold it to its floors."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from app.config import Settings
from app.evaluation.floors import broken, load_floors
from app.evaluation.run import Gold, GoldError, score
from app.evaluation.sets import default_sets
from app.evaluation.table import data, lines
from app.extract.pipeline import Extractor


def evaluate(
    gold: list[Path], *, as_json: bool = False, by_type: bool = False, errors: int = 0, root: Path = Path()
) -> int:
    """Score each set and print it; 1 if a set of the checkout fell below a floor. Raises GoldError."""
    sets = [Gold.read(path) for path in gold] or default_sets(root)
    settings = Settings()
    extractor = Extractor.load(settings.cache_dir, settings.spacy_model)
    floors = {} if gold else load_floors()
    fallen: list[str] = []
    answer = {}
    for one in sets:
        result = score(extractor, one, _progress if sys.stderr.isatty() else None)
        fallen += broken(one.name, result, floors)
        answer[one.name] = data(result)
        if not as_json:
            print("\n".join(lines(one.name, result, by_type, errors)), flush=True)
    if as_json:
        print(json.dumps(answer))
    print("\n".join(fallen), file=sys.stderr, end="\n" if fallen else "")
    return 1 if fallen else 0


def _progress(done: int, every: int) -> None:
    print(f"\r{done}/{every} articles", end="\n" if done == every else "", file=sys.stderr, flush=True)


def main() -> int:
    ap = argparse.ArgumentParser(prog="python -m app.evaluation", description=__doc__)
    ap.add_argument("--gold", nargs="*", type=Path, default=[], help="annotated articles (JSONL)")
    ap.add_argument("--json", action="store_true")
    ap.add_argument("--by-type", action="store_true")
    ap.add_argument(
        "--errors", type=int, default=0, metavar="N", help="print the first N errors of each kind"
    )
    args = ap.parse_args()
    try:
        return evaluate(args.gold, as_json=args.json, by_type=args.by_type, errors=args.errors)
    except GoldError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
