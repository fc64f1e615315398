"""Opaque marks of where a list goes on. They hold the last entry's sort key, so inserts shift nothing."""

import base64
import binascii
import hashlib
import json
import math
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from app.errors import Invalid
from app.schemas.texts import storable


def encode(query: BaseModel, *key: object) -> str:
    """A cursor after the entry with ``key``, good for ``query`` whatever its limit."""
    values = [value.isoformat() if isinstance(value, date) else value for value in key]
    plain = json.dumps([_digest(query), *values], default=str, separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def decode(query: BaseModel, cursor: str, *kinds: Any) -> list[Any]:
    """The key in ``cursor``, each value as its kind or None. Raises Invalid if it is not this query's."""
    try:
        plain = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        digest, *values = json.loads(plain)
        key = [_value(kind, value) for kind, value in zip(kinds, values, strict=True)]
    except (ValueError, TypeError, binascii.Error) as error:
        raise Invalid(
            field="cursor", location="query", code="bad_cursor", reason="is no cursor; take it from `next`"
        ) from error
    if digest != _digest(query):
        raise Invalid(
            field="cursor",
            location="query",
            code="foreign_cursor",
            reason="belongs to another query; keep every parameter but limit, or leave the cursor out",
        )
    return key


def _value(kind: Any, value: Any) -> Any:
    """Raises ValueError for what no cursor of ours holds, so that none of it reaches the database."""
    if value is None and kind is date:  # an undated event
        return None
    if not isinstance(value, str):
        raise ValueError("a text is needed")
    found = _READ[kind](value)
    if isinstance(found, datetime) and found.tzinfo is None:
        raise ValueError("a zone is needed")
    return found


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number is needed")
    return number


def _whole(text: str) -> int:
    number = int(text)
    if abs(number) >= 2**63:
        raise ValueError("Postgres has no such number")
    return number


_READ: dict[Any, Callable[[str], object]] = {
    UUID: UUID,
    int: _whole,
    str: storable,
    float: _finite,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


def _digest(query: BaseModel) -> str:
    plain = query.model_dump_json(exclude={"cursor", "limit"})
    return hashlib.sha256(plain.encode()).hexdigest()[:8]
