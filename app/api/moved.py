"""Events that were merged into others: their addresses lead on for good."""

from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response

from app.api.problems import problem_of, respond
from app.errors import EventGone, EventMoved

# What the two errors below are answered with, for OpenAPI.
ANSWERS: dict[int | str, dict[str, Any]] = {
    308: {"description": "It was merged into another event; Location tells into which."},
    404: {"description": "There is no such event."},
    410: {"description": "Nobody reports it any more; `history` leads to what it was."},
}


async def _moved(request: Request, error: Exception) -> Response:
    """308, as 301 would turn a POST into a GET. The rest of the path and the query stay."""
    assert isinstance(error, EventMoved)
    path = request.scope["route"].path.format(**request.path_params | {"event_id": error.new_id})
    query = f"?{request.url.query}" if request.url.query else ""
    return Response(status_code=308, headers={"Location": quote(path, safe="/:") + query})


async def _gone(_: Request, error: Exception) -> Response:
    assert isinstance(error, EventGone)
    history = f"/v1/events/{error.id}/history"
    headers = {"Link": f'<{history}>; rel="version-history"'}
    return respond(problem_of(error) | {"history": history}, headers)


def install(app: FastAPI) -> None:
    app.add_exception_handler(EventMoved, _moved)
    app.add_exception_handler(EventGone, _gone)
