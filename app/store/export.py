"""Everything that a filter means, read bit by bit from one snapshot.

Rows are read as plain values and not checked again, as they were when they were written: that is a third of the time
of `app.store.events.views`, which says the same. A test compares the two.
"""

from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Actor, EventActor, Place
from app.schemas.events import EventActorOut, EventDate, EventOut, Side
from app.schemas.queries import EventQuery
from app.schemas.reports import PLAIN
from app.store.asof import Rows
from app.store.events import GATHERED, place_of
from app.store.meant import meant
from app.store.sorting import order

BATCH = 500  # events that are in memory at once
_READ = (
    *PLAIN,
    *GATHERED,
    *("start_day", "end_day", "date_precision", "date_basis"),
    *("place_id", "location_name", "country", "latitude", "longitude", "created_at"),
)
_WHO = ("canonical_name", "kind", "country", "sector")


async def export(session: AsyncSession, wanted: EventQuery) -> AsyncGenerator[list[EventOut], None]:
    """The events that ``wanted`` means, in its order, whatever its limit; at least one batch, if an empty one.

    ``session`` must not have been used yet: all is read in one transaction that sees what was committed when it
    began, from a cursor of the server. It only reads, so that it has no number that readers of changes wait for.
    """
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    await session.connection(execution_options=options)
    asked = await meant(session, wanted)
    known = asked.rows
    # who asks for an export may wait longer for the first row than who asks for a page
    await session.execute(text("set local statement_timeout to default"))
    query = select(*_columns(known)).where(*asked.where).order_by(*order(wanted.sort, known))
    found = await session.stream(query.execution_options(yield_per=BATCH))
    empty = True
    async for batch in found.partitions():
        yield await _views(session, known, batch)
        empty = False
    if empty:
        yield []


def _columns(known: Rows) -> list[ColumnElement[Any]]:
    """What an event is shown by, and who takes part, which a version says itself."""
    columns = [getattr(known.row, name) for name in _READ]
    actors = [known.row.actors.label("actors")] if known.past else []
    return [known.id.label("id"), known.updated_at.label("updated_at"), *columns, *actors]


async def _views(session: AsyncSession, known: Rows, batch: Sequence[Row[Any]]) -> list[EventOut]:
    actors = await (_actors_then if known.past else _actors)(session, batch)
    ids = {event.place_id for event in batch} - {None}
    found = await session.execute(select(*Place.__table__.c).where(col(Place.id).in_(ids)))  # type: ignore[attr-defined]
    places: dict[str, Any] = {place.id: place for place in found}
    return [_view(event, actors[event.id], places.get(event.place_id)) for event in batch]


async def _actors(session: AsyncSession, batch: Sequence[Row[Any]]) -> dict[UUID, list[EventActorOut]]:
    """Of events as they are, in the order in which they are shown."""
    of = (EventActor.event_id, EventActor.role, EventActor.name, EventActor.actor_id)
    query = select(*map(col, of), *(getattr(Actor, name) for name in _WHO))
    query = query.join(Actor, col(Actor.id) == col(EventActor.actor_id))
    parts = await session.execute(query.where(col(EventActor.event_id).in_([event.id for event in batch])))
    found: dict[UUID, list[EventActorOut]] = defaultdict(list)
    for part in sorted(parts, key=lambda part: part[:4]):
        found[part.event_id].append(_actor(part.role, part.name, part.actor_id, part[4:]))
    return found


async def _actors_then(session: AsyncSession, batch: Sequence[Row[Any]]) -> dict[UUID, list[EventActorOut]]:
    """Of versions, one for each actor and role."""
    ids = {part["actor_id"] for event in batch for part in event.actors}
    query = select(col(Actor.id), *(getattr(Actor, name) for name in _WHO)).where(col(Actor.id).in_(ids))
    known = {actor_id: who for actor_id, *who in await session.execute(query)}
    found: dict[UUID, list[EventActorOut]] = defaultdict(list)
    for event in batch:
        named = {(part["role"], part["actor_id"]): part["name"] for part in reversed(event.actors)}
        parts = sorted((role, name, actor_id) for (role, actor_id), name in named.items())
        found[event.id] = [_actor(*part, known[part[2]]) for part in parts]
    return found


def _actor(role: str, name: str, actor_id: str, who: Sequence[Any]) -> EventActorOut:
    told = dict(zip(_WHO, who, strict=True))
    return EventActorOut.model_construct(actor_id=actor_id, role=role, name=name, **told)


def _view(event: Row[Any], actors: list[EventActorOut], place: Row[Any] | None) -> EventOut:
    values = event._mapping
    told = {name: values[name] for name in (*PLAIN, *GATHERED)}
    if told["differences"]:
        told["differences"] = {
            name: [Side.model_validate(side) for side in sides] for name, sides in told["differences"].items()
        }
    return EventOut.model_construct(
        id=event.id,
        date=_date(event),
        location=place and place_of(event, place),
        actors=actors,
        ingested_at=event.created_at,
        updated_at=event.updated_at,
        **told,
    )


def _date(event: Row[Any]) -> EventDate | None:
    if event.start_day is None or event.end_day is None:
        return None
    return EventDate.model_construct(
        start=event.start_day,
        end=event.end_day,
        precision=event.date_precision or "day",
        basis=event.date_basis or "publication",
    )
