"""The one builder of SQL from the one filter over events."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    cast,
    column,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    union,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.models import Actor, Event, EventActor, Place, Report
from app.models.columns import TextList
from app.schemas.filters import EventFilter
from app.schemas.published import Published
from app.store.asof import PRESENT, Rows

ENGLISH: ColumnElement[Any] = literal_column("'english'::regconfig")

CLOSED: ColumnElement[Any] = literal_column("'[]'")


def conditions(wanted: EventFilter, rows: Rows = PRESENT) -> list[ColumnElement[bool]]:
    """What must hold for one of ``rows`` that ``wanted`` means; empty if all are meant."""
    of = rows.row
    return [
        *_words(of, wanted),
        *_one_of(of.type, wanted.type),
        *_one_of(of.family, wanted.family),
        *_one_of(of.country, wanted.country),
        *_one_of(of.status, wanted.status),
        *(_actors_then if rows.past else _actors)(of, wanted),
        *(_places_then if rows.past else _places)(of, wanted.place),
        *_days(of, wanted),
        *(_published_then if rows.past else _published)(of, wanted.published_from, wanted.published_to),
        *([] if wanted.min_confidence is None else [of.confidence >= wanted.min_confidence]),
        *([] if wanted.verified is None else [(of.review == "verified").is_(wanted.verified)]),
    ]


def listed(rows: Rows = PRESENT) -> list[ColumnElement[bool]]:
    """What must hold for one of ``rows`` to be in lists at all: what an editor rejected is found by its id alone."""
    return [*rows.held, rows.row.review != "rejected"]


def _words(of: Any, wanted: EventFilter) -> Iterable[ColumnElement[bool]]:
    if wanted.q:
        yield of.search.op("@@")(func.websearch_to_tsquery(ENGLISH, wanted.q))


def _one_of(of: Any, values: list[Any]) -> Iterable[ColumnElement[bool]]:
    if values:
        yield of.in_(values)


def _actors(of: Any, wanted: EventFilter) -> Iterable[ColumnElement[bool]]:
    """One actor in one role: actor and role must hold of the same entry."""
    if wanted.actor or wanted.actor_role:
        held = [col(EventActor.event_id) == of.id, *_one_of(col(EventActor.role), wanted.actor_role)]
        if wanted.actor:
            held.append(col(EventActor.actor_id).in_(_actors_named(wanted.actor)))
        yield exists().where(*held)


def _actors_then(of: Any, wanted: EventFilter) -> Iterable[ColumnElement[bool]]:
    """The same over a version, which keeps its actors as JSON. Names are those that are known now."""
    if wanted.actor or wanted.actor_role:
        entry = func.jsonb_array_elements(of.actors).table_valued(column("value", JSONB)).c.value
        held = [*_one_of(entry["role"].astext, wanted.actor_role)]
        if wanted.actor:
            named = func.array(_actors_named(wanted.actor).scalar_subquery())
            yield of.actor_ids.op("&&")(named)  # which an index answers
            held.append(entry["actor_id"].astext.in_(_actors_named(wanted.actor)))
        yield exists(select(true()).where(*held))


def _actors_named(names: list[str]) -> Any:
    folded = [name.lower() for name in names]
    return select(col(Actor.id)).where(
        or_(col(Actor.id).in_(names), col(Actor.folded_names).op("&&")(cast(folded, TextList)))
    )


def _places(of: Any, names: list[str]) -> Iterable[ColumnElement[bool]]:
    """A union, not an OR: over 200 k events an OR of two indexes was read through whole, in 650 ms."""
    if names:
        there = aliased(Event)
        resolved = select(col(there.id)).where(col(there.place_id).in_(_places_named(names)))
        written = select(col(there.id)).where(func.lower(col(there.location_name)).in_(_folded(names)))
        yield of.id.in_(union(resolved, written))


def _places_then(of: Any, names: list[str]) -> Iterable[ColumnElement[bool]]:
    if names:
        yield or_(of.place_id.in_(_places_named(names)), func.lower(of.location_name).in_(_folded(names)))


def _places_named(names: list[str]) -> Any:
    ids = [f"geonames:{name}" if name.isdigit() else name for name in names]
    return select(col(Place.id)).where(
        or_(col(Place.id).in_(ids), func.lower(col(Place.name)).in_(_folded(names)))
    )


def _folded(names: list[str]) -> list[str]:
    return [name.lower() for name in names]


def _days(of: Any, wanted: EventFilter) -> Iterable[ColumnElement[bool]]:
    """An event of several days is meant if any of them is.

    Said twice: as ranges, which one GiST index answers for a narrow window anywhere in time, and as
    comparisons, which bound a walk along the days and keep undated events, ranges without ends, out.
    """
    if wanted.from_ or wanted.to:
        days = func.daterange(of.start_day, of.end_day, CLOSED)
        yield days.op("&&")(func.daterange(wanted.from_, wanted.to, CLOSED))
        yield of.start_day.is_not(None)
    if wanted.from_:
        yield of.end_day >= wanted.from_
    if wanted.to:
        yield of.start_day <= wanted.to


def _published(of: Any, first: Published | None, last: Published | None) -> Iterable[ColumnElement[bool]]:
    if first or last:
        yield exists().where(col(Report.event_id) == of.id, *_within(col(Report.published_at), first, last))


def _published_then(
    of: Any, first: Published | None, last: Published | None
) -> Iterable[ColumnElement[bool]]:
    """The same over a version, which keeps when its reports were published: they may be gone."""
    if first or last:
        moment: Any = func.unnest(of.published_at).column_valued("published")
        yield exists(select(true()).where(*_within(moment, first, last)))


def _within(moment: Any, first: Published | None, last: Published | None) -> Iterable[ColumnElement[bool]]:
    if first:
        yield moment >= first.at
    if last:
        yield moment <= last.last_moment


def order(sort: str, of: Any = PRESENT) -> list[ColumnElement[Any]]:
    """The columns of ``of`` to sort by; undated events come last either way, the id makes the order total."""
    if sort == "-updated":
        return [of.updated_at.desc(), of.id.desc()]
    if sort == "date":
        return [of.start_day.asc().nulls_last(), of.id.asc()]
    return [of.start_day.desc().nulls_last(), of.id.desc()]


def after(sort: str, key: Any, id_: Any, of: Any = PRESENT) -> ColumnElement[bool]:
    """What holds for entries that come after the one with ``key`` and ``id_`` in the order of ``sort``."""
    if sort == "-updated":
        return tuple_(of.updated_at, of.id) < (key, id_)
    later_id = of.id > id_ if sort == "date" else of.id < id_
    if key is None:
        return and_(of.start_day.is_(None), later_id)
    later_day = of.start_day > key if sort == "date" else of.start_day < key
    return or_(later_day, and_(of.start_day == key, later_id), of.start_day.is_(None))
