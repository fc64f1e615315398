"""Load each size, ask every question, print tables: ``python -m benchmarks.queries [SIZE ...]``."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from benchmarks.figures import machine
from benchmarks.queries.measure import How, free, measure
from benchmarks.queries.plot import plot
from benchmarks.queries.report import report

SIZES = (50_000, 500_000, 5_000_000)
_BYTES_AN_EVENT = 11_000  # Postgres with its log, SQLite, and what sorting takes meanwhile


def main() -> None:
    options = _options()
    how = How(
        samples=options.samples,
        rounds=options.rounds,
        seconds=options.seconds,
        seed=options.seed,
        beside=not options.alone,
    )
    begun = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - begun:6.0f} s  {what}", file=sys.stderr, flush=True)

    sizes = []
    for events in sorted(options.sizes):
        tell(f"{events:,} events, about {events * _BYTES_AN_EVENT / 2**30:.1f} GiB in {options.folder}")
        sizes.append(measure(options.folder / str(events), events, how, tell))
        if not options.keep:
            free(options.folder / str(events))
    print("Machine: " + ", ".join(f"{name} {value}" for name, value in machine().items()) + "\n")
    print(report(sizes))
    if options.json:
        told = {"machine": machine(), "how": asdict(how), "sizes": [asdict(size) for size in sizes]}
        options.json.write_text(json.dumps(told, indent=1) + "\n")
    if options.plot:
        options.plot.write_text(plot(sizes), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.queries", description="What questions cost as the store grows."
    )
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE", help="numbers of events")
    parser.add_argument("--samples", type=int, default=40, help="events that each question is asked about")
    parser.add_argument(
        "--rounds", type=int, default=5, help="times that each is asked, after one to warm up"
    )
    parser.add_argument("--seconds", type=float, default=30, help="time that 32 clients ask at once")
    parser.add_argument("--seed", type=int, default=1, help="draws the events that are asked about")
    parser.add_argument("--alone", action="store_true", help="no Datasette beside")
    parser.add_argument("--keep", action="store_true", help="leave the databases for the next run")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "dateline-bench-queries")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write an SVG of the growth there")
    return parser.parse_args()


if __name__ == "__main__":
    main()
