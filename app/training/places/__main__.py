"""``python -m app.training.places CACHE PLACES.jsonl [ARTICLES.jsonl ...] [--half N] [--write]``

``PLACES`` has toponyms with coordinates, ``ARTICLES`` are annotated articles: their events' places tell the country of
a name. ``--half`` fits on one half of the documents, so that the other may measure. Needs the ``train`` extra.
Deterministic.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from app.extract import parse
from app.extract.where import Gazetteer
from app.extract.where.tables import DATA
from app.training.places.fit import fit
from app.training.places.rows import half_of, read

MODEL = Path(str(DATA / "places_model.json"))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("cache", type=Path, help="folder of the gazetteer's index")
    ap.add_argument("places", type=Path)
    ap.add_argument("articles", nargs="*", type=Path)
    ap.add_argument("--half", type=int, choices=(0, 1))
    ap.add_argument("--date", default=date.today().isoformat(), help="day written on the card")
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    nlp, gazetteer = parse.load(parse.DEFAULT_MODEL), Gazetteer.ensure(args.cache)
    texts = [
        text
        for path in (args.places, *args.articles)
        for text in read(path, nlp)
        if args.half is None or path != args.places or half_of(text.id) == args.half
    ]
    model = fit(texts, gazetteer)
    card = {"trained": args.date, "documents": len(texts), "half": args.half, "method": "log-linear, L2"}
    print(json.dumps({"card": card, "rounds": model.rounds}))
    if args.write:
        whole = {"card": card, "rounds": model.rounds, "recognition": model.recognition}
        MODEL.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
