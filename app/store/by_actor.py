"""Questions about nothing but an actor, with its role, families and days: the index over who takes part has them."""

from typing import Any

from sqlalchemy import Subquery, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col

from app.models import Event, EventActor
from app.schemas.filters import EventFilter, PastFilter
from app.store.names import Names
from app.store.sorting import order
from app.store.where.times import days


def by_actor(wanted: EventFilter) -> bool:
    now = not (isinstance(wanted, PastFilter) and wanted.as_of)
    return now and bool(wanted.actor) and wanted.only("actor", "actor_role", "family", "from_", "to")


def parts(wanted: EventFilter, names: Names, sort: str = "-date") -> Subquery:
    """Id, day and family of each event, rejected ones too.

    In the order of days, which the index has: Postgres would hash an actor's events before it gives the first of them.
    """
    part: Any = EventActor
    id_: Any = col(part.event_id).label("id")
    day: Any = col(part.start_day)
    entry: Any = select(id_, day, col(part.family)).ext(distinct_on(day, id_))
    entry = entry.where(col(part.actor_id).in_(names.actors), *days(part, wanted))
    for name, values in (("role", wanted.actor_role), ("family", wanted.family)):
        if values:
            entry = entry.where(getattr(part, name).in_(values))
    found: Subquery = entry.order_by(*order(sort, entry.selected_columns)).subquery("parts")
    return found


def not_rejected(found: Subquery) -> Any:
    """What holds for those that no editor rejected, without a look at any other."""
    return found.c.id.not_in(select(col(Event.id)).where(col(Event.review) == "rejected"))
