"""Editors' decisions as the machine must heed them; undone ones count for nothing."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Decision
from app.store.redirects import formerly, now_at

Pair = frozenset[UUID]  # of two events
HOLDING = ("set", "verify", "reject", "merge")  # an editor looked at the event and wants it as it is
PARTING = ("keep_apart", "split")


async def decide(
    session: AsyncSession, event_id: UUID, kind: str, *, author: str, reason: str, **more: Any
) -> Decision:
    """Write a decision down; whoever does calls `rederive` with its id for the events it touches.

    ``more``: at, field and value of a "set", other_event_id, report_ids, see `app.models.Decision`.
    """
    decision = Decision(event_id=event_id, kind=kind, author=author, reason=reason, **more)
    session.add(decision)
    await session.flush()
    return decision


async def active(session: AsyncSession, event_ids: Collection[UUID]) -> dict[UUID, list[Decision]]:
    """The decisions that hold for each of ``event_ids``, in the order in which they count: the last one wins.

    What was set on an event that an editor merged into another goes with it, and gives way to what was set on that
    one. Whatever else was decided about it waits until it is an event of its own again.
    """
    ids = set(event_ids)
    rows = await _holding(session, ids, with_homes=True)
    waiting = {row.other_event_id for row in rows if row.kind == "merge"} & ids
    found: dict[UUID, list[Decision]] = defaultdict(list)
    for row in rows:
        if row.event_id in ids - waiting:
            found[row.event_id].append(row)
    inside = _inside(list(found.values()), {id_: id_ for id_ in found})
    while inside:
        rows = await _holding(session, set(inside))
        for id_, root in inside.items():
            found[root][:0] = [row for row in rows if row.event_id == id_ and row.kind == "set"]
        inside = _inside([rows], inside)
    return found


def _inside(rows: Collection[Collection[Decision]], roots: dict[UUID, UUID]) -> dict[UUID, UUID]:
    """The events that ``rows`` merged, each with the event that it is part of in the end."""
    merges = (row for some in rows for row in some if row.kind == "merge" and row.event_id in roots)
    return {row.other_event_id: roots[row.event_id] for row in merges if row.other_event_id}


async def _holding(
    session: AsyncSession, event_ids: Collection[UUID], *, with_homes: bool = False
) -> list[Decision]:
    """Decisions about ``event_ids`` in the order in which they were made; and those that merged them elsewhere."""
    about: list[ColumnElement[bool]] = [col(Decision.event_id).in_(event_ids)]
    if with_homes:
        about.append(and_(col(Decision.kind) == "merge", col(Decision.other_event_id).in_(event_ids)))
    query = (
        select(Decision)
        .where(or_(*about), col(Decision.undone_at).is_(None))
        .order_by(col(Decision.at), col(Decision.id))
    )
    return list(await session.scalars(query))


async def held(session: AsyncSession, event_ids: Collection[UUID]) -> set[UUID]:
    """Those of ``event_ids`` that keep their reports together and that no other event swallows."""
    found = await active(session, event_ids)
    return {id_ for id_, decisions in found.items() if any(d.kind in HOLDING for d in decisions)}


async def kept_apart(session: AsyncSession, event_ids: Collection[UUID]) -> dict[Pair, Decision]:
    """Pairs of events that must not become one, by the ids that they have now, each with a decision that says so."""
    ids = {*event_ids, *(old for olds in (await formerly(session, event_ids)).values() for old in olds)}
    mine = or_(col(Decision.event_id).in_(ids), col(Decision.other_event_id).in_(ids))
    query = select(Decision).where(mine, col(Decision.kind).in_(PARTING), col(Decision.undone_at).is_(None))
    parting = [row for row in await session.scalars(query) if row.other_event_id is not None]
    current = await now_at(session, {id_ for row in parting for id_ in (row.event_id, _other(row))})
    return {frozenset((current[row.event_id], current[_other(row)])): row for row in parting}


def _other(row: Decision) -> UUID:
    return row.other_event_id or row.event_id
