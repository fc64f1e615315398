"""One actor or place with what is known of it, and the lists of those that were looked up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from sqlalchemy import Date, DateTime, Select, cast, distinct, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.errors import NotFound
from app.extract.who.facts import Known, Office
from app.models import Actor, ActorName, Event, EventActor, Place, PlaceName
from app.names.tables import Entry
from app.names.writings import OTHER
from app.schemas.actors import ActorBrief, ActorFound, ActorFull, Counterpart, Counterparts, Month, OfficeOut
from app.schemas.lookup import ActorQuery, PlaceQuery
from app.schemas.places import PlaceBrief, PlaceFound, PlaceFull
from app.store.events import Listed, count, places_by_id
from app.store.lookup import Hit, look_up, stage_name

LATEST = 1_000  # events that counterparts are counted in: all of a country's would take seconds
_COUNTERPARTS = 20
_MONTH: Any = literal_column("'month'")


async def find_actors(
    session: AsyncSession, wanted: ActorQuery, known: Mapping[str, Entry]
) -> Listed[ActorFound]:
    """The actors that ``wanted`` looks up; ``known`` are those of the tables. Raises Invalid for a foreign cursor."""
    hits = await look_up(session, wanted, ActorName)
    rows = await _actors(session, [hit.owner_id for hit in hits.items])
    items = [
        ActorFound(**dict(_brief(rows[hit.owner_id])), **_found(hit), office=_last(known.get(hit.owner_id)))
        for hit in hits.items
    ]
    return Listed(items, hits.cursor, hits.count)


async def find_places(session: AsyncSession, wanted: PlaceQuery) -> Listed[PlaceFound]:
    """The same over places."""
    hits = await look_up(session, wanted, PlaceName)
    rows = await places_by_id(session, {hit.owner_id for hit in hits.items})
    items = [PlaceFound(**dict(_spot(rows[hit.owner_id])), **_found(hit)) for hit in hits.items]
    return Listed(items, hits.cursor, hits.count)


async def actor_profile(
    session: AsyncSession, actor_id: str, months: int, known: Mapping[str, Entry]
) -> ActorFull:
    """Raises NotFound."""
    actor = await the_actor(session, actor_id)
    entry = known.get(actor_id)
    told = entry.known if entry else None
    mine = col(EventActor.actor_id) == actor_id
    total = await count(session, _events(mine))
    return ActorFull(
        **dict(_brief(actor)),
        names=await _names(session, ActorName, actor_id, actor.canonical_name),
        offices=_offices(told) if told else [],
        wikidata=told.wikidata if told else None,
        events=total,
        undated=(await count(session, _events(mine, col(EventActor.start_day).is_(None)))).value,
        counterparts=await _counterparts(session, actor_id),
        activity=await _activity(session, actor_id, months),
        timeline=f"/v1/actors/{quote(actor_id, safe=':')}/timeline",
    )


async def the_actor(session: AsyncSession, actor_id: str) -> Actor:
    """Raises NotFound."""
    actor = await session.get(Actor, actor_id)
    if actor is None:
        raise NotFound(kind="actor", id=actor_id)
    return actor


async def place_profile(session: AsyncSession, place_id: str) -> PlaceFull:
    """Raises NotFound."""
    place = await session.get(Place, place_id)
    if place is None:
        raise NotFound(kind="place", id=place_id)
    there = select(col(Event.id)).where(col(Event.place_id) == place_id, col(Event.review) != "rejected")
    return PlaceFull(
        **dict(_spot(place)),
        names=await _names(session, PlaceName, place_id, place.name),
        events=await count(session, there),
        timeline=f"/v1/timeline?place={quote(place_id, safe='')}",
    )


def _brief(actor: Actor) -> ActorBrief:
    return ActorBrief(
        actor_id=actor.id,
        name=actor.canonical_name,
        kind=actor.kind,
        country=actor.country,
        sector=actor.sector,
    )


def _spot(place: Place) -> PlaceBrief:
    told = {name: getattr(place, name) for name in PlaceBrief.model_fields if name != "place_id"}
    return PlaceBrief(place_id=place.id, **told)


def _found(hit: Hit) -> dict[str, Any]:
    return {"match": stage_name(hit.stage), "matched": hit.name, "events": hit.weight}


async def _actors(session: AsyncSession, ids: Sequence[str]) -> dict[str, Actor]:
    rows = await session.scalars(select(Actor).where(col(Actor.id).in_(ids))) if ids else ()
    return {row.id: row for row in rows}


async def _names(session: AsyncSession, table: Any, owner_id: str, usual: str) -> list[str]:
    query = select(table.name).where(table.owner_id == owner_id, table.rank <= OTHER).order_by(table.part)
    return list(dict.fromkeys([usual, *await session.scalars(query)]))


def _last(entry: Entry | None) -> str | None:
    return entry.known.offices[-1].title if entry and entry.known.offices else None


def _offices(known: Known) -> list[OfficeOut]:
    held = sorted(known.offices, key=lambda office: office.start)
    return [_office(office, known.checked) for office in held]


def _office(office: Office, checked: str) -> OfficeOut:
    vouched = None if office.end else checked or None
    return OfficeOut(title=office.title, since=office.start, until=office.end, checked=vouched)


def _events(*held: Any) -> Select[Any]:
    """Events by their actors: each once, those that an editor rejected left out."""
    query = select(distinct(col(EventActor.event_id))).join(Event, col(Event.id) == col(EventActor.event_id))
    return query.where(*held, col(Event.review) != "rejected")


async def _counterparts(session: AsyncSession, actor_id: str) -> Counterparts:
    event = col(EventActor.event_id)
    latest = _latest(actor_id).cte("latest").prefix_with("MATERIALIZED")
    looked_at, since = (await session.execute(select(func.count(), func.min(latest.c.start_day)))).one()
    query = (
        select(col(EventActor.actor_id), latest.c.family, func.count(distinct(event)))
        .join(latest, latest.c.event_id == event)
        .where(col(EventActor.actor_id) != actor_id)
        .group_by(col(EventActor.actor_id), latest.c.family)
    )
    families: dict[str, dict[str, int]] = defaultdict(dict)
    for other, family, number in await session.execute(query):
        families[other][family] = number
    most = sorted(families, key=lambda other: (-sum(families[other].values()), other))[:_COUNTERPARTS]
    rows = await _actors(session, most)
    items = [_counterpart(rows[other], families[other]) for other in most]
    return Counterparts(looked_at=looked_at, since=since, items=items)


def _latest(actor_id: str) -> Select[Any]:
    """Its latest events, each once: an actor may have two roles in one."""
    day, event = col(EventActor.start_day), col(EventActor.event_id)
    mine: Any = select(event.label("event_id"), day.label("start_day")).where(
        col(EventActor.actor_id) == actor_id
    )
    few = mine.distinct().order_by(day.desc().nulls_last(), event.desc()).limit(LATEST).subquery()
    query = select(few.c.event_id, few.c.start_day, col(Event.family).label("family"))
    return query.join(Event, col(Event.id) == few.c.event_id).where(col(Event.review) != "rejected")


def _counterpart(actor: Actor, families: Mapping[str, int]) -> Counterpart:
    told = dict(sorted(families.items(), key=lambda item: (-item[1], item[0])))
    return Counterpart(**dict(_brief(actor)), events=sum(told.values()), families=told)


async def _activity(session: AsyncSession, actor_id: str, months: int) -> list[Month]:
    """The ``months`` up to that of its latest event."""
    mine, day = col(EventActor.actor_id) == actor_id, col(EventActor.start_day)
    newest = _events(mine).with_only_columns(day).order_by(day.desc().nulls_last()).limit(1)
    last: date | None = await session.scalar(newest)
    if last is None:
        return []
    firsts = _firsts(last, months)
    month = cast(func.date_trunc(_MONTH, cast(day, DateTime)), Date)
    query = _events(mine, day >= firsts[0]).with_only_columns(month, func.count(distinct(col(Event.id))))
    counted: dict[date, int] = dict((await session.execute(query.group_by(month))).all())
    return [Month(start=first, end=_end(first), events=counted.get(first, 0)) for first in firsts]


def _firsts(last: date, months: int) -> list[date]:
    """The first days of ``months`` months, the last of them that of ``last``; none before the year 1."""
    number = last.year * 12 + last.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(max(12, number - months + 1), number + 1)]


def _end(first: date) -> date:
    if (first.year, first.month) == (9999, 12):
        return date.max
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
