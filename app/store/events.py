"""Reading events: a page of those a filter means, or one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.errors import NotFound
from app.models import Actor, Event, EventActor, Place
from app.schemas.events import Count, EventActorOut, EventDate, EventOut, EventPlace, Tolls
from app.schemas.queries import EventFilter, EventQuery
from app.schemas.reports import PLAIN
from app.store import cursors
from app.store.filters import after, conditions, order

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


async def list_events(session: AsyncSession, wanted: EventQuery) -> Listed[EventOut]:
    """The page of events that ``wanted`` means. Raises Invalid for a cursor that is not its own."""
    start = _start(wanted)
    total = await count_events(session, wanted)
    rows = list(await session.scalars(_page(wanted, start, few=total.exact)))
    page = rows[: wanted.limit]
    cursor = None
    if len(rows) > wanted.limit:
        last = page[-1]
        key = last.updated_at if wanted.sort == "-updated" else last.start_day
        cursor = cursors.encode(wanted, key, last.id)
    return Listed(await views(session, page), cursor, total)


def _start(wanted: EventQuery) -> tuple[Any, Any] | None:
    """The sort key and id that the page comes after."""
    if wanted.cursor is None:
        return None
    key, id_ = cursors.decode(wanted, wanted.cursor, datetime if wanted.sort == "-updated" else date, UUID)
    return key, id_


def _page(wanted: EventQuery, start: tuple[Any, Any] | None, *, few: bool) -> Select[Any]:
    """One entry more than the page has.

    Where ``few`` match, they are found first and then sorted. Postgres would rather walk along the days
    until enough have matched: for a rare word among 200 k events that took 700 ms, this way 3.
    """
    of: Any = Event
    found = select(Event).where(*conditions(wanted))
    if few:
        keys = select(col(Event.id), col(Event.start_day), col(Event.updated_at)).where(*conditions(wanted))
        hits = keys.cte("hits").prefix_with("MATERIALIZED")
        of, found = hits.c, select(hits.c.id)
    if start:
        found = found.where(after(wanted.sort, *start, of=of))
    found = found.order_by(*order(wanted.sort, of)).limit(wanted.limit + 1)
    return select(Event).where(col(Event.id).in_(found)).order_by(*order(wanted.sort)) if few else found


async def get_event(session: AsyncSession, event_id: UUID) -> EventOut:
    """Raises NotFound."""
    event = await session.get(Event, event_id)
    if event is None:
        raise NotFound(kind="event", id=event_id)
    return (await views(session, [event]))[0]


async def tolls_of(session: AsyncSession, event_id: UUID) -> Tolls:
    """Who gave which toll of an event that is there."""
    return Tolls.model_validate(
        await session.scalar(select(col(Event.tolls)).where(col(Event.id) == event_id))
    )


async def count_events(session: AsyncSession, wanted: EventFilter) -> Count:
    return await count(session, select(col(Event.id)).where(*conditions(wanted)))


async def count(session: AsyncSession, query: Select[Any]) -> Count:
    """How many rows ``query`` has, up to the limit."""
    rows = query.limit(COUNTED + 1).subquery()
    found = await session.scalar(select(func.count()).select_from(rows)) or 0
    return Count(value=min(found, COUNTED), exact=found <= COUNTED)


async def views(session: AsyncSession, events: Sequence[Event]) -> list[EventOut]:
    """``events`` as the API shows them, in their order; two further statements however many they are."""
    actors = await _actors(session, [event.id for event in events])
    places = await places_by_id(session, {event.place_id for event in events if event.place_id})
    return [
        EventOut(
            **{name: getattr(event, name) for name in PLAIN},
            id=event.id,
            date=_date(event),
            location=_location(event, places),
            actors=actors[event.id],
            **{name: getattr(event, name) for name in GATHERED},
            ingested_at=event.created_at,
            updated_at=event.updated_at,
        )
        for event in events
    ]


async def places_by_id(session: AsyncSession, ids: set[str]) -> dict[str, Place]:
    found = await session.scalars(select(Place).where(col(Place.id).in_(ids))) if ids else ()
    return {place.id: place for place in found}


async def _actors(session: AsyncSession, event_ids: Sequence[UUID]) -> dict[UUID, list[EventActorOut]]:
    """Sources first, then the others, each group by name."""
    query = (
        select(EventActor, Actor)
        .join(Actor, col(Actor.id) == col(EventActor.actor_id))
        .where(col(EventActor.event_id).in_(event_ids))
        .order_by(col(EventActor.role), col(EventActor.name), col(EventActor.actor_id))
    )
    found: dict[UUID, list[EventActorOut]] = defaultdict(list)
    for part, actor in await session.execute(query):
        found[part.event_id].append(
            EventActorOut(
                actor_id=actor.id,
                role=part.role,
                name=part.name,
                canonical_name=actor.canonical_name,
                kind=actor.kind,
                country=actor.country,
                sector=actor.sector,
            )
        )
    return found


def _date(event: Event) -> EventDate | None:
    if event.start_day is None or event.end_day is None:
        return None
    return EventDate(
        start=event.start_day,
        end=event.end_day,
        precision=event.date_precision or "day",
        basis=event.date_basis or "publication",
    )


def _location(event: Event, places: dict[str, Place]) -> EventPlace | None:
    if event.place_id is None:
        return None
    place = places[event.place_id]
    return EventPlace(
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
