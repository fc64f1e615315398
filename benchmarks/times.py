"""What does each family of time rules add? ``python -m benchmarks.times [FILE]``

A family is what one module of readers understands. Every family is left out in turn and the texts of FILE (JSONL of
``{text, published_at, timex}``) are scored as in TempEval-3; the last line is the time that all rules take.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.evaluation.sets import EXTERNAL
from app.evaluation.timex import TimexScore, parsed, tally
from app.extract import parse
from app.extract.records import Document
from app.extract.when import find_times, rules
from app.extract.when.readers import READERS
from app.extract.when.timex import timexes

Texts = Sequence[tuple[list[Any], Document]]  # the annotated times of a text, and its parse
WORDS = 400


def families() -> dict[str, frozenset[str]]:
    """The names of the rules of each family."""
    found: dict[str, set[str]] = {}
    for rule in rules.load():
        found.setdefault(READERS[rule.read].__module__.rpartition(".")[2], set()).add(rule.name)
    return {name: frozenset(members) for name, members in sorted(found.items())}


def score(texts: Texts, without: frozenset[str] = frozenset()) -> TimexScore:
    return tally((times, timexes(doc, without)) for times, doc in texts)


def milliseconds(texts: Texts) -> float:
    """Processor time of ``find_times`` for 400 words of parsed text, the best of three rounds."""
    words = sum(len(doc.text.split()) for _, doc in texts)
    spent = []
    for _ in range(3):
        start = time.process_time()
        for _, doc in texts:
            find_times(doc)
        spent.append(time.process_time() - start)
    return 1000 * WORDS * min(spent) / words


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("file", type=Path, nargs="?", default=EXTERNAL / "timex_dev.jsonl")
    file: Path = ap.parse_args().file
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    nlp = parse.load(parse.DEFAULT_MODEL)
    texts = [(row["timex"], parsed(nlp, row)) for row in rows]
    whole = score(texts)
    print("| without | rules | relaxed F1 | type F1 | value F1 | lost |\n|---|---|---|---|---|---|")
    for name, members in {"nothing": frozenset[str](), **families()}.items():
        found = score(texts, members) if members else whole
        rates = (share.f1 for share in (found.relaxed, found.typed, found.valued))
        lost = whole.valued.f1 - found.valued.f1
        cells = (name, str(len(members)), *(f"{rate:.3f}" for rate in rates), f"{lost:.3f}")
        print("| " + " | ".join(cells) + " |", flush=True)
    print(f"\n{milliseconds(texts):.2f} ms for {WORDS} words after the parse")


if __name__ == "__main__":
    main()
