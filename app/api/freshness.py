"""ETag, If-None-Match and Cache-Control of lists of events: asking again costs one look-up if nothing changed."""

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache

from fastapi import FastAPI, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from app.api.conditions import unchanged
from app.store.freshness import state_of_events

# Ask each time: an editor must see what he just changed. Without "private" or "public" shared caches keep the
# answers of calls that carry no key, and those alone.
_POLICY = {"Cache-Control": "no-cache", "Vary": "Accept"}
# A text that is read anew may tell the same event in other words, at another time or from another outlet. The event
# does not change by that, so the feed does not tell of it, but these filters may find it or find it no more.
# A later page of a walk is of the walk's beginning: nobody polls it.
_UNTOLD = {"q", "published_from", "published_to", "source", "cursor"}


class NotModified(Exception):
    """The caller has what it asks for."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.headers = headers
        super().__init__("not modified")


async def fresh(
    request: Request, response: Response, session: AsyncSession, *beside: object
) -> dict[str, str]:
    """The headers of an answer over events, set in ``response`` already. Raises NotModified. ``beside`` is what else
    the answer depends on, such as the day it is.

    To be called before the events are read: what changes meanwhile is then read once too often and never missed. Not
    a dependency, as those ask the database before the query's parameters are looked at.
    """
    headers = dict(_POLICY)
    if not _UNTOLD & request.query_params.keys():
        headers["ETag"] = _etag(request, await state_of_events(session), beside)
        if unchanged(request.headers.get("if-none-match", ""), headers["ETag"]):
            raise NotModified(headers)
    response.headers.update(headers)
    return headers


def _etag(request: Request, *state: object) -> str:
    """Weak: what it stands for says the same, if not in the same bytes."""
    asked = (*state, _edition(request.app), str(request.url), request.headers.get("accept", ""))
    return f'W/"{hashlib.sha256(repr(asked).encode()).hexdigest()[:20]}"'


@lru_cache(maxsize=4)
def _edition(app: FastAPI) -> str:
    """Differs from one description of the API to another: a new field must not wait for the next event."""
    return hashlib.sha256(json.dumps(app.openapi(), sort_keys=True).encode()).hexdigest()


async def _unchanged(_: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)
    return Response(status_code=304, headers=error.headers)


def install(app: FastAPI) -> None:
    app.add_exception_handler(NotModified, _unchanged)
