"""Events as the API shows them: each is read as one row of plain columns, who takes part and the place in it.

In one statement with the event, as those may change before the next. Not as whole rows, which have the texts that
search reads; lists as arrays of text, which the driver reads faster than JSON.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, Text, cast, column, func, select, type_coerce
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by, array
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import UserDefinedType
from sqlmodel import col

from app.models import Actor, EventActor, Place
from app.schemas.events import EventOut
from app.schemas.reports import PLAIN
from app.store.asof import Rows

# What an event is told by that no single report has.
GATHERED = (
    *("killed_low", "killed_high", "injured_low", "injured_high"),
    *("differences", "edited", "review", "version"),
    *("report_count", "source_count", "independent_sources", "first_published_at", "last_published_at"),
)
_READ = (
    *PLAIN,
    *GATHERED,
    *("start_day", "end_day", "date_precision", "date_basis"),
    *("place_id", "location_name", "country", "latitude", "longitude", "created_at"),
)
_PART = ("role", "name", "actor_id")  # by which they are sorted
_WHO = ("canonical_name", "kind", "country", "sector")
_ACTOR = ("actor_id", "role", "name", *_WHO)


class _Texts(UserDefinedType[Any]):
    """An array as the driver gives it: looking at each text anew takes a third of a millisecond a page."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "text[]"


_PLACE = ("name", "admin1", "geonames_id", "precision")


_EVENTS = TypeAdapter(list[EventOut])
_FIELDS = tuple(EventOut.model_fields)


def columns(known: Rows) -> Sequence[ColumnElement[Any]]:
    """What `shown` reads, of one of the rows ``known``."""
    return _columns(known.row, known.id, known.updated_at, known.past)


async def views(session: AsyncSession, known: Rows, ids: Sequence[UUID]) -> dict[UUID, EventOut]:
    """Those of ``ids`` that there are."""
    query = select(*columns(known)).where(known.id.in_(ids), *known.held)
    return {event.id: event for event in shown(await session.execute(query))} if ids else {}


def shown(rows: Iterable[Row[Any]]) -> list[EventOut]:
    """The events that rows of `columns` tell of."""
    # all at once: building them unchecked, one by one, takes four times as long
    return _EVENTS.validate_python(told(rows))


def told(rows: Iterable[Row[Any]]) -> list[dict[str, Any]]:
    """The same as plain values, for what only becomes JSON: checking them takes a fifth of the time of a page."""
    return [_fields(row) for row in rows]


@lru_cache(maxsize=8)
def _columns(row: Any, id_: Any, updated_at: Any, past: bool) -> Sequence[ColumnElement[Any]]:
    return (
        id_.label("id"),
        updated_at.label("updated_at"),
        *(getattr(row, name) for name in _READ),
        (_parts_then if past else _parts)(row).label("parts"),
        _place(row).label("place"),
    )


def _fields(row: Row[Any]) -> dict[str, Any]:
    """In the order of `EventOut`."""
    values = {
        **row._mapping,
        "date": None if row.start_day is None or row.end_day is None else _date(row),
        "location": None if row.place_id is None else _location(row),
        "actors": _actors(row.parts or ()),
        "ingested_at": row.created_at,
    }
    return {name: values[name] for name in _FIELDS}


def _parts(event: Any) -> Any:
    parts = [getattr(EventActor, name) for name in _PART]
    query = select(func.array_agg(array([*parts, *_who()]), type_=_Texts()))
    query = query.join_from(EventActor, Actor, col(Actor.id) == col(EventActor.actor_id))
    return query.where(col(EventActor.event_id) == event.id).correlate(event).scalar_subquery()


def _parts_then(version: Any) -> Any:
    """A version keeps its own, as JSON; one actor may be in it several times in one role, and goes by the first."""
    each = (
        func.jsonb_array_elements(version.actors)
        .table_valued(column("value", JSONB), with_ordinality="position")
        .render_derived()
    )
    parts = [each.c.value[name].astext for name in _PART]
    entries = aggregate_order_by(array([*parts, *_who()]), each.c.position.desc())
    query = select(func.array_agg(entries, type_=_Texts()))
    query = query.join_from(each, Actor, col(Actor.id) == each.c.value["actor_id"].astext)
    return query.correlate(version).scalar_subquery()


def _who() -> list[Any]:
    return [getattr(Actor, name) for name in _WHO]


def _place(event: Any) -> Any:
    entry = array([cast(getattr(Place, name), Text) for name in _PLACE])
    return (
        select(type_coerce(entry, _Texts))
        .where(col(Place.id) == event.place_id)
        .correlate(event)
        .scalar_subquery()
    )


def _actors(parts: Sequence[Sequence[str | None]]) -> list[dict[str, Any]]:
    """One for each actor and role, in the order in which they are shown."""
    those = {(role, actor_id): (role, name, actor_id, *who) for role, name, actor_id, *who in parts}
    ordered = sorted(those.values(), key=lambda part: part[:3])
    return [
        dict(zip(_ACTOR, (actor_id, role, name, *who), strict=True)) for role, name, actor_id, *who in ordered
    ]


def _date(row: Row[Any]) -> dict[str, Any]:
    return {
        "start": row.start_day,
        "end": row.end_day,
        "precision": row.date_precision or "day",
        "basis": row.date_basis or "publication",
    }


def _location(row: Row[Any]) -> dict[str, Any]:
    name, admin1, geonames_id, precision = row.place
    return {
        "place_id": row.place_id,
        "name": row.location_name or name,
        "canonical_name": name,
        "country": row.country,
        "admin1": admin1,
        "geonames_id": geonames_id and int(geonames_id),
        "latitude": row.latitude,
        "longitude": row.longitude,
        "precision": precision,
    }
