"""Lists: `next` and the Link header."""

from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import Request, Response
from pydantic_core import to_json

from app.store.events import Listed
from app.store.timeline import Grouped

T = TypeVar("T")


def page(request: Request, response: Response, listed: Listed[T]) -> dict[str, Any]:
    """The answer of a list; the page after it is named in the body and in the Link header."""
    path = next_path(request, listed.cursor)
    if path:
        response.headers["Link"] = f'<{path}>; rel="next"'
    return {"items": listed.items, "next": path, "count": listed.count}


def timeline_page(request: Request, response: Response, grouped: Grouped, today: date) -> Response:
    """The answer of a timeline."""
    body = page(request, response, grouped) | {"undated": grouped.undated, "today": today}
    return as_json(body, response)


def as_json(body: dict[str, Any], response: Response) -> Response:
    """``body`` with the headers of ``response``. It must be as the endpoint's model has it, which nobody looks at: the
    framework's check of a page took as long as the database for it."""
    return Response(to_json(body), headers=response.headers, media_type="application/json")


def next_path(request: Request, cursor: str | None, name: str = "cursor") -> str | None:
    """This request's path with ``cursor`` as the parameter ``name``; every other parameter stays."""
    if cursor is None:
        return None
    kept = [(other, value) for other, value in request.query_params.multi_items() if other != name]
    return f"{request.url.path}?{urlencode([*kept, (name, cursor)])}"
