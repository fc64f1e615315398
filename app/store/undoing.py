"""Undoing a decision: events are again what they would be if nobody had made it."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, and_, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.errors import Conflict, NotFound, Stale
from app.merging.likeness import Weights, likeness
from app.merging.records import Account
from app.models import Decision, Event, EventRedirect, Report
from app.store.accounts import accounts_of_events
from app.store.attachments import attach
from app.store.editing import Edited, Signature, Versions, hold
from app.store.rederive import rederive
from app.store.redirects import now_at
from app.store.suggestions import ask_again


async def undo(session: AsyncSession, decision_id: UUID, seen: Versions, by: Signature) -> Edited:
    """Take a decision back; what was decided since stays. Raises NotFound, Conflict if it was undone already or a
    later decision rests on it, and Stale if its event is at no version of ``seen``."""
    decision = await session.get(Decision, decision_id, with_for_update=True, populate_existing=True)
    if decision is None:
        raise NotFound(kind="decision", id=decision_id)
    if decision.undone_at is not None:
        raise Conflict(
            reason=f"{decision.undone_by} has undone it already, at {decision.undone_at.isoformat()}."
        )
    about = [id_ for id_ in (decision.event_id, decision.other_event_id) if id_ is not None]
    homes = await now_at(session, about)
    home = homes[decision.event_id]
    events = {event.id: event for event in await hold(session, {*about, *homes.values()})}
    if seen is not None and home in events and events[home].version not in seen:
        raise Stale(id=home, version=events[home].version)
    await _refuse(session, decision, events.get(home))
    decision.undone_at, decision.undone_by, decision.undone_reason = by.at, by.author, by.reason
    await session.flush()
    touched = {*about, *homes.values()} | await _move_back(session, decision, home)
    await ask_again(session, decision.at, decision.author, touched)
    await rederive(session, touched, by.cause(decision))
    if decision.report_ids:
        await _repin(session, decision.report_ids)
    return Edited(event_id=home, others=sorted(touched - {home}), decisions=[decision])


async def _refuse(session: AsyncSession, decision: Decision, event: Event | None) -> None:
    """Where undoing would mean nothing, or would take the ground from under another decision."""
    if decision.kind == "set" and event is not None and event.report_count == 0:
        raise Conflict(
            reason=f"Nobody reports {event.id} any more, so that there is no other value to go back to."
        )
    if resting := await _resting(session, decision):
        ids = ", ".join(str(later.id) for later in resting)
        raise Conflict(reason=f"Later decisions are about what it made; undo them first: {ids}.")


async def _resting(session: AsyncSession, decision: Decision) -> list[Decision]:
    """Of a split, whose new event would cease to be: those about that event, and merges of either part into another. Of
    a merge: splits of what it made."""
    if decision.kind == "split":
        both = (decision.event_id, decision.other_event_id)
        merged = and_(col(Decision.kind) == "merge", col(Decision.other_event_id).in_(both))
        about = or_(col(Decision.event_id) == decision.other_event_id, merged)
    elif decision.kind == "merge":
        moved = col(Decision.report_ids).op("&&")(literal(decision.report_ids, ARRAY(Uuid)))
        taken = or_(moved, col(Decision.event_id) == decision.event_id)
        about = and_(col(Decision.kind) == "split", taken, col(Decision.at) > decision.at)
    else:
        return []
    query = select(Decision).where(about, col(Decision.undone_at).is_(None)).order_by(col(Decision.id))
    return list(await session.scalars(query))


async def _move_back(session: AsyncSession, decision: Decision, home: UUID) -> set[UUID]:
    """Put reports back where they were before. Returns the events that lost or gained any."""
    if decision.other_event_id is None or decision.kind not in ("merge", "split"):
        return set()
    if decision.kind == "split":
        # whatever joined the new event since belongs to the old one now
        await attach(session, await _within(session, decision.other_event_id), home)
        return {home}
    other = decision.other_event_id
    moved = sorted(await _within(session, home) & set(decision.report_ids))
    late: list[UUID] = []
    if home == decision.event_id:  # else it was merged on, and what came since may be about that one
        late = await _late(session, decision, moved)
    led = (col(EventRedirect.old_id).in_(decision.value["led"]), col(EventRedirect.new_id) == home)
    await session.execute(update(EventRedirect).where(*led).values(new_id=other))
    await attach(session, [*moved, *late], other)
    return {other}


async def _within(session: AsyncSession, event_id: UUID) -> set[UUID]:
    return set(await session.scalars(select(col(Report.id)).where(col(Report.event_id) == event_id)))


async def _repin(session: AsyncSession, report_ids: Collection[UUID]) -> None:
    """Pinned are those of ``report_ids`` that are where a decision which holds has put them."""
    listed = col(Decision.report_ids).op("&&")(literal(sorted(report_ids), ARRAY(Uuid)))
    holding = list(await session.scalars(select(Decision).where(listed, col(Decision.undone_at).is_(None))))
    goals = {row.id: row.other_event_id if row.kind == "split" else row.event_id for row in holding}
    now = await now_at(session, {goal for goal in goals.values() if goal})
    put = {(id_, now[goal]) for row in holding if (goal := goals[row.id]) for id_ in row.report_ids}
    where = select(col(Report.id), col(Report.event_id)).where(col(Report.id).in_(report_ids))
    pinned = {id_ for id_, event_id in await session.execute(where) if (id_, event_id) in put}
    for ids, value in ((pinned, True), (set(report_ids) - pinned, False)):
        await session.execute(update(Report).where(col(Report.id).in_(ids)).values(pinned=value))


async def _late(session: AsyncSession, decision: Decision, moved: Sequence[UUID]) -> list[UUID]:
    """Reports that came since the merge (their ids, UUIDv7, tell) and that nobody pinned, as far as they are more like
    those that were ``moved`` than like the others."""
    stored = (await accounts_of_events(session, [decision.event_id])).get(decision.event_id, [])
    late = [one for one in stored if one.account.report_id > decision.id and not one.pinned]
    before = [one.account for one in stored if one.account.report_id < decision.id]
    go = [account for account in before if account.report_id in moved]
    stay = [account for account in before if account.report_id not in moved]
    return [one.account.report_id for one in late if _mean(one.account, go) > _mean(one.account, stay)]


def _mean(account: Account, others: Sequence[Account]) -> float:
    """Mean odds that ``account`` tells of the same happening; 0 if there is nobody to compare it with."""
    weights = Weights.load()
    return sum(likeness(account, other, weights).odds for other in others) / max(1, len(others))
