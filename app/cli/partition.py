"""``dateline partition``"""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from app.cli.common import ready_database
from app.config import Settings
from app.db import create_engine, session_maker
from app.models import now
from app.store.partitions import Done, join, partition


def command(
    back: Annotated[
        int,
        typer.Option(
            min=0, max=1200, help="Months before this one that get a partition each the first time."
        ),
    ] = 12,
    ahead: Annotated[int, typer.Option(min=0, max=1200, help="Months to make ahead of this one.")] = 3,
    undo: Annotated[
        bool, typer.Option("--undo", help="Put the partitions back into one table each.")
    ] = False,
) -> None:
    """Part events by month, or make further months.

    The first time, and undoing it, copies all of them: stop the API and the workers meanwhile, and have as much free
    disk as they take.
    """
    settings = Settings()
    with ready_database(settings) as url:
        done = asyncio.run(_run(url, settings, back, ahead, undo))
    if done is None:
        print("Events are in one table each.")
        return
    print(f"{len(done.made)} months were made" + (f", to {done.made[-1]}." if done.made else "."))
    for month in done.kept:
        print(f"Events of {month} are already in the partition for the rest and stay there.")


async def _run(url: str, settings: Settings, back: int, ahead: int, undo: bool) -> Done | None:
    engine = create_engine(url, settings, name="dateline-partition")
    try:
        async with session_maker(engine).begin() as session:
            if undo:
                await join(session)
                return None
            return await partition(session, today=now().date(), back=back, ahead=ahead)
    finally:
        await engine.dispose()
