"""Run the benchmarks and print their figures: ``python -m benchmarks [--rounds N] [--json FILE]``."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import extraction, service
from benchmarks.figures import machine, table, write_json


def main() -> None:
    options = _options()
    print("Machine: " + ", ".join(f"{name} {value}" for name, value in machine().items()), flush=True)
    print(f"Extraction beside raw spaCy, {options.rounds} rounds ...", flush=True)
    figures = extraction.measure(options.rounds)
    print(f"API and worker over HTTP, {options.rounds} rounds of {options.requests} requests ...", flush=True)
    figures += service.measure(options.rounds, options.requests)
    print(table(figures))
    if options.json:
        write_json(options.json, figures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Medians over several rounds.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=100, help="HTTP requests of each kind a round")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
