"""The queue of an editor: what is asked, and the answers."""

from collections.abc import Collection, Sequence
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.errors import Conflict, Invalid, NotFound
from app.models import Event, Place, Suggestion
from app.models.decisions import SUGGESTION_KINDS
from app.schemas.editing import Values
from app.schemas.suggestions import SuggestionOut, SuggestionQuery
from app.store import cursors
from app.store.decided import events_of
from app.store.editing import Edited, Signature, hold, keep_apart, merge, review, set_values
from app.store.events import Listed, count
from app.store.given import resolved

State = Literal["accepted", "dismissed"]
# The order of the queue: likely duplicates, the likeliest first, then contradictions, the oldest first, then what is
# read with least confidence. An index serves each kind.
ORDER = ("duplicate", "contradiction", "low_confidence")


async def list_suggestions(session: AsyncSession, wanted: SuggestionQuery) -> Listed[SuggestionOut]:
    """A page of the queue. Raises Invalid for a cursor that is not its own."""
    kinds = [kind for kind in ORDER if kind in (wanted.kind or SUGGESTION_KINDS)]
    after = await _start(session, wanted)
    if after:
        kinds = kinds[kinds.index(after[0]) :]
    rows: list[Suggestion] = []
    for kind in kinds:
        if len(rows) > wanted.limit:
            break
        query = select(Suggestion).where(col(Suggestion.kind) == kind, *_conditions(wanted))
        if after and after[0] == kind:
            query = query.where(_after(kind, *after[1:]))
        query = query.order_by(*_order(kind)).limit(wanted.limit + 1 - len(rows))
        rows += await session.scalars(query)
    page = rows[: wanted.limit]
    cursor = None
    if len(rows) > wanted.limit:
        last = page[-1]
        key = (repr(float(ORDER.index(last.kind))), repr(last.score), last.id)
        cursor = await cursors.encode(session, wanted, *key)
    total = await count(
        session,
        select(col(Suggestion.id)).where(
            col(Suggestion.kind).in_(wanted.kind or ORDER), *_conditions(wanted)
        ),
    )
    return Listed(await suggestions(session, page), cursor, total)


async def _start(session: AsyncSession, wanted: SuggestionQuery) -> tuple[str, float, UUID] | None:
    if wanted.cursor is None:
        return None
    place, score, id_ = await cursors.decode(session, wanted, wanted.cursor, float, float, UUID)
    if place not in range(len(ORDER)) or ORDER[int(place)] not in (wanted.kind or ORDER):
        reason = "is no cursor; take it from `next`"
        raise Invalid(field="cursor", location="query", code="bad_cursor", reason=reason)
    return ORDER[int(place)], score, id_


def _conditions(wanted: SuggestionQuery) -> list[ColumnElement[bool]]:
    held: list[ColumnElement[bool]] = [col(Suggestion.state) == wanted.state]
    if wanted.event:
        about = (col(Suggestion.event_id), col(Suggestion.other_event_id))
        held.append(or_(*(column.in_(wanted.event) for column in about)))
    return held


def _order(kind: str) -> tuple[Any, Any]:
    key = (col(Suggestion.score), col(Suggestion.id))
    return (key[0].desc(), key[1].desc()) if kind == "duplicate" else (key[0].asc(), key[1].asc())


def _after(kind: str, score: float, id_: UUID) -> ColumnElement[bool]:
    key = tuple_(col(Suggestion.score), col(Suggestion.id))
    return key < (score, id_) if kind == "duplicate" else key > (score, id_)


async def suggestions(session: AsyncSession, rows: Sequence[Suggestion]) -> list[SuggestionOut]:
    """``rows`` as the API shows them, with their events."""
    found = await events_of(session, {id_ for row in rows for id_ in _about(row)})
    names = ("id", "kind", "state", "score", "why", "author", "reason", "created_at", "decided_at")
    return [
        SuggestionOut(
            **{name: getattr(row, name) for name in names},
            event_ids=_about(row),
            events=[found[id_] for id_ in _about(row) if id_ in found],
        )
        for row in rows
    ]


def _about(row: Suggestion) -> list[UUID]:
    return [row.event_id] if row.other_event_id is None else [row.event_id, row.other_event_id]


async def answer(
    session: AsyncSession,
    suggestion_id: UUID,
    state: State,
    by: Signature,
    values: Values | None = None,
) -> tuple[Suggestion, Edited]:
    """Accept or dismiss: one decision, which undoing opens again. Raises NotFound, Conflict or Invalid.

    | | accepted | dismissed |
    |---|---|---|
    | duplicate | the younger event becomes part of the older | both are kept apart |
    | contradiction | ``values`` are set, or else the event's own | nothing is set |
    | low_confidence | the event is rejected | it is verified |
    """
    found = await _open(session, suggestion_id)
    if values is not None and (found.kind != "contradiction" or state == "dismissed"):
        reason = "is only for accepting a contradiction; leave it out"
        raise Invalid(field="values", code="no_values_here", reason=reason)
    found.state, found.author, found.reason, found.decided_at = state, by.author, by.reason, by.at
    await session.flush()
    return found, await _act(session, found, state, by, values)


async def _open(session: AsyncSession, suggestion_id: UUID) -> Suggestion:
    """The suggestion, locked after its events, as whoever stores articles does."""
    seen = await session.get(Suggestion, suggestion_id)
    if seen is None:
        raise NotFound(kind="suggestion", id=suggestion_id)
    await hold(session, _about(seen))
    found = await session.get(Suggestion, suggestion_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound(kind="suggestion", id=suggestion_id)
    if found.state != "open":
        raise Conflict(reason=f"{found.author} has {found.state} it already.")
    return found


async def _act(
    session: AsyncSession, found: Suggestion, state: State, by: Signature, values: Values | None
) -> Edited:
    yes = state == "accepted"
    if found.kind == "duplicate":
        act = merge if yes else keep_apart
        return await act(session, found.event_id, None, by, _about(found)[1:])
    if found.kind == "low_confidence":
        return await review(session, found.event_id, None, by, verified=not yes)
    if not yes:
        return Edited(event_id=found.event_id, decisions=[])
    if values is not None and values.given:
        chosen = await resolved(session, values, "values.")
    else:
        chosen = await _present(session, found.event_id, found.why["differences"])
    return await set_values(session, found.event_id, None, by, chosen)


async def _present(session: AsyncSession, event_id: UUID, fields: Collection[str]) -> dict[str, Any]:
    """The event's own values of ``fields``, in the form of `app.merging.state.EDITABLE`."""
    event = await session.get_one(Event, event_id)
    found: dict[str, Any] = {
        name: getattr(event, name) for name in fields if name not in ("date", "location")
    }
    if "date" in fields:
        found["date"] = event.start_day and event.end_day and {
            "start": event.start_day.isoformat(),
            "end": event.end_day.isoformat(),
            "precision": event.date_precision,
        }  # fmt: skip
    if "location" in fields:
        found["location"] = await _spot(session, event)
    return found


async def _spot(session: AsyncSession, event: Event) -> dict[str, Any] | None:
    if event.place_id is None:
        return None
    place = await session.get_one(Place, event.place_id)
    return {
        "place_id": place.id,
        "name": event.location_name or place.name,
        "country": event.country,
        "admin1": place.admin1,
        "latitude": event.latitude,
        "longitude": event.longitude,
        "precision": place.precision,
    }
