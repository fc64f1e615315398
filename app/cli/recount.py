"""``dateline recount``"""

from __future__ import annotations

import asyncio

from app.cli.common import ready_database
from app.config import Settings
from app.db import create_engine, session_maker
from app.store.rollup import counted, rebuild


def command() -> None:
    """Count all events anew for timelines and facets, after rows were changed by hand or loaded past Dateline.

    Writers of events wait meanwhile; readers see the old counts until it is done.
    """
    settings = Settings()
    with ready_database(settings) as url:
        before, after = asyncio.run(_run(url, settings))
    print(f"{after:,} events are counted." + ("" if before == after else f" Before, it was {before:,}."))


async def _run(url: str, settings: Settings) -> tuple[int, int]:
    # one statement reads every event
    engine = create_engine(
        url, settings.model_copy(update={"statement_timeout_seconds": 0}), name="dateline-recount"
    )
    try:
        async with session_maker(engine).begin() as session:
            before = await counted(session)
            await rebuild(session)
            return before, await counted(session)
    finally:
        await engine.dispose()
