"""Which reader of words is worth its milliseconds? ``python -m benchmarks.readers [--encoder FOLDER]``

Four ways to find and type the words that name acts, with all other steps of extraction the same: the lexicon with the
grammar, every word taken for the first type that lists it; the linear scorer on features of the parse; the fine-tuned
encoder alone; and both, blended, as extraction does it. Scored on the sets of ``make evaluate``. ``--encoder`` names
the files of an encoder that was trained without those sets; the packaged one has seen all but our own.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.config import Settings
from app.evaluation.run import Gold, score
from app.evaluation.sets import default_sets
from app.extract.encode import Encoder
from app.extract.pipeline import Extractor
from app.extract.what.scorer import NONE, Scorer

_SETS = ("dev", "agency", "bullets")


@dataclass(frozen=True, slots=True)
class LexiconVotes(Scorer):
    """The lexicon in the scorer's place: a word is of the first type that lists it, and surely an act."""

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        listed = next(name[2:].partition("+")[0] for name in features if name.startswith("x="))
        rest = 0.02 / (len(self.labels) - 1)
        return {label: 0.98 if label == listed else rest for label in self.labels if label != NONE} | {
            NONE: rest
        }


def readers(extractor: Extractor) -> Mapping[str, Extractor]:
    scorer = extractor.scorer
    votes = LexiconVotes(scorer.labels, scorer.rows, scorer.table, scorer.card)
    return {
        "lexicon and grammar": replace(extractor, scorer=votes, share=1.0),
        "linear scorer": replace(extractor, share=1.0),
        "encoder": replace(extractor, share=0.0),
        "encoder and scorer": extractor,
    }


def milliseconds(extractor: Extractor, gold: Gold) -> float:
    """Median time of the steps that find and type words, an article."""
    steps = ("triggers",) if extractor.share == 1.0 else ("triggers", "encode")
    spent = []
    for article in gold.articles[:20]:
        day = date.fromisoformat(article["published_at"][:10])
        timings = extractor.extract(article["text"], day).timings
        spent.append(1000 * sum(timings.get(step, 0.0) for step in steps))
    return statistics.median(spent)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--encoder", type=Path, help="folder of another encoder's files")
    args = ap.parse_args()
    extractor = Extractor.load(Settings().cache_dir)
    if args.encoder:
        extractor = replace(extractor, encoder=Encoder.load(args.encoder))
    sets = [gold for gold in default_sets(Path()) if gold.name in _SETS] or default_sets(Path())
    print("| reader | " + " | ".join(gold.name for gold in sets) + " | ms an article |")
    print("|---" * (len(sets) + 2) + "|")
    for name, variant in readers(extractor).items():
        cells = []
        for gold in sets:
            found = score(variant, gold)
            cells.append(" / ".join(f"{found.rate(k).f1:.2f}" for k in ("detect", "typed", "complete")))
        print(f"| {name} | " + " | ".join(cells) + f" | {milliseconds(variant, sets[0]):.0f} |", flush=True)


if __name__ == "__main__":
    main()
