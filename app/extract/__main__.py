"""``python -m app.extract FILE --published DAY``: the reports of one article as JSON, with no database or server."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from datetime import date
from pathlib import Path

from app.extract.parse import DEFAULT_MODEL
from app.extract.pipeline import Extractor
from app.extract.plain import as_dict


def main() -> int:
    ap = argparse.ArgumentParser(prog="python -m app.extract", description=__doc__)
    ap.add_argument("file", help="a text file, or - for standard input")
    ap.add_argument(
        "--published", type=date.fromisoformat, required=True, help="day of publication, YYYY-MM-DD"
    )
    ap.add_argument("--title")
    ap.add_argument("--model", default=DEFAULT_MODEL, help="spaCy model package")
    ap.add_argument(
        "--cache",
        type=Path,
        default=Path(tempfile.gettempdir()) / "dateline",
        help="folder of the gazetteer's index, built there once",
    )
    args = ap.parse_args()
    text = sys.stdin.read() if args.file == "-" else Path(args.file).read_text(encoding="utf-8")
    found = Extractor.load(args.cache, args.model).extract(text, args.published, args.title)
    answer = {
        "reports": [as_dict(r) for r in found.reports],
        "language": found.language,
        "timings": found.timings,
    }
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
