"""POST /v1/articles:bulk: NDJSON in, one line of answer for each line, streamed both ways."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from app.api.bodies import check_type, parse_json
from app.api.faults import InvalidFields, validate
from app.api.lines import Line, batches
from app.api.problems import Malformed, problem_of
from app.api.spool import Spool
from app.api.state import State, StateDep
from app.errors import Conflict, TooLarge
from app.schemas.articles import ArticleIn
from app.schemas.limits import Limits
from app.store.articles import accept
from app.store.staleness import shown

router = APIRouter(prefix="/v1/articles:bulk", tags=["articles"])

MEDIA_TYPE = "application/x-ndjson"
_TYPES = (MEDIA_TYPE, "application/ndjson", "application/jsonl")
_DATABASE = (DBAPIError, NoFreeConnection, OSError)
_log = logging.getLogger(__name__)

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """A line that was read: an article, or a refusal."""

    number: int
    sent: ArticleIn | None
    refusal: Answer | None = None


class Duplex(StreamingResponse):
    """Answers while the request is still being read; the framework's own class would read it itself, to
    notice a client that goes away, and throw it away."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        chunks = aiter(self.body_iterator)
        # Headers only with the first answer: a client that asked "Expect: 100-continue" and gets 200 at once
        # need not send its body at all.
        first = await anext(chunks, b"")
        self.body_iterator = _before(first, chunks)
        await self.stream_response(send)


async def _before(first: Any, rest: AsyncIterator[Any]) -> AsyncIterator[Any]:
    yield first
    async for chunk in rest:
        yield chunk


@router.post(
    "",
    response_class=Duplex,
    summary="Take many articles in",
    responses={200: {"description": "One JSON object a line.", "content": {MEDIA_TYPE: {}}}},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                MEDIA_TYPE: {
                    "schema": {"type": "string"},
                    "example": '{"text": "...", "published_at": "2024-11-06"}\n',
                }
            },
        }
    },
)
async def post_bulk(request: Request, state: StateDep) -> Duplex:
    """One article a line, as POST /v1/articles takes them; one answer a line, in the order of the lines.

    A line that is wrong is answered with its problem and the others are stored all the same. Answers tell
    what is committed. Empty lines are passed over.
    """
    check_type(request, *_TYPES)
    return Duplex(_answers(request, state), media_type=MEDIA_TYPE)


async def _answers(request: Request, state: State) -> AsyncIterator[bytes]:
    with Spool() as spool:
        reading = asyncio.create_task(_take_in(request, state, spool))
        try:
            async for chunk in spool.chunks():
                yield chunk
            await reading
        finally:
            reading.cancel()


async def _take_in(request: Request, state: State, spool: Spool) -> None:
    limit, size = state.settings.body_limit_bytes, state.settings.bulk_batch
    try:
        async for lines in batches(_within(request, state.settings.bulk_limit_bytes), limit, size):
            for answer in await _answer(state, [_read(state, line) for line in lines]):
                spool.write(json.dumps(answer).encode() + b"\n")
    except ClientDisconnect:
        _log.info("A bulk upload broke off; what was complete is stored")
    except TooLarge as error:
        spool.write(json.dumps(_refused(None, error)).encode() + b"\n")
    finally:
        spool.end()


async def _within(request: Request, limit: int) -> AsyncIterator[bytes]:
    """The body's chunks. Raises TooLarge after ``limit`` bytes."""
    left = limit
    async for chunk in request.stream():
        yield chunk[:left]
        left -= len(chunk)
        if left < 0:
            raise TooLarge(what="The upload", limit=limit, unit="bytes", setting="DATELINE_BULK_LIMIT_BYTES")


def _read(state: State, line: Line) -> Read:
    """A line's article, or what is wrong with it."""
    try:
        if line.body is None:
            limit = state.settings.body_limit_bytes
            raise TooLarge(what="The line", limit=limit, unit="bytes", setting="DATELINE_BODY_LIMIT_BYTES")
        sent = validate(ArticleIn, parse_json(line.body), Limits.of(state.settings))
        return Read(line.number, sent)
    except (TooLarge, Malformed, InvalidFields) as error:
        return Read(line.number, None, _refused(line.number, error))


async def _answer(state: State, lines: Sequence[Read]) -> list[Answer]:
    """Store ``lines`` in one transaction. If that fails, one by one: then one line fails alone.

    Two uploads that hold the same articles in different order can block each other in a circle, and
    Postgres then ends one of them. A single line cannot.
    """
    try:
        return await _store(state, lines)
    except _DATABASE as error:
        if not isinstance(error, DBAPIError) or error.connection_invalidated:
            _log.warning("A batch of a bulk upload is not stored: %s", error)
            return [read.refusal or _refused(read.number, error) for read in lines]
        _log.info("A batch of a bulk upload is stored line by line: %s", error.orig)
    return [await _store_alone(state, read) for read in lines]


async def _store_alone(state: State, read: Read) -> Answer:
    try:
        return (await _store(state, [read]))[0]
    except _DATABASE as error:
        return _refused(read.number, error)


async def _store(state: State, lines: Sequence[Read]) -> list[Answer]:
    """Raises what the database raises for more than a single line."""
    async with state.sessions.begin() as session:
        answers = [await _store_line(session, read) for read in lines]
    position = await state.replicas.end_of_log()
    token = {} if position is None else {"token": shown(position)}  # headers went out with the first lines
    return [answer | token for answer in answers]


async def _store_line(session: AsyncSession, read: Read) -> Answer:
    """One line, in a savepoint of its own."""
    if read.sent is None:
        return read.refusal or {}
    try:
        async with session.begin_nested():
            accepted = await accept(session, read.sent)
    except (Conflict, IntegrityError) as error:
        return _refused(read.number, error)
    return {
        "line": read.number,
        "status": 200 if accepted.outcome == "unchanged" else 202,
        "id": str(accepted.article.id),
        "version": accepted.version.version,
        "outcome": accepted.outcome,
    }


def _refused(number: int | None, error: Exception) -> Answer:
    found = problem_of(error)
    return {"line": number, "status": found["status"], "problem": found}
