"""Editors' decisions as the machine must heed them; undone ones count for nothing."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Decision
from app.store.redirects import now_at

Pair = frozenset[UUID]  # of two events
HOLDING = ("set", "verify", "reject", "merge")  # an editor looked at the event and wants it as it is
PARTING = ("keep_apart", "split")


async def decide(
    session: AsyncSession, event_id: UUID, kind: str, *, author: str, reason: str, **more: Any
) -> Decision:
    """Write a decision down; whoever does calls `rederive` with its id for the events it touches.

    ``more``: field and value of a "set", other_event_id, report_ids, see `app.models.Decision`.
    """
    decision = Decision(event_id=event_id, kind=kind, author=author, reason=reason, **more)
    session.add(decision)
    await session.flush()
    return decision


async def active(session: AsyncSession, event_ids: Collection[UUID]) -> dict[UUID, list[Decision]]:
    """The decisions that hold for each of ``event_ids``, in the order in which they were made."""
    query = (
        select(Decision)
        .where(col(Decision.event_id).in_(event_ids), col(Decision.undone_at).is_(None))
        .order_by(col(Decision.at), col(Decision.id))
    )
    found: dict[UUID, list[Decision]] = defaultdict(list)
    for decision in await session.scalars(query):
        found[decision.event_id].append(decision)
    return found


async def held(session: AsyncSession, event_ids: Collection[UUID]) -> set[UUID]:
    """Those of ``event_ids`` that keep their reports together and that no other event swallows."""
    found = await active(session, event_ids)
    return {id_ for id_, decisions in found.items() if any(d.kind in HOLDING for d in decisions)}


async def kept_apart(session: AsyncSession, event_ids: Collection[UUID]) -> set[Pair]:
    """Pairs of events that must not become one, by the ids that they have now."""
    mine = or_(col(Decision.event_id).in_(event_ids), col(Decision.other_event_id).in_(event_ids))
    query = select(col(Decision.event_id), col(Decision.other_event_id)).where(
        mine, col(Decision.kind).in_(PARTING), col(Decision.undone_at).is_(None)
    )
    pairs = [(one, other) for one, other in await session.execute(query) if other is not None]
    current = await now_at(session, {id_ for pair in pairs for id_ in pair})
    return {frozenset((current[one], current[other])) for one, other in pairs}
