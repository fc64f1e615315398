"""``dateline ingest``"""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.api.bodies import parse_json
from app.api.faults import InvalidFields, validate
from app.api.lines import Line, batches
from app.cli.common import errors, opened, ready_database
from app.cli.texts import NeedsDay, chunks, is_lines, read_text, whole
from app.config import Settings
from app.db import create_engine, session_maker
from app.errors import DatelineError
from app.schemas.articles import ArticleIn
from app.schemas.limits import Limits
from app.store.articles import accept
from app.store.listing import count_by_state
from app.workers.extraction import passing

_TRIES = 5  # of a batch that another process's batch blocks, or that loses its connection


@dataclass
class Counts:
    """What became of the lines so far."""

    outcomes: Counter[str] = field(default_factory=Counter)
    rejected: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        n = self.outcomes
        seen = n.total() + len(self.rejected)
        return (
            f"{seen} article{'' if seen == 1 else 's'}: {n['created']} new, {n['versioned']} new versions, "
            f"{n['unchanged']} unchanged, {len(self.rejected)} rejected"
        )


def command(
    file: Annotated[str, typer.Argument(help="JSONL or the text of one article; - is standard input.")],
    published_at: Annotated[str | None, typer.Option(help="When the text came out: a day or a time.")] = None,
    title: Annotated[str | None, typer.Option(help="The text's headline.")] = None,
    url: Annotated[str | None, typer.Option(help="Where the text came out.")] = None,
    source: Annotated[str | None, typer.Option(help="The text's outlet.")] = None,
) -> None:
    """Store articles and queue them to be read. Lines are objects as POST /v1/articles takes them.

    Ends with 1 if a line was rejected; the others are stored all the same.
    """
    settings = Settings()
    one = {"published_at": published_at, "title": title, "url": url, "source": source}
    with opened(file) as lines:
        fields = None if is_lines(file, lines) else _one_article(file, lines, one)
        with ready_database(settings) as address:
            counts, waiting = asyncio.run(_ingest(settings, address, lines, fields))
    for reason in counts.rejected:
        print(reason, file=sys.stderr)
    print(counts)
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        print(f"{waiting} {verb} to be read by a worker: `dateline serve` has one, `dateline worker` is one.")
    raise typer.Exit(1 if counts.rejected else 0)


def _one_article(name: str, file: io.BufferedReader, given: dict[str, str | None]) -> dict[str, Any]:
    """The text with what the options say of it. Raises NeedsDay or NotText."""
    if given["published_at"] is None:
        raise NeedsDay(name="Standard input" if name == "-" else name)
    return {"text": read_text(name, file), **{k: v for k, v in given.items() if v is not None}}


async def _ingest(
    settings: Settings, url: str, file: io.BufferedReader, fields: dict[str, Any] | None
) -> tuple[Counts, int]:
    """The counts, and how many articles wait in the database by then."""
    engine = create_engine(url, settings, name="dateline ingest")
    sessions = session_maker(engine)
    counts = Counts()
    with _progress() as progress:
        task = progress.add_task("Storing", total=_size(file) if fields is None else None, counts="")
        async for batch in _batches(settings, file, fields, progress, task):
            await _store(sessions, settings, batch, counts)
            progress.update(task, counts=str(counts))
    async with sessions() as session:
        states = await count_by_state(session)
    await engine.dispose()
    return counts, states["queued"] + states["processing"]


def _progress() -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[counts]}"),
    )
    return Progress(
        *columns, TimeElapsedColumn(), console=errors, transient=True, disable=not errors.is_terminal
    )


def _size(file: io.BufferedReader) -> int | None:
    """Bytes to come; None for a pipe."""
    return os.fstat(file.fileno()).st_size or None


async def _batches(
    settings: Settings, file: io.BufferedReader, fields: dict[str, Any] | None, progress: Progress, task: Any
) -> AsyncIterator[Sequence[tuple[str, Any]]]:
    """Batches of (where, what): a line still to be parsed, or the fields of the one article."""
    if fields is not None:
        yield [("The article", fields)]
        return
    passed = chunks(file, lambda size: progress.advance(task, size))
    async for lines in batches(passed, settings.body_limit_bytes, settings.bulk_batch):
        yield [(f"line {line.number}", line) for line in lines]


async def _store(
    sessions: async_sessionmaker[AsyncSession],
    settings: Settings,
    batch: Sequence[tuple[str, Any]],
    counts: Counts,
) -> None:
    """One transaction for the batch, tried again where the database could not help failing."""
    for attempt in range(_TRIES):
        try:
            async with sessions() as session, session.begin():
                found = [await _accept(session, settings, where, what) for where, what in batch]
            break
        except (DBAPIError, OSError) as error:
            if attempt + 1 == _TRIES or not passing(error):
                raise
            await asyncio.sleep(0.2 * 2**attempt)
    counts.outcomes.update(outcome for outcome, _ in found if outcome)
    counts.rejected.extend(reason for _, reason in found if reason)


async def _accept(
    session: AsyncSession, settings: Settings, where: str, what: Any
) -> tuple[str | None, str | None]:
    """What became of one article, or why it was rejected."""
    try:
        body = whole(what, settings.body_limit_bytes) if isinstance(what, Line) else None
        value = what if body is None else parse_json(body)
        sent = validate(ArticleIn, value, Limits.of(settings))
        async with session.begin_nested():
            return (await accept(session, sent)).outcome, None
    except (InvalidFields, DatelineError) as error:
        return None, f"{where}: {error}"
