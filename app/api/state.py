"""What lives as long as the application, and the dependencies that hand it out."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from app.api.exports import Exports
from app.api.metrics import Meters
from app.api.tail import Tail
from app.config import Settings
from app.pool import ExtractionPool


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    settings: Settings
    engine: AsyncEngine
    sessions: async_sessionmaker[AsyncSession]
    pool: ExtractionPool
    meters: Meters
    tail: Tail
    exports: Exports


def get_state(request: Request) -> State:
    state: State = request.state.dateline
    return state


StateDep = Annotated[State, Depends(get_state)]


async def get_session(state: StateDep) -> AsyncIterator[AsyncSession]:
    """A session whose transaction is committed when the handler has returned."""
    async with state.sessions.begin() as session:
        yield session


# scope="function": otherwise the commit would come after the answer went out, and a commit that fails would
# still have been answered with success.
SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
