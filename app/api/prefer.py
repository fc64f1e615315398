"""`Prefer: wait=N`: how long a caller would wait for the worker, and waiting."""

import asyncio
import re
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.api.state import State
from app.models import Article

_WAIT = re.compile(r"wait\s*=\s*\"?(\d{1,9})\"?", re.IGNORECASE)
_FIRST_LOOK, _SLOWEST_LOOK = 0.05, 0.25  # seconds; one indexed row each time


def wait_seconds(prefer: list[str], cap: int) -> int | None:
    """The seconds in the Prefer headers, at most ``cap``. None without one: what is not understood is ignored."""
    wishes = (wish.strip() for header in prefer for wish in re.split("[,;]", header))
    found = next((match for wish in wishes if (match := _WAIT.fullmatch(wish))), None)
    return min(int(found[1]), cap) if found else None


async def processed(state: State, article_id: UUID, version: int, seconds: float) -> bool:
    """Wait until the version's extraction has ended, well or not; False if time runs out first."""
    try:
        async with asyncio.timeout(seconds):
            pause = _FIRST_LOOK
            while not await _ended(state, article_id, version):
                await asyncio.sleep(pause)
                pause = min(pause * 1.3, _SLOWEST_LOOK)
    except TimeoutError:
        return False
    return True


async def _ended(state: State, article_id: UUID, version: int) -> bool:
    query = select(col(Article.state), col(Article.version), col(Article.retracted_at)).where(
        col(Article.id) == article_id
    )
    async with state.sessions() as session:
        row = (await session.execute(query)).one()
    return row.state in ("done", "failed") or row.version != version or row.retracted_at is not None
