"""What editors do to events. Nothing is written over: each act is a decision, and events follow from it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.errors import Conflict, Invalid, Stale
from app.models import Decision, Event, Report, new_id, now
from app.store.absent import absent
from app.store.accounts import accounts_of_events
from app.store.attachments import attach, lock_events
from app.store.blocks import lock_blocks, searched
from app.store.decisions import decide, kept_apart
from app.store.rederive import Cause, rederive
from app.store.redirects import formerly, now_at
from app.store.suggestions import dismiss_pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Whose decision it is, why and when; all decisions of one act have the same."""

    author: str
    reason: str
    at: datetime = field(default_factory=now)

    def cause(self, decision: Decision) -> Cause:
        return Cause(author=self.author, reason=self.reason, decision_id=decision.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What an act was about: the event, others, and the decisions that were made or undone."""

    event_id: UUID
    others: Sequence[UUID] = ()
    decisions: Sequence[Decision]


Versions = Collection[int] | None  # of the event that an editor has seen; None: whatever it is


async def set_values(
    session: AsyncSession, event_id: UUID, seen: Versions, by: Signature, values: Mapping[str, Any]
) -> Edited:
    """Set fields to ``values``, which are those of `app.merging.state.EDITABLE`, for good.

    This and the other acts raise Stale if the event is at no version of ``seen``, and EventMoved, EventGone or
    NotFound if there is none.
    """
    await opened(session, event_id, seen)
    if not await _reports(session, [event_id]):
        raise Conflict(
            reason=f"Nobody reports {event_id} any more: it stays as it was while an editor vouches for it."
        )
    made = [
        await decide(session, event_id, "set", field=name, value=value, **asdict(by))
        for name, value in values.items()
    ]
    await rederive(session, [event_id], by.cause(made[0]))
    return Edited(event_id=event_id, decisions=made)


async def review(
    session: AsyncSession, event_id: UUID, seen: Versions, by: Signature, *, verified: bool
) -> Edited:
    """Vouch for the event, which then stays even if nobody reports it any more, or say that it is none."""
    await opened(session, event_id, seen)
    made = await decide(session, event_id, "verify" if verified else "reject", **asdict(by))
    await rederive(session, [event_id], by.cause(made))
    return Edited(event_id=event_id, decisions=[made])


async def merge(
    session: AsyncSession, event_id: UUID, seen: Versions, by: Signature, others: Collection[UUID]
) -> Edited:
    """Make ``others`` part of the event. Raises Invalid or Conflict if they cannot be."""
    ids = await opened(session, event_id, seen, others)
    await _refuse_apart(session, ids)
    reports = await _reports(session, ids)
    led = await formerly(session, others)
    made = []
    for other in ids[1:]:
        if not reports.get(other):
            raise Conflict(
                reason=f"Nobody reports {other} any more: there is nothing to merge. Reject it instead."
            )
        value = {"led": [str(id_) for id_ in led[other]]}  # undoing it, they lead to the other one again
        moved = reports[other]
        made.append(
            await decide(
                session, event_id, "merge", other_event_id=other, report_ids=moved, value=value, **asdict(by)
            )
        )
        await attach(session, moved, event_id, pinned=True)
    await rederive(session, ids, by.cause(made[0]))
    return Edited(event_id=event_id, others=ids[1:], decisions=made)


async def split(
    session: AsyncSession, event_id: UUID, seen: Versions, by: Signature, report_ids: Collection[UUID]
) -> Edited:
    """Put some of the event's reports into a new one. Raises Invalid if they are not its own, or all it has."""
    await opened(session, event_id, seen)
    own = set((await _reports(session, [event_id])).get(event_id, []))
    chosen = sorted(set(report_ids))
    if not chosen:
        raise Invalid(field="report_ids", code="no_report", reason="names no report; name those that leave")
    if foreign := [id_ for id_ in chosen if id_ not in own]:
        reason = f"names {foreign[0]}, which is no report of this event; GET /v1/events/{event_id}/reports lists them"
        raise Invalid(field="report_ids", code="foreign_report", reason=reason)
    if len(chosen) == len(own):
        reason = "names every report of the event, so that none would be left; leave out those that stay"
        raise Invalid(field="report_ids", code="every_report", reason=reason)
    other = new_id()
    made = await decide(session, event_id, "split", other_event_id=other, report_ids=chosen, **asdict(by))
    await attach(session, chosen, other, pinned=True)
    await rederive(session, [event_id, other], by.cause(made))
    return Edited(event_id=event_id, others=[other], decisions=[made])


async def keep_apart(
    session: AsyncSession, event_id: UUID, seen: Versions, by: Signature, others: Collection[UUID]
) -> Edited:
    """Never merge the event with one of ``others``, which may be merged among themselves."""
    ids = await opened(session, event_id, seen, others)
    made = [
        await decide(session, event_id, "keep_apart", other_event_id=other, **asdict(by)) for other in ids[1:]
    ]
    await dismiss_pairs(session, event_id, ids[1:], **asdict(by))
    await rederive(session, ids, by.cause(made[0]))
    return Edited(event_id=event_id, others=ids[1:], decisions=made)


async def opened(
    session: AsyncSession, event_id: UUID, seen: Versions, others: Collection[UUID] = ()
) -> list[UUID]:
    """The event and ``others``, locked, each once. Raises Stale, EventMoved, EventGone, NotFound, or Invalid for
    one of ``others``."""
    ids = [event_id, *sorted(set(others))]
    found = {event.id: event for event in await hold(session, ids)}
    if event_id not in found:
        raise await absent(session, event_id)
    if event_id in others:
        raise Invalid(field="event_ids", code="same_event", reason="names the event of the address itself")
    for other in ids[1:]:
        if other not in found:
            raise await _no_other(session, other)
    current = found[event_id].version
    if seen is not None and current not in seen:
        raise Stale(id=event_id, version=current)
    return ids


async def hold(session: AsyncSession, event_ids: Collection[UUID]) -> list[Event]:
    """Lock events as whoever stores an article does, the blocks of their reports first: neither waits for the
    other in a circle."""
    stored = await accounts_of_events(session, event_ids)
    await lock_blocks(session, searched(one.account for reports in stored.values() for one in reports))
    return await lock_events(session, event_ids)


async def _no_other(session: AsyncSession, other: UUID) -> Invalid:
    home = (await now_at(session, [other]))[other]
    if home != other:
        reason = f"names {other}, which was merged into {home}; give that id"
    else:
        reason = f"names {other}, which is no event; take ids from /v1/events"
    return Invalid(field="event_ids", code="no_such_event", reason=reason)


async def _refuse_apart(session: AsyncSession, ids: Collection[UUID]) -> None:
    for pair, decision in (await kept_apart(session, ids)).items():
        if pair <= set(ids):
            one, other = sorted(pair)
            raise Conflict(
                reason=f"{decision.author} keeps {one} and {other} apart: {decision.reason} "
                f"Undo that first: POST /v1/decisions/{decision.id}/undo."
            )


async def _reports(session: AsyncSession, event_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    query = select(col(Report.event_id), col(Report.id)).where(col(Report.event_id).in_(event_ids))
    found: dict[UUID, list[UUID]] = {}
    for event_id, report_id in await session.execute(query.order_by(col(Report.id))):
        found.setdefault(event_id, []).append(report_id)
    return found
