"""Fit the confidence of reports: ``python -m app.training.confidence CACHE GOLD.jsonl ... [--whole NAME] [--write]``.

Every report of an annotated article that no part of extraction was trained on is an example: is it an annotated event
of that type? Optional events are left out. Needs the ``train`` extra (scikit-learn). Deterministic.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sklearn.linear_model import LogisticRegression

from app.evaluation.match import pairs
from app.evaluation.run import Gold
from app.evaluation.sets import split
from app.extract import parse
from app.extract.assemble import cluster, report_of
from app.extract.assemble.confidence import figures
from app.extract.encode import Encoder
from app.extract.pipeline import Extractor
from app.extract.plain import as_dict
from app.extract.timing import Stopwatch

MODEL = Path(__file__).parents[1] / "extract" / "data" / "confidence_model.json"
SURE = 0.8
LEAST = 0.15  # what lies below is hardly ever an event, and would only bend the curve where nobody looks


def examples(
    extractor: Extractor, articles: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[dict[str, float], bool]]:
    """The figures of every report, and whether it is right with its type."""
    for article in articles:
        day = date.fromisoformat(article["published_at"][:10])
        doc = parse.parse(extractor.nlp, article["text"], day, article.get("title"))
        told = extractor.accounts(doc, Stopwatch())
        groups = cluster(told.accounts, extractor.merging, told.linker)
        reports = [report_of(doc, g, told.linker, told.setting, (), extractor.confidence) for g in groups]
        kept = [(g, r) for g, r in zip(groups, reports, strict=True) if r.confidence >= LEAST]
        plain, events = [as_dict(report) for _, report in kept], article["events"]
        matched, spare = pairs(events, plain)
        partner = {j: events[i] for i, j in matched}
        for j, (group, report) in enumerate(kept):
            event = partner.get(j)
            if j in spare or (event is not None and event.get("optional")):
                continue
            right = event is not None and event["type"] == report.type
            yield figures(group, report.type, len(doc.sentences)), right


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("cache", type=Path, help="folder of the gazetteer's index")
    ap.add_argument("gold", nargs="+", type=Path)
    ap.add_argument("--encoder", type=Path, help="files of the encoder that has not seen these texts")
    ap.add_argument("--whole", nargs="*", default=[], help="sets of which training has seen no text")
    ap.add_argument("--date", default=date.today().isoformat(), help="day written on the card")
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    extractor = Extractor.load(args.cache)
    if args.encoder:
        extractor = replace(extractor, encoder=Encoder.load(args.encoder))
    rows: list[tuple[dict[str, float], bool]] = []
    for path in args.gold:
        articles = Gold.read(path).articles
        rows += examples(extractor, articles if path.stem in args.whole else split(articles)[1])
    names = [name for name in rows[0][0] if name != "bias"]
    table, truth = [[row[name] for name in names] for row, _ in rows], [right for _, right in rows]
    model = LogisticRegression(C=1.0, max_iter=1000).fit(table, truth)
    weights = {name: round(float(w), 3) for name, w in zip(names, model.coef_[0], strict=True)}
    weights["bias"] = round(float(model.intercept_[0]), 3)
    sure = [
        right for odds, right in zip(model.predict_proba(table)[:, 1], truth, strict=True) if odds >= SURE
    ]
    card = {"trained": args.date, "reports": len(rows), "right": sum(truth), "sure": len(sure),
            "right_when_sure": round(sum(sure) / max(1, len(sure)), 3),
            "method": "logistic regression, C=1"}  # fmt: skip
    print(json.dumps({"card": card, "weights": weights}))
    if args.write:
        MODEL.write_text(json.dumps({"card": card, "weights": weights}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
