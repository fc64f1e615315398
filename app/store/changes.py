"""What changed about events, for readers that follow."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Change, now


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    event_id: UUID
    kind: Literal["created", "updated", "deleted"]
    snapshot: dict[str, Any]


async def record_changes(session: AsyncSession, changes: Iterable[Changed], article_id: UUID) -> None:
    """Write ``changes``, brought about by ``article_id``, under the number of the running transaction."""
    moment = now()
    rows = [
        {
            "event_id": change.event_id,
            "kind": change.kind,
            "article_id": article_id,
            "snapshot": change.snapshot,
            "at": moment,
        }
        for change in changes
    ]
    if rows:
        await session.execute(insert(Change), rows)


async def last_snapshots(session: AsyncSession, event_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """How readers last saw each of ``event_ids``."""
    latest = (
        select(func.max(col(Change.id)))
        .where(col(Change.event_id).in_(event_ids))
        .group_by(col(Change.event_id))
    )
    query = select(col(Change.event_id), col(Change.snapshot)).where(col(Change.id).in_(latest))
    return dict((await session.execute(query)).all())
