"""Fit the merge weights: ``python -m app.training.merging CACHE GOLD.jsonl ... [--whole NAME] [--write]``.

Every pair of accounts of one family in an annotated article is an example: do they belong to one annotated event?
Of each file only the fifth is read that the encoder's training keeps aside: on texts that it has seen, the encoder is
surer than it will ever be again.
Needs the ``train`` extra (scikit-learn). Deterministic.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from app.evaluation.run import Gold
from app.evaluation.sets import split
from app.extract import parse
from app.extract.assemble import Account
from app.extract.assemble.same import compare, may_be_same
from app.extract.encode import Encoder
from app.extract.link import Linker
from app.extract.pipeline import Extractor
from app.extract.taxonomy import TYPES
from app.extract.timing import Stopwatch
from app.training.marked import own_articles

MODEL = Path(__file__).parents[1] / "extract" / "data" / "merging_model.json"


def event_of(account: Account, article: Mapping[str, Any]) -> int | None:
    """The annotated event that an account tells of: its trigger overlaps one of the event's, else its sentence tells
    of just one event of its family."""
    trigger, family = account.trigger, TYPES[account.trigger.type].family
    near: set[int] = set()
    for index, event in enumerate(article["events"]):
        if TYPES[event["type"]].family != family:
            continue
        for mention in event["mentions"]:
            if mention["start"] < trigger.end and trigger.start < mention["end"]:
                return index
            if mention["sent_start"] <= trigger.start < mention["sent_end"]:
                near.add(index)
    return near.pop() if len(near) == 1 else None


def pairs(
    accounts: Sequence[Account], article: Mapping[str, Any], linker: Linker
) -> Iterator[tuple[list[str], bool]]:
    """Features and truth of each pair that could be one event."""
    known = [(account, event) for account in accounts if (event := event_of(account, article)) is not None]
    for j, (later, event) in enumerate(known):
        for earlier, other in known[:j]:
            if may_be_same(earlier, later):
                (read,) = linker.twins([earlier.trigger], later.trigger)
                yield compare(earlier, later, read), event == other


def examples(extractor: Extractor, articles: Sequence[Mapping[str, Any]]) -> Iterator[tuple[list[str], bool]]:
    for article in articles:
        day = date.fromisoformat(article["published_at"][:10])
        doc = parse.parse(extractor.nlp, article["text"], day, article.get("title"))
        told = extractor.accounts(doc, Stopwatch())
        yield from pairs(told.accounts, article, told.linker)


def fit(rows: Sequence[tuple[list[str], bool]], strength: float) -> dict[str, float]:
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(names, 1.0) for names, _ in rows])
    model = LogisticRegression(C=strength, max_iter=1000).fit(matrix, [same for _, same in rows])
    weights = {
        name: round(float(w), 3) for name, w in zip(vectorizer.feature_names_, model.coef_[0], strict=True)
    }
    weights["bias"] = round(weights["bias"] + float(model.intercept_[0]), 3)
    return {name: weight for name, weight in sorted(weights.items()) if abs(weight) >= 0.02}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("cache", type=Path, help="folder of the gazetteer's index")
    ap.add_argument("gold", nargs="+", type=Path)
    ap.add_argument("--encoder", type=Path, help="files of the encoder that has not seen these texts")
    ap.add_argument("--whole", nargs="*", default=[], help="sets of which the encoder has seen no text")
    ap.add_argument("--strength", type=float, default=0.3, help="inverse of the L2 penalty")
    ap.add_argument("--date", default=date.today().isoformat(), help="day written on the card")
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    extractor = Extractor.load(args.cache)
    if args.encoder:
        extractor = replace(extractor, encoder=Encoder.load(args.encoder))
    sets = [("own", own_articles()), *((path.stem, Gold.read(path).articles) for path in args.gold)]
    kept = [articles if name in args.whole else split(articles)[1] for name, articles in sets]
    rows = [row for articles in kept for row in examples(extractor, articles)]
    weights = fit(rows, args.strength)
    right = sum((sum(weights.get(n, 0.0) for n in names) > 0) == same for names, same in rows)
    card = {"trained": args.date, "pairs": len(rows), "same": sum(same for _, same in rows),
            "right_on_training_pairs": round(right / len(rows), 3),
            "method": f"logistic regression on pairs of accounts of one family, C={args.strength}"}  # fmt: skip
    print(json.dumps(card))
    if args.write:
        MODEL.write_text(json.dumps({"card": card, "weights": weights}, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {MODEL.name}: {len(weights)} weights")


if __name__ == "__main__":
    main()
