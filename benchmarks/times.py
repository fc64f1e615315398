"""What does each family of time rules add? ``python -m benchmarks.times [FILE]``

A family is what one module of readers understands. Every family is left out in turn and the texts of FILE (JSONL of
``{id, text, published_at, timex}``) are scored as in TempEval-3; the last line is the time that all rules take.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from app.evaluation.sets import EXTERNAL
from app.evaluation.timex import Annotated, TimexScore, read, total
from app.extract import parse
from app.extract.records import Document
from app.extract.when import find_times, rules
from app.extract.when.readers import READERS
from app.extract.when.timex import timexes

Parsed = Sequence[tuple[Annotated, Document]]
WORDS = 400


def families() -> dict[str, frozenset[str]]:
    """The names of the rules of each family."""
    found: dict[str, set[str]] = {}
    for rule in rules.load():
        found.setdefault(READERS[rule.read].__module__.rpartition(".")[2], set()).add(rule.name)
    return {name: frozenset(members) for name, members in sorted(found.items())}


def score(parsed: Parsed, without: frozenset[str] = frozenset()) -> TimexScore:
    return total((text.times, timexes(doc, without)) for text, doc in parsed)


def milliseconds(parsed: Parsed) -> float:
    """Of ``find_times`` for 400 words of parsed text, the best of three rounds."""
    words = sum(len(text.text.split()) for text, _ in parsed)
    spent = []
    for _ in range(3):
        start = time.perf_counter()
        for _, doc in parsed:
            find_times(doc)
        spent.append(time.perf_counter() - start)
    return 1000 * WORDS * min(spent) / words


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("file", type=Path, nargs="?", default=EXTERNAL / "timex_dev.jsonl")
    nlp = parse.load(parse.DEFAULT_MODEL)
    texts = list(read(ap.parse_args().file))
    parsed = [(text, parse.parse(nlp, text.text, text.published, None)) for text in texts]
    whole = score(parsed)
    print("| without | rules | relaxed F1 | type F1 | value F1 | lost |\n|---|---|---|---|---|---|")
    for name, members in {"nothing": frozenset[str](), **families()}.items():
        found = score(parsed, members) if members else whole
        rates = (found.f1(hits) for hits in (found.relaxed, found.typed, found.valued))
        lost = whole.f1(whole.valued) - found.f1(found.valued)
        cells = (name, str(len(members)), *(f"{rate:.3f}" for rate in rates), f"{lost:.3f}")
        print("| " + " | ".join(cells) + " |", flush=True)
    print(f"\n{milliseconds(parsed):.2f} ms for {WORDS} words after the parse")


if __name__ == "__main__":
    main()
