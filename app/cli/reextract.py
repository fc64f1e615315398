"""``dateline reextract``"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.cli.common import errors, ready_database
from app.config import ACTORS_FILE, Settings
from app.db import create_engine, session_maker
from app.errors import ExtractionFailed
from app.extract.fingerprint import fingerprint
from app.extract.records import Extraction
from app.models import Change
from app.pool import ExtractionPool
from app.store.processing import Work
from app.store.reports import save_extraction
from app.store.rereading import Stale, changes_so_far, count_stale, stale_articles
from app.workers.extraction import passing

_BATCH = 100  # articles that are looked up at a time
_TRIES = 5  # of a transaction that another writer blocks, or that loses its connection


@dataclass
class Outcome:
    """What became of the articles so far."""

    read: int = 0
    overtaken: int = 0  # corrected or retracted meanwhile
    kinds: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        found = ", ".join(f"{self.kinds[kind]} {kind}" for kind in sorted(self.kinds)) or "no event changed"
        late = f"; {self.overtaken} were corrected or retracted meanwhile" if self.overtaken else ""
        return f"{self.read} article{'' if self.read == 1 else 's'} read anew: {found}{late}"


def command(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print field by field what would change, and change nothing.")
    ] = False,
    before: Annotated[
        datetime | None,
        typer.Option(help="Read what was last read before this time (UTC), even by the same pipeline."),
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Only articles of this outlet; may be repeated.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many articles.")] = None,
) -> None:
    """Read stored articles anew that another version of extraction has read.

    Each article is a transaction of its own: whenever it is stopped, the next run goes on where it ended. Events keep
    their ids where the happening is the same, and editors' decisions stand.
    """
    settings = Settings()
    pipeline = fingerprint(settings.spacy_model, settings.actors / ACTORS_FILE)
    moment = before.replace(tzinfo=UTC) if before else None
    wanted = Stale(pipeline=pipeline, before=moment, source=source or ())
    with ready_database(settings) as url:
        outcome = asyncio.run(_reread(settings, url, wanted, dry_run=dry_run, limit=limit))
    for reason in outcome.failed:
        print(reason, file=sys.stderr)
    print(f"{outcome}{'. Nothing was changed' if dry_run else ''}.")
    raise typer.Exit(1 if outcome.failed else 0)


async def _reread(
    settings: Settings, url: str, wanted: Stale, *, dry_run: bool, limit: int | None
) -> Outcome:
    engine = create_engine(url, settings, name="dateline reextract")
    sessions, outcome = session_maker(engine), Outcome()
    async with sessions() as session:
        total = min(await count_stale(session, wanted), limit or sys.maxsize)
    with _progress() as progress:
        task = progress.add_task("Reading", total=total)
        async with ExtractionPool(settings, settings.worker_processes) as pool:
            queue = _articles(sessions, wanted, total)
            lock = asyncio.Lock()

            async def read() -> None:
                while (work := await _next(queue, lock)) is not None:
                    await _one(sessions, pool, work, wanted.pipeline, outcome, dry_run)
                    progress.advance(task)

            await asyncio.gather(*(read() for _ in range(settings.worker_processes if total else 0)))
    await engine.dispose()
    return outcome


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(
        *columns,
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )


async def _articles(
    sessions: async_sessionmaker[AsyncSession], wanted: Stale, total: int
) -> AsyncIterator[Work]:
    """No transaction stays open between batches."""
    last, left = None, total
    while left > 0:
        async with sessions() as session:
            batch = await stale_articles(session, wanted, last, min(_BATCH, left))
        for work in batch:
            yield work
        if not batch:
            return
        last, left = batch[-1].article_id, left - len(batch)


async def _next(queue: AsyncIterator[Work], lock: asyncio.Lock) -> Work | None:
    """A generator serves one caller at a time."""
    async with lock:
        return await anext(queue, None)


async def _one(
    sessions: async_sessionmaker[AsyncSession],
    pool: ExtractionPool,
    work: Work,
    pipeline: str,
    outcome: Outcome,
    dry_run: bool,
) -> None:
    try:
        extraction = await pool.extract(work.text, work.published, work.title)
    except ExtractionFailed as error:
        outcome.failed.append(f"{work.article_id}: {error}")
        return
    changes = await _save(sessions, work, extraction, pipeline, dry_run)
    if changes is None:
        outcome.overtaken += 1
        return
    outcome.read += 1
    outcome.kinds.update(change.kind for change in changes)
    for change in changes if dry_run else ():
        print("\n".join(lines_of(change)))


async def _save(
    sessions: async_sessionmaker[AsyncSession],
    work: Work,
    extraction: Extraction,
    pipeline: str,
    dry_run: bool,
) -> list[Change] | None:
    """What changed; None if the article is not what was read any more. A dry run is the same, but never committed."""
    for attempt in range(_TRIES):
        try:
            async with sessions() as session:
                done = await save_extraction(
                    session,
                    article_id=work.article_id,
                    version=work.version,
                    extraction=extraction,
                    pipeline=pipeline,
                )
                changes = await changes_so_far(session) if done else None
                session.expunge_all()  # what is rolled back is still to be printed
                await (session.rollback() if dry_run else session.commit())
                return changes
        except (DBAPIError, OSError) as error:
            if attempt + 1 == _TRIES or not passing(error):
                raise
            await asyncio.sleep(0.2 * 2**attempt)
    return None


def lines_of(change: Change) -> list[str]:
    """A change for a person to read: what happened to which event, then a line a field."""
    head = f"{change.kind} {change.event_id} {change.snapshot.get('summary', '')}"
    if change.kind in ("created", "split", "deleted", "merged"):
        others = " ".join(str(id_) for id_ in change.other_event_ids)
        return [head + (f" ({'into' if change.kind == 'merged' else 'from'} {others})" if others else "")]
    return [head, *(f"  {name}: {_sides(sides)}" for name, sides in sorted(change.difference.items()))]


def _sides(sides: dict[str, Any]) -> str:
    if "added" in sides:
        return f"{len(sides['added'])} added, {len(sides['removed'])} removed"
    before, after = (json.dumps(sides[side], ensure_ascii=False) for side in ("before", "after"))
    return f"{before} -> {after}"
