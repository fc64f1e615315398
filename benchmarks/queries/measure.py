"""One size: load it, ask everything, one client and many, beside Datasette."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.db import plain_dsn
from app.embedded import EmbeddedPostgres
from benchmarks.queries import theirs
from benchmarks.queries.asking import Asker, Refused
from benchmarks.queries.crowd import crowd
from benchmarks.queries.database import inside
from benchmarks.queries.questions import DATABASE, QUESTIONS, Question
from benchmarks.queries.results import Answered, Load, Size, timings
from benchmarks.queries.samples import Sample, samples
from benchmarks.service import _port

UNTIL = "2026-11-01"
# the program of this checkout, whatever else is installed
_ROOT = Path(__file__).parents[2]
_COMMAND = (sys.executable, "-m", "app.cli")
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How much is asked: ``samples`` of each question, so often as there are ``rounds``."""

    samples: int
    rounds: int
    seconds: float  # of each crowd
    seed: int
    beside: bool  # Datasette too


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question about one sample: what is sent to us, and to them."""

    ours: str
    theirs: str | None


def measure(folder: Path, events: int, how: How, tell: Tell) -> Size:
    """Raises CalledProcessError or Refused if something does not answer."""
    folder.mkdir(parents=True, exist_ok=True)
    took = _load(folder, events)
    with EmbeddedPostgres(folder / "data") as url:
        dsn = plain_dsn(url)
        file = folder / f"{DATABASE}.db"
        if how.beside and not (folder / "copied").exists():
            file.unlink(missing_ok=True)
            asyncio.run(theirs.copy(dsn, file, tell))
            (folder / "copied").touch()
        drawn = asyncio.run(samples(dsn, how.samples, how.seed))
        bytes_ = asyncio.run(_bytes(dsn))
        with _ours(url, folder) as port, _theirs(file if how.beside else None, folder) as other:
            answers, ready = _one_client(url, port, other, drawn, how, tell)
            crowds = _crowds(port, other, ready, how, tell)
    return Size(
        events=events,
        load_seconds=took,
        postgres_bytes=bytes_,
        sqlite_bytes=file.stat().st_size if how.beside else None,
        answers=answers,
        crowds=crowds,
    )


def _load(folder: Path, events: int) -> float | None:
    """Seconds it took; None if it was there."""
    mark = folder / "loaded"
    if mark.exists():
        return None
    environment = {key: value for key, value in os.environ.items() if key not in _DATABASES}
    environment["DATELINE_DATA_DIR"] = str(folder / "data")
    begun = time.monotonic()
    words = ["bench", "load", "--events", str(events), "--until", UNTIL]
    subprocess.run([*_COMMAND, *words], env=environment, cwd=_ROOT, check=True)
    mark.touch()
    return time.monotonic() - begun


_DATABASES = ("DATABASE_URL", "DATELINE_DATABASE_URL")


async def _bytes(dsn: str) -> int:
    import asyncpg

    connection = await asyncpg.connect(dsn)
    try:
        return int(await connection.fetchval("select pg_database_size(current_database())"))
    finally:
        await connection.close()


@contextmanager
def _ours(url: str, folder: Path) -> Iterator[int]:
    port = _port()
    environment = {**os.environ, "DATABASE_URL": url, "DATELINE_PORT": str(port)}
    environment["DATELINE_LOG_LEVEL"] = "warning"
    with (folder / "serve.log").open("ab") as log:
        process = subprocess.Popen(
            [*_COMMAND, "serve", "--no-worker"], cwd=_ROOT, env=environment, stdout=log, stderr=log
        )
    with _ended(process):
        _until_it_answers(port, "/readyz", process)
        yield port


@contextmanager
def _theirs(file: Path | None, folder: Path) -> Iterator[int | None]:
    if file is None:
        yield None
        return
    port = _port()
    process = theirs.serve(file, port, folder / "datasette.log")
    with _ended(process):
        _until_it_answers(port, "/-/versions.json", process)
        yield port


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


def _until_it_answers(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with Asker(port, seconds=5) as asker:
                asker.ask(path)
            return
        except (OSError, Refused):
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.2)


def _one_client(
    url: str, port: int, other: int | None, drawn: Sequence[Sample], how: How, tell: Tell
) -> tuple[list[Answered], list[Asked]]:
    answers, everything = [], []
    with Asker(port) as us, Asker(other or port) as them:
        for question in QUESTIONS:
            tell(f"one client: {question.name}")
            asked = [_asked(question, sample, us, them if other else None) for sample in drawn]
            everything += asked
            answers.append(asyncio.run(_answer(url, question, asked, us, them, how.rounds)))
    return answers, everything


def _asked(question: Question, sample: Sample, us: Asker, them: Asker | None) -> Asked:
    """Deep pages are walked to beforehand."""
    ours = us.walk(question.ours(sample), question.deep)
    if them is None or question.theirs is None:
        return Asked(ours=ours, theirs=None)
    return Asked(ours=ours, theirs=them.walk(question.theirs(sample), question.deep))


async def _answer(
    url: str, question: Question, asked: Sequence[Asked], us: Asker, them: Asker, rounds: int
) -> Answered:
    """Every way in turn, round by round, so that a busy neighbour slows all of them; the first round warms up."""
    sql: list[float] = []
    statements: list[float] = []
    http: list[float] = []
    datasette: list[float] = []
    async with inside(url) as application:
        for turn in range(rounds + 1):
            for one in asked:
                found = (await application.timed(one.ours), us.timed(one.ours))
                beside = [them.timed(one.theirs)] if one.theirs else []
                if turn:
                    sql.append(found[0][0])
                    statements.append(found[0][1])
                    http.append(found[1])
                    datasette += beside
    return Answered(
        name=question.name,
        kind=question.kind,
        aim=question.aim,
        sql=timings(sql),
        statements=sum(statements) / len(statements),
        http=timings(http),
        datasette=timings(datasette) if datasette else None,
    )


def _crowds(port: int, other: int | None, asked: Sequence[Asked], how: How, tell: Tell) -> dict[str, Load]:
    found = {}
    tell("32 clients: Dateline")
    found["Dateline"] = Load.of(crowd(port, [one.ours for one in asked], how.seconds))
    if other:
        tell("32 clients: Datasette")
        # the same questions for both: what Datasette has no answer to is left out of its turn and of a second of ours
        common = [one for one in asked if one.theirs]
        found["Datasette"] = Load.of(crowd(other, [str(one.theirs) for one in common], how.seconds))
    return found


def free(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
