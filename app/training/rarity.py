"""Count in how many of our own texts each word and each actor is: ``python -m app.training.rarity CACHE [--write]``."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path

from app.extract.pipeline import Extractor
from app.merging.words import content_words
from app.training.marked import own_articles

TABLE = Path(__file__).parents[1] / "merging" / "data" / "rarity.json"
_LEAST = 3  # texts; what fewer have counts as what none had


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("cache", type=Path, help="folder of the gazetteer's index")
    ap.add_argument("--date", default=date.today().isoformat(), help="day written on the card")
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    extractor, articles = Extractor.load(args.cache), own_articles()
    words: Counter[str] = Counter()
    actors: Counter[str] = Counter()
    for article in articles:
        words.update(content_words(article["title"], article["text"]))
        day = date.fromisoformat(article["published_at"][:10])
        reports = extractor.extract(article["text"], day, article["title"]).reports
        actors.update({actor.actor_id for report in reports for actor in report.actors})
    table = {
        "card": {"counted": args.date, "texts": len(articles), "of": "app/training/texts", "least": _LEAST},
        "words": _often(words),
        "actors": _often(actors),
    }
    print(json.dumps(table["card"]), len(table["words"]), len(table["actors"]))
    if args.write:
        TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _often(counts: Counter[str]) -> dict[str, int]:
    return {name: count for name, count in sorted(counts.items()) if count >= _LEAST}


if __name__ == "__main__":
    main()
