"""Train the trigger scorer: ``python -m app.training.triggers GOLD.jsonl ... [--folds N] [--write]``.

Needs the ``train`` extra (scikit-learn). Deterministic: the same texts give the same file.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from app.evaluation.run import Gold
from app.evaluation.sets import split
from app.extract import parse
from app.extract.records import Document
from app.extract.taxonomy import TYPES
from app.extract.what.examples import EXAMPLE_DAY, load_examples
from app.extract.what.lexicon import Lexicon
from app.extract.what.scorer import NONE
from app.extract.what.triggers import featured
from app.training.marked import own_articles

LABELS = (NONE, *TYPES)
MODEL = Path(__file__).parents[1] / "extract" / "data" / "triggers_model.json.gz"
OPTIONAL_WEIGHT = 0.4  # events that readers may leave out teach less
OWN_WEIGHT = 3.0  # the rules' own examples are plain cases, written to be unmistakable
SMALLEST = 0.03  # weights below this are dropped: they move no decision and are most of the file


@dataclass(frozen=True, slots=True)
class Example:
    group: str  # the article
    features: tuple[str, ...]
    label: str
    weight: float


def examples(gold: Mapping[str, Any], doc: Document, lexicon: Lexicon) -> Iterator[Example]:
    """One example a candidate word; a word inside an annotated trigger bears that event's type."""
    spans = [
        (m["start"], m["end"], e["type"], bool(e.get("optional")))
        for e in gold["events"]
        for m in e["mentions"]
    ]
    for _, candidate, names in featured(doc, lexicon):
        token = candidate.token
        hits = [
            (kind, optional)
            for start, end, kind, optional in spans
            if start < token.end and token.start < end
        ]
        hits.sort(key=lambda hit: (hit[1], hit[0] not in {e.type for e in candidate.entries}))
        label, optional = hits[0] if hits else (NONE, False)
        yield Example(gold["id"], tuple(names), label, OPTIONAL_WEIGHT if optional else 1.0)


def own_examples(nlp: parse.Language, lexicon: Lexicon) -> Iterator[Example]:
    """The rules' own examples: one sentence each, its trigger in brackets."""
    for example in load_examples():
        gold = {
            "id": f"example-{example.number}",
            "events": [{"type": example.type, "mentions": [{"start": example.start, "end": example.end}]}]
            if example.type != NONE
            else [],
        }
        doc = parse.parse(nlp, example.text, EXAMPLE_DAY)
        yield from (replace(row, weight=OWN_WEIGHT) for row in examples(gold, doc, lexicon))


def read(paths: Sequence[Path], aside: Sequence[str], model: str, lexicon: Lexicon) -> list[Example]:
    """Candidates of every text; of files named in ``aside`` one text in five is left for the yardstick."""
    nlp = parse.load(model)
    rows = list(own_examples(nlp, lexicon))
    for name, articles in (("own", own_articles()), *((p.stem, Gold.read(p).articles) for p in paths)):
        for gold in split(articles)[0] if name in aside else articles:
            day = date.fromisoformat(gold["published_at"][:10])
            rows.extend(examples(gold, parse.parse(nlp, gold["text"], day, gold.get("title")), lexicon))
        print(f"read {name}: {len(rows)} candidates so far", file=sys.stderr)
    return rows


@dataclass(frozen=True, slots=True)
class Fit:
    vectorizer: DictVectorizer
    model: LogisticRegression

    def predict(self, rows: Sequence[Example]) -> Any:
        return self.model.predict_proba(
            self.vectorizer.transform([dict.fromkeys(r.features, 1.0) for r in rows])
        )


def fit(rows: Sequence[Example], strength: float, rare: int = 2) -> Fit:
    """Multinomial logistic regression; features seen fewer than ``rare`` times are left out."""
    seen = Counter(name for row in rows for name in set(row.features))
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform([{n: 1.0 for n in row.features if seen[n] >= rare} for row in rows])
    model = LogisticRegression(C=strength, max_iter=300)
    model.fit(matrix, [row.label for row in rows], sample_weight=[row.weight for row in rows])
    return Fit(vectorizer, model)


def cross_validate(rows: Sequence[Example], folds: int, strength: float) -> dict[str, float]:
    """Word-level F1 (detect: any type; typed) over folds of whole articles."""
    groups = sorted({row.group for row in rows})
    fold = {group: i % folds for i, group in enumerate(groups)}
    tally: Counter[str] = Counter()
    for k in range(folds):
        held = [row for row in rows if fold[row.group] == k]
        fitted = fit([row for row in rows if fold[row.group] != k], strength)
        classes = list(fitted.model.classes_)
        none = classes.index(NONE)
        for row, odds in zip(held, fitted.predict(held), strict=True):
            act = odds[none] < 0.6
            best = max((c for c in classes if c != NONE), key=lambda c: odds[classes.index(c)])
            tally["pred"] += act and row.weight >= 1
            tally["gold"] += row.label != NONE and row.weight >= 1
            tally["detect"] += act and row.label != NONE and row.weight >= 1
            tally["typed"] += act and row.label == best and row.weight >= 1
        print(f"fold {k + 1}/{folds} done", file=sys.stderr)
    return {k: round(2 * tally[k] / (tally["pred"] + tally["gold"]), 4) for k in ("detect", "typed")}


def write(fitted: Fit, card: dict[str, object], path: Path = MODEL) -> None:
    """Weights as 8-bit steps of one scale, zeros left out, in the order of the features' names."""
    classes = list(fitted.model.classes_)
    columns = [LABELS.index(c) for c in classes]
    table = np.zeros((len(fitted.vectorizer.feature_names_), len(LABELS)), dtype=np.float64)
    table[:, columns] = fitted.model.coef_.T
    table[fitted.vectorizer.vocabulary_["bias"], columns] += fitted.model.intercept_
    scale = float(np.abs(table).max()) / 127
    steps = np.rint(np.where(np.abs(table) < SMALLEST, 0, table) / scale).astype(int)
    weights = {}
    for name, row in sorted(zip(fitted.vectorizer.feature_names_, steps.tolist(), strict=True)):
        kept = [part for i, value in enumerate(row) if value for part in (i, value)]
        if kept:
            weights[name] = kept
    raw = {"format": 1, "card": card, "labels": LABELS, "scale": scale, "weights": weights}
    path.write_bytes(gzip.compress(json.dumps(raw, separators=(",", ":")).encode(), mtime=0))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("gold", nargs="+", type=Path)
    ap.add_argument("--aside", nargs="*", default=[], help="sets of which one text in five is kept aside")
    ap.add_argument("--folds", type=int, default=0)
    ap.add_argument("--strength", type=float, default=0.2, help="inverse of the L2 penalty")
    ap.add_argument("--model", default=parse.DEFAULT_MODEL)
    ap.add_argument("--date", default=date.today().isoformat(), help="day written on the card")
    ap.add_argument("--write", action="store_true", help="write the weight file")
    args = ap.parse_args()
    rows = read(args.gold, args.aside, args.model, Lexicon.load())
    scores = cross_validate(rows, args.folds, args.strength) if args.folds else {}
    print(json.dumps({"candidates": len(rows), "word_f1": scores}))
    if args.write:
        card = {
            "trained": args.date,
            "texts": len({r.group for r in rows}),
            "candidates": len(rows),
            "cross_validated": scores,
            "method": f"multinomial logistic regression, C={args.strength}",
            "parser": args.model,
        }
        write(fit(rows, args.strength), card)
        print(f"wrote {MODEL.name}, {MODEL.stat().st_size} bytes")


if __name__ == "__main__":
    main()
