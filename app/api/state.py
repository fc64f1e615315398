"""What lives as long as the application, and the dependencies that hand it out."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from app.api.exports import Exports
from app.api.metrics import Meters
from app.api.reading import READS, Reading, TokenHeader, position_of, wants_primary
from app.api.replicas import Replica, Replicas
from app.api.tail import Tail
from app.config import Settings
from app.errors import NotFound, NotKnownYet
from app.pool import ExtractionPool
from app.store.staleness import shown, where

_TIMED_OUT = "57014"  # query_canceled
_ENDING = ("08", "57P")  # the connection broke, the server is stopping or starting


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    settings: Settings
    engine: AsyncEngine
    sessions: async_sessionmaker[AsyncSession]
    reads: async_sessionmaker[AsyncSession]  # with the primary, for questions of one statement each
    pool: ExtractionPool
    meters: Meters
    tail: Tail
    exports: Exports
    replicas: Replicas


def get_state(request: Request) -> State:
    state: State = request.state.dateline
    return state


StateDep = Annotated[State, Depends(get_state)]


async def writes(request: Request) -> None:
    """For handlers that open sessions themselves: their answers carry tokens, see `app.api.again.AskAgain`."""
    Reading.of(request.scope).at_primary = True


async def get_primary(request: Request, state: StateDep) -> AsyncIterator[AsyncSession]:
    """A session with the primary, for what writes and for reads that must not lag."""
    Reading.of(request.scope).at_primary = True
    async with state.sessions.begin() as session:
        yield session


async def get_session(
    request: Request, state: StateDep, token: TokenHeader = None
) -> AsyncIterator[AsyncSession]:
    """A session whose transaction is committed when the handler has returned; that of a read has none.

    A read may be given one with a replica. Where that fails, or does not know what is asked for,
    `app.api.again.AskAgain` has the primary answer instead.
    """
    reading, position = Reading.of(request.scope), position_of(token)
    elsewhere = not wants_primary(request, reading, state.settings.read_lag_seconds)
    replica = await state.replicas.choose(position) if elsewhere else None
    if request.method in READS:
        state.replicas.count(replica)
    if replica is None:
        reading.at_primary = True
        sessions = state.reads if request.method in READS else state.sessions
        async with sessions.begin() as session:
            yield session
        return
    try:
        async with replica.sessions.begin() as session:
            yield session
            if position is not None:
                reading.token = shown((await where(session)).position)
    except Exception as error:
        reading.again = _not_final(replica, error)
        raise


def _not_final(replica: Replica, error: Exception) -> bool:
    """Whether the primary may answer what ended with ``error`` at ``replica``.

    It knows what the replica has not heard of yet, and it goes on where the replica broke off: its host went away, or
    its query was in the way of what it had to replay. A statement that took too long takes as long there.
    """
    if isinstance(error, NotFound | NotKnownYet):
        return True
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None)
        if error.connection_invalidated or state is None or state.startswith(_ENDING):
            replica.failed(error)
        return state != _TIMED_OUT
    if isinstance(error, OSError):
        replica.failed(error)
        return True
    return False


# scope="function": otherwise the commit would come after the answer went out, and a commit that fails would
# still have been answered with success.
SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
PrimaryDep = Annotated[AsyncSession, Depends(get_primary, scope="function")]
