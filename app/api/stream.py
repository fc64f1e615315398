"""GET /v1/stream: what becomes of events, as server-sent events."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import Message, Receive, Scope, Send

from app.api.changes import GONE
from app.api.state import State, StateDep
from app.errors import CursorExpired
from app.schemas.changes import ChangeOut, StreamQuery
from app.store.changes import Read, read_changes
from app.store.feed import Position, stand

router = APIRouter(prefix="/v1/stream", tags=["changes"])

MEDIA_TYPE = "text/event-stream"
_RETRY_MILLISECONDS = 3000
_PAGE = 100  # changes that a stream holds in memory at once
_log = logging.getLogger(__name__)
_EXAMPLE = """retry: 3000

id: NDgxMTo3MDM
event: updated
data: {"kind":"updated","event_id":"01930a1c-6d5e-7b1a-9c3f-2f6f0e6c1a55","version":2,"match":"inside"}

"""
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Server-sent events without an end; `data` is a change as GET /v1/changes gives it.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}, "example": _EXAMPLE}},
    },
    503: {"description": "As many streams are open as this server takes."},
    **GONE,
}


class Stream(StreamingResponse):
    """Counts among the open streams, and gives a client up that takes nothing for too long."""

    media_type = MEDIA_TYPE

    def __init__(self, state: State, chunks: AsyncIterator[str], status_code: int = 200) -> None:
        # A proxy that collects answers before it hands them on would hold changes back.
        super().__init__(
            chunks, status_code, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        )
        self.state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self.state.tail.joined():
            await super().__call__(scope, receive, send)

    async def stream_response(self, send: Send) -> None:
        async def send_soon(message: Message) -> None:
            async with asyncio.timeout(self.state.settings.stream_stall_seconds):
                await send(message)

        try:
            await super().stream_response(send_soon)
        except TimeoutError:
            _log.info("A stream was ended: its client took nothing for too long; it can go on where it was")


@router.get("", response_class=Stream, responses=_ANSWERS, summary="Changes as they come")
async def get_stream(
    state: StateDep,
    wanted: Annotated[StreamQuery, Query()],
    last_event_id: Annotated[
        str | None,
        Header(
            alias="Last-Event-ID",
            description="The `id` of the last event read; the stream goes on behind it.",
            examples=["NDgxMTo3MDM"],
        ),
    ] = None,
) -> Stream:
    """Every change of events that the filter means, before it or after it, exactly once and in the order in which
    changes were committed. A browser's EventSource comes back by itself where it was."""
    keep = timedelta(days=state.settings.feed_days)
    async with state.sessions.begin() as session:
        if last_event_id:
            position = await stand(session, last_event_id, keep, where="header")
        else:
            position = await stand(session, wanted.after, keep)
        await read_changes(session, wanted, position, limit=1, keep=keep)  # expired: said while it can be
    return Stream(state, _chunks(state, wanted, position))


async def _chunks(state: State, wanted: StreamQuery, position: Position) -> AsyncIterator[str]:
    """Ends when the server does. Between two chunks no connection to the database is held."""
    yield f"retry: {_RETRY_MILLISECONDS}\n\n"
    sent = position.cursor  # the last id that the client knows of
    while not state.tail.closed:
        if not await state.tail.news(position, state.settings.stream_heartbeat_seconds):
            if not state.tail.closed:
                yield _heartbeat(position.cursor, sent)
                sent = position.cursor
            continue
        read = await _read(state, wanted, position)
        if read is None:
            return
        position = read.position
        if read.items:
            yield "".join(map(_event, read.items))
            sent = read.items[-1].cursor


async def _read(state: State, wanted: StreamQuery, position: Position) -> Read | None:
    """What follows; None if that has expired: the client comes back and is told so."""
    keep = timedelta(days=state.settings.feed_days)
    try:
        async with state.tail.reading, state.sessions() as session:
            return await read_changes(session, wanted, position, limit=_PAGE, keep=keep)
    except CursorExpired:
        return None
    except (OSError, SQLAlchemyError) as error:
        _log.warning("A stream waits, the database failed: %s", error)
        await asyncio.sleep(state.settings.feed_poll_seconds)
        return Read([], position, more=True)


def _event(change: ChangeOut) -> str:
    """JSON has no line ends of its own, so that one line of data holds it."""
    return f"id: {change.cursor}\nevent: {change.kind}\ndata: {change.model_dump_json()}\n\n"


def _heartbeat(cursor: str, sent: str) -> str:
    """A comment; with an id if changes that do not fit the filter were passed, so that nobody reads them again."""
    return ":\n\n" if cursor == sent else f":\nid: {cursor}\n\n"
