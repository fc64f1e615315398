"""Who takes part."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, cast, column, exists, false, func, or_, select, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import col

from app.models import EventActor
from app.models.columns import TextList
from app.schemas.filters import EventFilter
from app.store.names import Names


def actors(of: Any, wanted: EventFilter, names: Names, *, past: bool) -> Iterable[ColumnElement[bool]]:
    """One actor in one role: actor and role must hold of the same entry. And both actors of one of the pairs."""
    if wanted.actor and not names.actors:
        yield false()
    elif wanted.actor or wanted.actor_role:
        yield from (_entry_then if past else _entry)(of, wanted, names.actors)
    if wanted.pair:
        yield or_(false(), *(_pair(of, one, other) for one, other in names.pairs if one and other))


def _entry(of: Any, wanted: EventFilter, ids: Sequence[str]) -> Iterable[ColumnElement[bool]]:
    held = [col(EventActor.event_id) == of.id]
    if wanted.actor_role:
        held.append(col(EventActor.role).in_(wanted.actor_role))
    if ids:
        held.append(col(EventActor.actor_id).in_(ids))
    yield exists().where(*held)


def _entry_then(of: Any, wanted: EventFilter, ids: Sequence[str]) -> Iterable[ColumnElement[bool]]:
    """The same over a version, which keeps its actors as JSON."""
    entry = func.jsonb_array_elements(of.actors).table_valued(column("value", JSONB)).c.value
    held = []
    if wanted.actor_role:
        held.append(entry["role"].astext.in_(wanted.actor_role))
    if ids:
        yield of.actor_ids.op("&&")(cast(list(ids), TextList))  # which an index answers
        held.append(entry["actor_id"].astext.in_(ids))
    yield exists(select(true()).where(*held))


def _pair(of: Any, one: Sequence[str], other: Sequence[str]) -> ColumnElement[bool]:
    """Of two names that share an actor, one event's actor cannot be both."""
    if len(one) == len(other) == 1:
        both = of.actor_ids.op("@>")(cast([*one, *other], TextList))
        return both if one != other else false()
    found = [of.actor_ids.op("&&")(cast(list(ids), TextList)) for ids in (one, other)]
    shared = set(one) & set(other)
    if shared:
        either = sorted({*one, *other})
        found.append(func.cardinality(_among(of, either)) >= 2)
    return and_(*found)


def _among(of: Any, ids: Sequence[str]) -> Any:
    part: Any = func.unnest(of.actor_ids).column_valued("part")
    return func.array(select(part).where(part.in_(ids)).scalar_subquery())
