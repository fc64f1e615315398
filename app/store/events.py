"""Reading events: one, as the API shows it, and what pages of them are made of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Actor, Event, EventActor, EventVersion, Gathered, Place
from app.schemas.events import Count, EventActorOut, EventDate, EventOut, EventPlace, Tolls
from app.schemas.published import Published
from app.schemas.reports import PLAIN
from app.store.absent import absent
from app.store.asof import rows
from app.store.estimates import estimated

COUNTED = 10_000  # counting further would read every row of a large store for one number
T = TypeVar("T")

# What an event is told by that no single report has.
GATHERED = (
    *(
        "killed_low",
        "killed_high",
        "injured_low",
        "injured_high",
        "differences",
        "edited",
        "review",
        "version",
    ),
    *("report_count", "source_count", "independent_sources", "first_published_at", "last_published_at"),
)


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """One page; ``cursor`` is None on the last."""

    items: list[T]
    cursor: str | None
    count: Count


class Part(NamedTuple):
    """Who takes part, in the order in which they are shown."""

    role: str
    name: str
    actor_id: str


async def get_event(session: AsyncSession, event_id: UUID, as_of: Published | None = None) -> EventOut:
    """Raises EventMoved if it was merged into another, EventGone if nobody reports it any more, NotFound."""
    known = rows(as_of)
    event = await session.scalar(select(known.row).where(known.id == event_id, *known.held))
    if event is None:
        raise await absent(session, event_id, as_of)
    return (await views(session, [event]))[0]


async def tolls_of(session: AsyncSession, event_id: UUID, as_of: Published | None = None) -> Tolls:
    """Who gave which toll of an event that is there."""
    known = rows(as_of)
    return Tolls.model_validate(
        await session.scalar(select(known.row.tolls).where(known.id == event_id, *known.held))
    )


async def count(session: AsyncSession, query: Select[Any]) -> Count:
    """How many rows ``query`` has: counted up to a limit, beyond it as many as the planner takes it for."""
    rows = query.limit(COUNTED + 1).subquery()
    found = await session.scalar(select(func.count()).select_from(rows)) or 0
    if found <= COUNTED:
        return Count(value=found, exact=True)
    return Count(value=max(await estimated(session, query), found), exact=False)


async def views(
    session: AsyncSession,
    known: Sequence[Event | EventVersion],
    taking_part: Mapping[UUID, Sequence[Part]] | None = None,
) -> list[EventOut]:
    """Events, or versions of them, as the API shows them, in their order; a few further statements however many
    they are. Who takes part is read anew unless it is given: meanwhile an event may have changed."""
    parts = await _parts(session, known, taking_part)
    actors = await _by_id(session, Actor, {part.actor_id for those in parts for part in those})
    places = await places_by_id(session, {event.place_id for event in known if event.place_id})
    return [
        EventOut(
            **{name: getattr(event, name) for name in PLAIN},
            id=event.event_id if isinstance(event, EventVersion) else event.id,
            date=_date(event),
            location=_location(event, places),
            actors=[_actor(part, actors[part.actor_id]) for part in sorted(those)],
            **{name: getattr(event, name) for name in GATHERED},
            ingested_at=event.created_at,
            updated_at=event.valid_from if isinstance(event, EventVersion) else event.updated_at,
        )
        for event, those in zip(known, parts, strict=True)
    ]


async def places_by_id(session: AsyncSession, ids: set[str]) -> dict[str, Place]:
    return await _by_id(session, Place, ids)


async def _by_id(session: AsyncSession, table: Any, ids: set[str]) -> dict[str, Any]:
    found = await session.scalars(select(table).where(table.id.in_(ids))) if ids else ()
    return {row.id: row for row in found}


async def _parts(
    session: AsyncSession,
    known: Sequence[Event | EventVersion],
    taking_part: Mapping[UUID, Sequence[Part]] | None,
) -> list[Sequence[Part]]:
    ids = [event.id for event in known if isinstance(event, Event)]
    if taking_part is None and ids:
        held: dict[UUID, list[Part]] = defaultdict(list)
        query = select(EventActor).where(col(EventActor.event_id).in_(ids))
        for row in await session.scalars(query):
            held[row.event_id].append(Part(row.role, row.name, row.actor_id))
        taking_part = held
    given = taking_part or {}
    return [given.get(event.id, ()) if isinstance(event, Event) else _parts_then(event) for event in known]


def _parts_then(version: EventVersion) -> list[Part]:
    """One for each actor and role, as `event_actors` has them."""
    named = {(part["actor_id"], part["role"]): part["name"] for part in reversed(version.actors)}
    return [Part(role, name, actor_id) for (actor_id, role), name in named.items()]


def _actor(part: Part, actor: Actor) -> EventActorOut:
    return EventActorOut(
        actor_id=actor.id,
        role=part.role,
        name=part.name,
        canonical_name=actor.canonical_name,
        kind=actor.kind,
        country=actor.country,
        sector=actor.sector,
    )


def _date(event: Gathered) -> EventDate | None:
    if event.start_day is None or event.end_day is None:
        return None
    return EventDate(
        start=event.start_day,
        end=event.end_day,
        precision=event.date_precision or "day",
        basis=event.date_basis or "publication",
    )


def _location(event: Gathered, places: dict[str, Place]) -> EventPlace | None:
    return None if event.place_id is None else place_of(event, places[event.place_id])


def place_of(event: Any, place: Any) -> EventPlace:
    """Where ``event`` took place, of a row of the event and one of its place. Not checked again: both are stored."""
    return EventPlace.model_construct(
        place_id=place.id,
        name=event.location_name or place.name,
        canonical_name=place.name,
        country=event.country,
        admin1=place.admin1,
        geonames_id=place.geonames_id,
        latitude=event.latitude,
        longitude=event.longitude,
        precision=place.precision,
    )
