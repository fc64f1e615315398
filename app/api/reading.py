"""Which server a request reads from: what it asks for, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import Header, Request
from starlette.types import Scope

from app.errors import Invalid
from app.models import now
from app.store.staleness import lsn

TOKEN = "Dateline-Token"
READS = ("GET", "HEAD")
_KEY = "dateline.reading"

TokenHeader = Annotated[
    str | None,
    Header(
        alias=TOKEN,
        description="From an earlier answer: this one knows at least what that one knew. 0/0 asks for a first token.",
        examples=["16/B374D848"],
    ),
]


@dataclass(slots=True)
class Reading:
    """One attempt to answer a request."""

    primary: bool = False  # only the primary may be asked: a replica has been
    at_primary: bool = False  # it was
    again: bool = False  # a replica was, and its answer is not the last word
    token: str | None = None  # a position that the answer is not before

    @classmethod
    def of(cls, scope: Scope) -> Reading:
        reading: Reading = scope.setdefault(_KEY, cls())
        return reading

    @classmethod
    def begin(cls, scope: Scope, *, primary: bool) -> Reading:
        scope[_KEY] = reading = cls(primary=primary)
        return reading


def position_of(token: str | None) -> int | None:
    """Raises Invalid for what is no token."""
    try:
        return None if token is None else lsn(token)
    except ValueError as error:
        reason = "is no token; send one as it came, such as 16/B374D848"
        raise Invalid(field=TOKEN, location="header", code="bad_token", reason=reason) from error


def wants_primary(request: Request, reading: Reading, bound: float) -> bool:
    """Whether a replica would be wrong however near it is.

    The page after a cursor must not be read from a server that is behind the one that gave the page before; with a
    token that cannot be. What was known a moment ago is settled nowhere but at the primary: replicas that are asked may
    be ``bound`` seconds behind.
    """
    if reading.primary or request.method not in READS:
        return True
    if "cursor" in request.query_params and TOKEN not in request.headers:
        return True
    # A day more, as it may be written in any zone.
    settled = (now() - timedelta(days=1, seconds=bound)).date().isoformat()
    return request.query_params.get("as_of", "")[:10] >= settled
