"""POST /v1/articles:bulk: NDJSON in, one line of answer for each line, streamed both ways."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from app.api.bodies import check_type, parse_json
from app.api.faults import validate
from app.api.lines import Line, batches
from app.api.problems import TABLE, problem_of
from app.api.spool import Spool
from app.api.state import State, StateDep
from app.errors import TooLarge
from app.schemas.articles import ArticleIn
from app.schemas.limits import Limits
from app.store.articles import accept

router = APIRouter(prefix="/v1/articles:bulk", tags=["articles"])

MEDIA_TYPE = "application/x-ndjson"
_TYPES = (MEDIA_TYPE, "application/ndjson", "application/jsonl")
_KNOWN = tuple(TABLE)
_TRIES = 3
# Two uploads that hold the same articles in different orders can block each other in a circle.
_WORTH_A_TRY = ("40P01", "40001")
_log = logging.getLogger(__name__)


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
            for answer in await _store_again(state, lines):
                spool.write(json.dumps(answer).encode() + b"\n")
    except ClientDisconnect:
        _log.info("A bulk upload broke off; what was complete is stored")
    except TooLarge as error:
        spool.write(json.dumps(_refused(None, error)).encode() + b"\n")
    finally:
        spool.end()


async def _within(request: Request, limit: int) -> AsyncIterator[bytes]:
    """The body's chunks. Raises TooLarge at ``limit`` bytes."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise TooLarge(what="The upload", limit=limit, unit="bytes", setting="DATELINE_BULK_LIMIT_BYTES")
        yield chunk


async def _store_again(state: State, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Store ``lines`` in one transaction; if all of it fails, every line says so."""
    for attempt in range(_TRIES):
        try:
            async with state.sessions.begin() as session:
                return [await _store(session, state, line) for line in lines]
        except (DBAPIError, OSError) as error:
            if attempt + 1 < _TRIES and getattr(error, "orig", None) and _passing(error):
                continue
            return [_refused(line.number, error) for line in lines]
    raise AssertionError("the last try returns")


def _passing(error: Exception) -> bool:
    return getattr(getattr(error, "orig", None), "sqlstate", None) in _WORTH_A_TRY


async def _store(session: AsyncSession, state: State, line: Line) -> dict[str, Any]:
    """One line, in a savepoint of its own. A failing database is the whole batch's business."""
    try:
        if line.body is None:
            limit = state.settings.body_limit_bytes
            raise TooLarge(what="The line", limit=limit, unit="bytes", setting="DATELINE_BODY_LIMIT_BYTES")
        sent = validate(ArticleIn, parse_json(line.body), Limits.of(state.settings))
        async with session.begin_nested():
            accepted = await accept(session, sent)
    except DBAPIError:
        raise
    except _KNOWN as error:
        return _refused(line.number, error)
    return {
        "line": line.number,
        "status": 200 if accepted.outcome == "unchanged" else 202,
        "id": str(accepted.article.id),
        "version": accepted.version.version,
        "outcome": accepted.outcome,
    }


def _refused(number: int | None, error: Exception) -> dict[str, Any]:
    found = problem_of(error)
    return {"line": number, "status": found["status"], "problem": found}
