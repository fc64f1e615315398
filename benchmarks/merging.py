"""Reports merged a second with many events stored: ``python -m benchmarks.merging [--events N ...]``.

Stores the events, then writes articles as a worker does (`save_extraction`: locks, neighbours, grouping, deriving,
versions, changes), first one writer, then two in processes of their own. Each article tells of a happening of the last
days that is stored, in another outlet's words, and of one that is not.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random

from sqlalchemy import text

from app.db import create_engine, session_maker, upgrade
from app.embedded import EmbeddedPostgres
from app.merging.likeness import Weights
from app.store.articles import accept
from app.store.reports import save_extraction
from benchmarks.figures import Figure, machine, percentile, table, write_json
from benchmarks.happenings import A_DAY, Told, article, happening
from benchmarks.stored import settings, settle, store

_RECENT = 5 * A_DAY  # events that the articles tell of again
_WARM = 10  # articles of each writer that are not counted


@dataclass(frozen=True, slots=True)
class Written:
    begun: float
    ended: float
    times: Sequence[float]  # seconds for each article, from its transaction's begin to its end


def main() -> None:
    options = _options()
    print("Machine: " + ", ".join(f"{name} {value}" for name, value in machine().items()), flush=True)
    figures = []
    with (
        tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder,
        EmbeddedPostgres(Path(folder)) as url,
    ):
        upgrade(url)
        stored = 0
        for events in sorted(options.events):
            _fill(url, range(stored, events), options.processes)
            stored = events
            figures += _measure(url, events, options.articles)
            print(table(figures[-8:]), flush=True)
    if options.json:
        write_json(options.json, figures)


def _fill(url: str, numbers: range, processes: int) -> None:
    """More events beside those that are stored."""
    begun = time.perf_counter()
    step = 5_000
    parts = [range(at, min(at + step, numbers.stop)) for at in range(numbers.start, numbers.stop, step)]
    with _processes(processes) as pool:
        # the first makes most actors and places, for which the others would wait
        futures = [pool.submit(store, url, part) for part in parts]
        for done, future in enumerate(futures, 1):
            future.result()
            rate = done * step / (time.perf_counter() - begun)
            if done % 10 == 0 or done == len(parts):
                print(
                    f"{min(numbers.start + done * step, numbers.stop):>9,} events stored, {rate:,.0f} a second",
                    flush=True,
                )


def _measure(url: str, events: int, articles: int) -> list[Figure]:
    asyncio.run(settle(url))
    found = []
    for writers in (1, 2):
        before = asyncio.run(_reports_and_events(url))
        with _processes(writers) as pool:
            names = [f"{events}-{writers}-{writer}" for writer in range(writers)]
            each = [articles // writers] * writers
            done = list(pool.map(write, [url] * writers, [events] * writers, each, names))
        after = asyncio.run(_reports_and_events(url))
        found += _figures(events, writers, done, [b - a for a, b in zip(before, after, strict=True)])
    return found


def _figures(events: int, writers: int, done: Sequence[Written], grown: Sequence[int]) -> list[Figure]:
    times = list(chain.from_iterable(one.times for one in done))
    took = max(one.ended for one in done) - min(one.begun for one in done)
    name = f"{events:,} events, {writers} writer{'s' * (writers > 1)}"
    new = f"{grown[0]} reports made {grown[1]} events more"
    return [
        Figure(name=f"{name}, merged", value=2 * len(times) / took, unit="reports/s", note=new),
        *(
            Figure(name=f"{name}, an article, {label}", value=1000 * percentile(times, share), unit="ms")
            for label, share in (("p50", 0.5), ("p95", 0.95))
        ),
    ]


def write(url: str, events: int, articles: int, name: str) -> Written:
    """Write ``articles`` with two reports each beside ``events``, and some before that are not counted.

    ``name`` names what is new in them.
    """
    return asyncio.run(_write(url, [_news(events, f"{name}-{number}") for number in range(articles + _WARM)]))


def _news(events: int, name: str) -> Told:
    chance = Random(f"news {name}")
    known = happening(chance.randrange(min(events, _RECENT)))
    return article([known, happening(-chance.randrange(1, 1 << 62))], name)


async def _write(url: str, articles: Sequence[Told]) -> Written:
    engine = create_engine(url, settings(url), name="benchmark")
    weights = Weights.load()
    times, begun = [], 0.0
    async with session_maker(engine)() as session:
        for number, told in enumerate(articles):
            accepted = await accept(session, told.sent)
            await session.commit()
            started = time.perf_counter()
            begun = begun if number > _WARM else time.time()
            await save_extraction(
                session,
                article_id=accepted.article.id,
                version=accepted.version.version,
                extraction=told.extraction,
                weights=weights,
            )
            await session.commit()
            times.append(time.perf_counter() - started)
            session.expunge_all()
    await engine.dispose()
    return Written(begun, time.time(), times[_WARM:])


async def _reports_and_events(url: str) -> tuple[int, int]:
    engine = create_engine(url, settings(url), name="benchmark")
    async with engine.connect() as connection:
        counts = text("select (select count(*) from reports), (select count(*) from events)")
        reports, events = (await connection.execute(counts)).one()
    await engine.dispose()
    return reports, events


def _processes(number: int) -> ProcessPoolExecutor:
    # spawned: a fork would share the threads of the embedded server's keeper half-way
    return ProcessPoolExecutor(number, multiprocessing.get_context("spawn"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.merging", description=(__doc__ or "").split("\n")[0]
    )
    sizes = [10_000, 100_000, 1_000_000]
    parser.add_argument(
        "--events", type=int, nargs="+", default=sizes, help="how many are stored, one after another"
    )
    parser.add_argument(
        "--articles", type=int, default=300, help="written at each size, by one writer and by two"
    )
    parser.add_argument("--processes", type=int, default=2, help="that store events")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
