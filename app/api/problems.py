"""Errors as RFC 9457 problems: one table turns error classes into statuses."""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from starlette.exceptions import HTTPException

from app import errors
from app.api.faults import Fault, InvalidFields, faults

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)


class Malformed(errors.DatelineError):
    """{reason}"""


class UnsupportedMedia(errors.DatelineError):
    """{reason}"""


class Unconditional(errors.DatelineError):
    """If-Match is missing; send the ETag of the event as you saw it, so that nobody's change is overlooked."""


class NotAcceptable(errors.DatelineError):
    """Nothing that Accept names is there; take one of {types}, or say format={formats} in the query."""


# class -> status, name of the problem's type, title; the first class that fits counts
TABLE: dict[type[Exception], tuple[int, str, str]] = {
    Malformed: (400, "malformed-body", "The body cannot be read"),
    errors.NotFound: (404, "not-found", "There is no such thing"),
    errors.NotKnownYet: (404, "not-known-yet", "It was not known then"),
    NotAcceptable: (406, "not-acceptable", "There is no such format"),
    errors.Conflict: (409, "conflict", "The request contradicts what is stored"),
    errors.Gone: (410, "retracted", "It was retracted"),
    errors.EventGone: (410, "event-gone", "Nobody reports it any more"),
    errors.CursorExpired: (410, "cursor-expired", "The cursor has expired"),
    errors.Stale: (412, "stale", "It has changed since"),
    errors.TooLarge: (413, "too-large", "The request is too large"),
    UnsupportedMedia: (415, "unsupported-media-type", "The body has the wrong type"),
    errors.Invalid: (422, "invalid-request", "The request is not valid"),
    InvalidFields: (422, "invalid-request", "The request is not valid"),
    Unconditional: (428, "precondition-required", "The request must say which version it is about"),
    errors.TooManyStreams: (503, "too-many-streams", "Too many streams are open"),
    errors.TooManyExports: (503, "too-many-exports", "Too many exports are being sent"),
    errors.TooExpensive: (503, "too-expensive", "The question is too expensive"),
    errors.ActorsBroken: (503, "actors-broken", "The desk's table of actors is broken"),
    errors.ModelMissing: (503, "model-missing", "The language model is not installed"),
    errors.ExtractionTimedOut: (503, "extraction-timeout", "Extraction took too long"),
    errors.ExtractionFailed: (500, "extraction-failed", "Extraction failed"),
    errors.DatabaseUnreachable: (503, "database-unreachable", "The database does not answer"),
    IntegrityError: (409, "conflict", "Two requests changed the same thing at once"),
    NoFreeConnection: (503, "overloaded", "Every database connection is busy"),
    DBAPIError: (503, "database-failed", "The database failed"),
    OSError: (503, "database-unreachable", "The database does not answer"),
}
# What these say is for the log: it may hold SQL, or an address.
_UNSPOKEN = {
    IntegrityError: "Send the request again.",
    NoFreeConnection: "Try again in a few seconds.",
    DBAPIError: "Try again; if it stays so, see /readyz and the server's log.",
    OSError: "Try again; if it stays so, see /readyz and the server's log.",
}
_RETRY_SECONDS = "5"
_FEATURES = "/v1/collections"  # OGC API Features: a wrong or unknown parameter is 400 (Core, 7.10)


def problem(status: int, name: str, title: str, detail: str, found: Sequence[Fault] = ()) -> dict[str, Any]:
    """A problem as JSON; ``found`` are the faults of single fields."""
    body: dict[str, Any] = {
        "type": f"urn:dateline:problem:{name}",
        "title": title,
        "status": status,
        "detail": detail,
    }
    if found:
        body["errors"] = [fault.as_json() for fault in found]
    return body


def problem_of(error: Exception, hints: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The problem that ``error`` is. Raises it again if the table does not know its class."""
    for kind, (status, name, title) in TABLE.items():
        if isinstance(error, kind):
            found = faults(error, hints or {})
            unspoken = next((text for hidden, text in _UNSPOKEN.items() if isinstance(error, hidden)), None)
            if unspoken:
                _log.warning("%s: %s", title, error)
            detail = unspoken or "; ".join(fault.sentence for fault in found) or str(error)
            return problem(status, name, title, detail, found)
    raise error


def respond(body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    extra = dict(headers or {})
    if body["status"] == 503:
        extra["Retry-After"] = _RETRY_SECONDS
    if body["status"] == 413:
        extra["Connection"] = "close"  # or the server would read what is still coming, without an end
    # Escaped to ASCII: a problem may quote half of a surrogate pair that was sent, which UTF-8 cannot hold.
    return Response(json.dumps(dict(body)), body["status"], extra, media_type=MEDIA_TYPE)


async def _known(request: Request, error: Exception) -> Response:
    if isinstance(error, DBAPIError) and _given_up(error) and request.method in ("GET", "HEAD"):
        error = errors.TooExpensive()
    return _refused(request, problem_of(error, _hints(request)))


def _refused(request: Request, body: dict[str, Any]) -> Response:
    of_features = request.url.path.startswith(_FEATURES) and body["status"] == 422
    return respond(body | {"status": 400} if of_features else body)


def _given_up(error: DBAPIError) -> bool:
    """Whether Postgres cancelled a statement because it took too long."""
    return getattr(error.orig, "sqlstate", None) == "57014"


def _hints(request: Request) -> Mapping[str, str]:
    """What is known about the query parameters of the path that was asked for."""
    hints: Mapping[str, str] = request.scope.get("dateline.hints", {})
    return hints


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _refused(request, problem_of(InvalidFields.of(error.errors()), _hints(request)))


async def _http(request: Request, error: Exception) -> Response:
    """What the framework itself says: 404 for an unknown path, 405 for a wrong method."""
    assert isinstance(error, HTTPException)
    texts = {
        404: ("not-found", f"There is nothing at {request.url.path}; /docs lists what there is."),
        405: ("method-not-allowed", f"{request.method} does not work at {request.url.path}."),
    }
    name, detail = texts.get(error.status_code, ("http-error", str(error.detail)))
    title = str(error.detail)
    return respond(problem(error.status_code, name, title, detail), error.headers)


async def _unexpected(_: Request, error: Exception) -> Response:
    """The server logs the error; its words are not for the caller."""
    detail = "Something went wrong on our side; the server's log has the details."
    return respond(problem(500, "internal-error", "Internal error", detail))


def install(app: FastAPI) -> None:
    """Answer every error of ``app`` with a problem."""
    for kind in TABLE:
        app.add_exception_handler(kind, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)
