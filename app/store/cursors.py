"""Opaque marks of where a list goes on, signed. They hold the last entry's sort key, so inserts shift nothing."""

import base64
import binascii
import hashlib
import hmac
import json
import math
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from pydantic import BaseModel
from sqlalchemy import Engine, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.db import CURSOR_SECRET
from app.errors import Invalid
from app.models import CursorSecret

# For each engine the secret of its database.
_SECRETS: WeakKeyDictionary[Engine, bytes] = WeakKeyDictionary()
_SIGNATURE = 16  # bytes


async def encode(session: AsyncSession, query: BaseModel, *key: object) -> str:
    """A cursor after the entry with ``key``, good for ``query`` whatever its limit."""
    values = [value.isoformat() if isinstance(value, date) else value for value in key]
    plain = json.dumps(
        [_digest(query), *values], default=str, ensure_ascii=False, separators=(",", ":")
    ).encode()
    signed = _signature(await _secret(session), plain) + plain
    return base64.urlsafe_b64encode(signed).decode().rstrip("=")


async def decode(session: AsyncSession, query: BaseModel, cursor: str, *kinds: Any) -> list[Any]:
    """The key in ``cursor``, each value as its kind or None. Raises Invalid if it is not one of ours, or not this
    query's."""
    try:
        signed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        plain = signed[_SIGNATURE:]
        if not plain:  # said without asking the database
            raise ValueError("too short")
        if not hmac.compare_digest(signed[:_SIGNATURE], _signature(await _secret(session), plain)):
            raise ValueError("not signed here")
        digest, *values = json.loads(plain)
    except (ValueError, TypeError, binascii.Error) as error:
        raise _bad() from error
    if digest != _digest(query):
        raise Invalid(
            field="cursor",
            location="query",
            code="foreign_cursor",
            reason="belongs to another query; keep every parameter but limit, or leave the cursor out",
        )
    try:
        return [_value(kind, value) for kind, value in zip(kinds, values, strict=True)]
    except (ValueError, TypeError) as error:  # of another version of this program
        raise _bad() from error


def _bad() -> Invalid:
    return Invalid(
        field="cursor", location="query", code="bad_cursor", reason="is no cursor; take it from `next`"
    )


async def _secret(session: AsyncSession) -> bytes:
    engine = session.get_bind().engine
    secret: bytes | None = engine.get_execution_options().get(CURSOR_SECRET) or _SECRETS.get(engine)
    if secret is None:
        secret = (await session.scalars(select(col(CursorSecret.secret)))).one()
        _SECRETS[engine] = secret
    return secret


def _signature(secret: bytes, plain: bytes) -> bytes:
    return hmac.digest(secret, plain, "sha256")[:_SIGNATURE]


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
    str: str,
    UUID: UUID,
    int: _whole,
    float: _finite,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


def _digest(query: BaseModel) -> str:
    plain = query.model_dump_json(exclude={"cursor", "limit"})
    return hashlib.sha256(plain.encode()).hexdigest()[:8]
