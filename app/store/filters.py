"""The one builder of SQL from the one filter over events."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, cast, exists, func, literal_column, or_, select, tuple_, union
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.models import Actor, Event, EventActor, Place, Report
from app.models.columns import TextList
from app.schemas.published import Published
from app.schemas.queries import EventFilter

ENGLISH: ColumnElement[Any] = literal_column("'english'::regconfig")

CLOSED: ColumnElement[Any] = literal_column("'[]'")


def conditions(wanted: EventFilter) -> list[ColumnElement[bool]]:
    """What must hold for an event that ``wanted`` means."""
    return [
        *_words(wanted),
        *_one_of(col(Event.type), wanted.type),
        *_one_of(col(Event.family), wanted.family),
        *_one_of(col(Event.country), wanted.country),
        *_one_of(col(Event.status), wanted.status),
        *_actors(wanted),
        *_places(wanted.place),
        *_days(wanted),
        *_published(wanted.published_from, wanted.published_to),
        *([] if wanted.min_confidence is None else [col(Event.confidence) >= wanted.min_confidence]),
    ]


def _words(wanted: EventFilter) -> Iterable[ColumnElement[bool]]:
    if wanted.q:
        yield col(Event.search).op("@@")(func.websearch_to_tsquery(ENGLISH, wanted.q))


def _one_of(column: Any, values: list[Any]) -> Iterable[ColumnElement[bool]]:
    if values:
        yield column.in_(values)


def _actors(wanted: EventFilter) -> Iterable[ColumnElement[bool]]:
    """One actor in one role: actor and role must hold of the same entry."""
    if wanted.actor or wanted.actor_role:
        held = [col(EventActor.event_id) == col(Event.id), *_one_of(col(EventActor.role), wanted.actor_role)]
        if wanted.actor:
            held.append(col(EventActor.actor_id).in_(_actors_named(wanted.actor)))
        yield exists().where(*held)


def _actors_named(names: list[str]) -> Any:
    folded = [name.lower() for name in names]
    return select(col(Actor.id)).where(
        or_(col(Actor.id).in_(names), col(Actor.folded_names).op("&&")(cast(folded, TextList)))
    )


def _places(names: list[str]) -> Iterable[ColumnElement[bool]]:
    """A union, not an OR: over 200 k events an OR of two indexes was read through whole, in 650 ms."""
    if names:
        folded = [name.lower() for name in names]
        ids = [f"geonames:{name}" if name.isdigit() else name for name in names]
        known = select(col(Place.id)).where(
            or_(col(Place.id).in_(ids), func.lower(col(Place.name)).in_(folded))
        )
        there = aliased(Event)
        resolved = select(col(there.id)).where(col(there.place_id).in_(known))
        written = select(col(there.id)).where(func.lower(col(there.location_name)).in_(folded))
        yield col(Event.id).in_(union(resolved, written))


def _days(wanted: EventFilter) -> Iterable[ColumnElement[bool]]:
    """An event of several days is meant if any of them is.

    Said twice: as ranges, which one GiST index answers for a narrow window anywhere in time, and as
    comparisons, which bound a walk along the days and keep undated events, ranges without ends, out.
    """
    if wanted.from_ or wanted.to:
        days = func.daterange(col(Event.start_day), col(Event.end_day), CLOSED)
        yield days.op("&&")(func.daterange(wanted.from_, wanted.to, CLOSED))
        yield col(Event.start_day).is_not(None)
    if wanted.from_:
        yield col(Event.end_day) >= wanted.from_
    if wanted.to:
        yield col(Event.start_day) <= wanted.to


def _published(first: Published | None, last: Published | None) -> Iterable[ColumnElement[bool]]:
    if first or last:
        held = [col(Report.event_id) == col(Event.id)]
        if first:
            held.append(col(Report.published_at) >= first.at)
        if last:
            held.append(col(Report.published_at) <= last.last_moment)
        yield exists().where(*held)


def order(sort: str, of: Any = Event) -> list[ColumnElement[Any]]:
    """The columns of ``of`` to sort by; undated events come last either way, the id makes the order total."""
    if sort == "-updated":
        return [of.updated_at.desc(), of.id.desc()]
    if sort == "date":
        return [of.start_day.asc().nulls_last(), of.id.asc()]
    return [of.start_day.desc().nulls_last(), of.id.desc()]


def after(sort: str, key: Any, id_: Any, of: Any = Event) -> ColumnElement[bool]:
    """What holds for entries that come after the one with ``key`` and ``id_`` in the order of ``sort``."""
    if sort == "-updated":
        return tuple_(of.updated_at, of.id) < (key, id_)
    later_id = of.id > id_ if sort == "date" else of.id < id_
    if key is None:
        return and_(of.start_day.is_(None), later_id)
    later_day = of.start_day > key if sort == "date" else of.start_day < key
    return or_(later_day, and_(of.start_day == key, later_id), of.start_day.is_(None))
