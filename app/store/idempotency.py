"""Answers kept under the callers' Idempotency-Key, so that a repeated request gets the same one."""

import hashlib
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.errors import Invalid
from app.models import IdempotencyKey, now

KEPT_FOR = timedelta(hours=24)
_SWEPT_AT_ONCE = 100


def fingerprint(body: Any) -> str:
    """SHA-256 of a JSON value; the order of keys and the spacing it was sent with do not matter."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


async def recall(session: AsyncSession, key: str, request_hash: str) -> IdempotencyKey | None:
    """What was answered under ``key``, else None; until the transaction ends nobody else gets past here.

    Raises Invalid if the key came with another request.
    """
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    await _sweep(session)
    kept = await session.get(IdempotencyKey, key)
    if kept is not None and kept.request_hash != request_hash:
        raise Invalid(
            field="Idempotency-Key",
            reason="was used for another body within the last 24 hours; take a new key for a new request",
            location="header",
            code="key_reused",
        )
    return kept


async def remember(
    session: AsyncSession,
    key: str,
    request_hash: str,
    *,
    article_id: UUID,
    status: int,
    answer: dict[str, Any],
) -> None:
    """Keep an answer under ``key``; call `recall` first in the same transaction."""
    session.add(
        IdempotencyKey(
            key=key, request_hash=request_hash, article_id=article_id, status=status, answer=answer
        )
    )
    await session.flush()


async def _sweep(session: AsyncSession) -> None:
    """Forget some old keys; every use of a key does its share, so no timer is needed."""
    old = (
        select(col(IdempotencyKey.key))
        .where(col(IdempotencyKey.created_at) < now() - KEPT_FOR)
        .limit(_SWEPT_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    await session.execute(delete(IdempotencyKey).where(col(IdempotencyKey.key).in_(old)))
