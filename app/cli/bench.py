"""``dateline bench``"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from app.cli.common import address, errors, ready_database
from app.config import ACTORS_FILE, Settings

app = typer.Typer(help="Make a database large, for measuring.", no_args_is_help=True)

_EVERY = 10.0  # seconds between lines of progress where nobody watches a bar


@app.callback()
def options() -> None:
    """Keeps `load` a command of its own while it is the only one."""


@app.command()
def load(
    events: Annotated[int, typer.Option(min=1, help="How many events to make.")],
    seed: Annotated[int, typer.Option(help="The same seed makes the same rows.")] = 1,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day of the ten years; today.")
    ] = None,
    processes: Annotated[
        int | None, typer.Option(min=1, help="Processes that make rows; one a core.")
    ] = None,
    memory: Annotated[int, typer.Option(min=64, help="MiB for making one index.")] = 1_000,
    force: Annotated[bool, typer.Option("--force", help="Load beside articles that are there.")] = False,
) -> None:
    """Fill the database with ten years of made-up events, their reports and articles, by COPY.

    Refuses a database that has articles. Stopped, it goes on where it ended when it is called again; until it is
    finished, indexes are missing and questions are slow.
    """
    from app.bench.load import Job, load
    from app.bench.plan import Plan

    settings = Settings()
    plan = Plan(events=events, seed=seed, until=(until or datetime.now(UTC)).date())
    with ready_database(settings) as url, _Teller() as tell:
        job = Job(
            url=url,
            address=address(url),
            plan=plan,
            actors=settings.actors / ACTORS_FILE,
            processes=processes or os.cpu_count() or 1,
            memory_mb=memory,
            own_server=settings.database_url is None,
            force=force,
        )
        load(job, tell)
    print(f"{events} events are there, the last of {plan.until}; that took {tell.took:.0f} s.")


class _Teller:
    """A bar on a terminal, elsewhere a line from time to time; both say how fast it goes."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._told = -_EVERY
        self._what, self._from, self._since = "", 0, self._begun
        self._bar = Progress(
            TextColumn("{task.description:<40}"),
            BarColumn(),
            TextColumn("{task.fields[note]}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            disable=not errors.is_terminal,
        )
        self._task: TaskID = self._bar.add_task("", note="")

    def __enter__(self) -> _Teller:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    @property
    def took(self) -> float:
        return time.monotonic() - self._begun

    def __call__(self, what: str, done: int, of: int) -> None:
        """How far ``what`` has come."""
        now = time.monotonic()
        stage = what.partition(",")[0]
        if stage != self._what:
            self._what, self._from, self._since, self._told = stage, done, now, -_EVERY
        rate = (done - self._from) / (now - self._since) if now > self._since else 0.0
        note = f"{done:,} of {of:,}" + (f", {rate:,.0f} a second" if stage == "events" and rate else "")
        if stage == "events" and rate:
            note += f", {(of - done) / rate / 60:.0f} min left"
        self._bar.update(self._task, description=what, completed=done, total=of, note=note)
        if self._bar.disable and (now - self._told >= _EVERY or done == of):
            self._told = now
            errors.print(f"{self.took:6.0f} s  {what}: {note}", highlight=False, soft_wrap=True)
