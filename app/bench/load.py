"""Loading a made-up decade into a migrated database. A load that was stopped goes on where it ended."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from app.bench import books, copying
from app.bench.derived import counts, names
from app.bench.plan import Plan, piece_of
from app.db import plain_dsn

# (what, done, of how many)
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    url: str
    address: str  # the same without a password
    plan: Plan
    actors: Path  # the desk's own file of actors
    processes: int
    memory_mb: int  # for making one index
    own_server: bool  # its settings may be changed meanwhile
    force: bool


def load(job: Job, tell: Tell) -> None:
    """Everything, in order. Raises OtherArticles or OtherLoad before anything is written."""
    asyncio.run(_begin(job, tell))
    with _long_log(job):
        _pieces(job, tell)
        asyncio.run(_end(job, tell))


async def _begin(job: Job, tell: Tell) -> None:
    async with _connected(job) as connection:
        before = await books.unfinished(connection)
        if before is not None and before != job.plan:
            raise books.OtherLoad(events=before.events, seed=before.seed, until=before.until)
        if before is None:
            if not job.force and await connection.fetchval("select exists (select from articles)"):
                raise books.OtherArticles(address=job.address)
            await books.begin(connection, job.plan)
        tell("actors and places", 0, 1)
        await copying.write_world(connection, job.plan)
        tell("actors and places", 1, 1)


@contextmanager
def _long_log(job: Job) -> Iterator[None]:
    """With the packaged 512 MB of log a load would write out everything it has every few seconds, and each page
    into the log again."""
    if not job.own_server:
        yield
        return
    asyncio.run(_configure(job, "alter system set max_wal_size = '4GB'"))
    try:
        yield
    finally:
        asyncio.run(_configure(job, "alter system reset max_wal_size"))


async def _configure(job: Job, statement: str) -> None:
    async with _connected(job) as connection:
        await connection.execute(statement)
        await connection.execute("select pg_reload_conf()")


def _pieces(job: Job, tell: Tell) -> None:
    numbers = asyncio.run(_missing(job))
    if not numbers:
        return
    rest = sum(len(piece_of(job.plan, number)) for number in numbers)
    done = job.plan.events - rest
    tell("events", done, job.plan.events)
    # spawned: a fork would share the threads of the embedded server's keeper half-way
    context = multiprocessing.get_context("spawn")
    arguments = (plain_dsn(job.url), job.plan)
    with ProcessPoolExecutor(job.processes, context, copying.start, arguments) as pool:
        futures = {pool.submit(copying.write_piece, number): number for number in numbers}
        try:
            for future in as_completed(futures):
                future.result()
                done += len(piece_of(job.plan, futures[future]))
                tell("events", done, job.plan.events)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


async def _missing(job: Job) -> list[int]:
    async with _connected(job) as connection:
        return await books.missing(connection, job.plan)


async def _end(job: Job, tell: Tell) -> None:
    tell("names", 0, 1)
    tell("names", number := await names(job.url, job.actors), number)
    await _make_again(job, tell)
    await _vacuum(job, tell)
    tell("counts by day", 0, 1)
    await counts(job.url)
    async with _connected(job) as connection:
        await connection.execute("vacuum (freeze, analyze) day_counts, long_counts")
        await books.finish(connection)
    tell("counts by day", 1, 1)


async def _make_again(job: Job, tell: Tell) -> None:
    """Indexes, then the keys that are checked by them; as many at a time as there are processes."""
    async with _connected(job) as connection:
        taken = await books.taken(connection)
    done = 0

    async def make(queue: list[books.Taken]) -> None:
        nonlocal done
        async with _connected(job) as connection:
            await connection.execute(f"set maintenance_work_mem = '{job.memory_mb}MB'")
            while queue:
                one = queue.pop(0)
                await books.make_again(connection, one)
                done += 1
                tell(f"indexes and keys, {one.name}", done, len(taken))

    indexes = [one for one in taken if one.kind == "index"]
    await asyncio.gather(*(make(indexes) for _ in range(job.processes)))
    # one after another: two that lock the same tables in another order would wait for each other
    await make([one for one in taken if one.kind == "key"])


async def _vacuum(job: Job, tell: Tell) -> None:
    names: Sequence[str] = (*books.TABLES, *books.NAMES, "actors", "places")
    async with _connected(job) as connection:
        for number, name in enumerate(names):
            tell(f"vacuum, {name}", number, len(names))
            await connection.execute(f"vacuum (freeze, analyze) {name}")
        tell("vacuum", len(names), len(names))


@asynccontextmanager
async def _connected(job: Job) -> AsyncIterator[asyncpg.Connection]:
    connection = await copying.connect(plain_dsn(job.url))
    try:
        yield connection
    finally:
        await connection.close()
