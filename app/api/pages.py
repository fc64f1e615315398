"""Lists: `next` and the Link header."""

from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import Request, Response

from app.store.events import Listed

T = TypeVar("T")


def page(request: Request, response: Response, listed: Listed[T]) -> dict[str, Any]:
    """The answer of a list; the page after it is named in the body and in the Link header."""
    path = next_path(request, listed.cursor)
    if path:
        response.headers["Link"] = f'<{path}>; rel="next"'
    return {"items": listed.items, "next": path, "count": listed.count}


def next_path(request: Request, cursor: str | None, name: str = "cursor") -> str | None:
    """This request's path with ``cursor`` as the parameter ``name``; every other parameter stays."""
    if cursor is None:
        return None
    kept = [(other, value) for other, value in request.query_params.multi_items() if other != name]
    return f"{request.url.path}?{urlencode([*kept, (name, cursor)])}"
