"""The statements that pages of events are read by."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, select, true
from sqlmodel import col

from app.models import Event, EventActor
from app.schemas.queries import EventQuery
from app.store.events import COUNTED
from app.store.meant import Meant
from app.store.names import Names
from app.store.shown import columns
from app.store.sorting import BY_DAY, key_column, order

Here = Sequence[ColumnElement[bool]]


def counted_page(wanted: EventQuery, known: Meant, names: Names) -> Select[Any]:
    """The first page, one entry more than it has, and as ``counted`` how many match in all.

    All that match are found first, by keys that indexes hold, and then sorted: Postgres would rather walk along the
    days until enough have matched, for a rare word among 200 k events for 700 ms where this takes 3. Where more match
    than are counted the page is of any of them and worth nothing: `ordered_page` has it then.
    """
    if _by_actor(wanted, known):
        parts = _parts(names, wanted)
        listed = parts.c.id.not_in(select(col(Event.id)).where(col(Event.review) == "rejected"))
        found = select(parts.c.id, parts.c.start_day).where(listed)
    else:
        found = _keys(wanted, known, [])
    hits = found.limit(COUNTED + 1).cte("hits").prefix_with("MATERIALIZED")
    page = _sorted(wanted, known, hits)
    return page.add_columns(select(func.count()).select_from(hits).scalar_subquery().label("counted"))


def ordered_page(
    wanted: EventQuery, known: Meant, names: Names, here: Callable[[Any], Here] = lambda _: ()
) -> Select[Any]:
    """A page walked to in its order, for many; ``here`` gives its conditions on what has the sort keys."""
    rows = known.rows
    if not _by_actor(wanted, known):
        query = select(*columns(rows)).where(*known.where, *here(rows))
        return query.order_by(*order(wanted.sort, rows)).limit(wanted.limit + 1)
    parts = _parts(names, wanted)
    # OFFSET 0 has the events looked up one by one: joined to an actor's 20 k, all 300 k were read through first
    one = select(rows.id).where(rows.id == parts.c.id, *known.listed).offset(0).lateral("one")
    return _best(wanted, known, select(parts).join_from(parts, one, true()).where(*here(parts.c)), parts)


def found_page(wanted: EventQuery, known: Meant, here: Callable[[Any], Here]) -> Select[Any]:
    """The same page found and then sorted, for few."""
    hits = _keys(wanted, known, here(known.rows)).cte("hits").prefix_with("MATERIALIZED")
    return _sorted(wanted, known, hits)


def in_order(wanted: EventQuery, known: Meant) -> bool:
    """Whether an index has what is asked for in the order of pages, so that each begins where the one before ended."""
    return _by_actor(wanted, known) or (
        wanted.sort in BY_DAY and wanted.only("country", "type", "from_", "to")
    )


def _by_actor(wanted: EventQuery, known: Meant) -> bool:
    """Whether nothing but an actor is asked for: the index over who takes part has that in the order of days."""
    alone = bool(wanted.actor) and wanted.only("actor", "actor_role")
    return alone and wanted.sort in BY_DAY and not known.rows.past


def _parts(names: Names, wanted: EventQuery) -> Subquery:
    """What the actors take part in, in the order of pages: sorted here, as else Postgres hashes all of it first."""
    role = [col(EventActor.role).in_(wanted.actor_role)] if wanted.actor_role else []
    parts: Any = select(col(EventActor.event_id).label("id"), col(EventActor.start_day)).distinct()
    parts = parts.where(col(EventActor.actor_id).in_(names.actors), *role)
    ordered: Subquery = parts.order_by(*order(wanted.sort, parts.selected_columns)).subquery("parts")
    return ordered


def _keys(wanted: EventQuery, known: Meant, here: Here) -> Select[Any]:
    rows = known.rows
    return select(rows.id.label("id"), key_column(wanted.sort, rows)).where(*known.where, *here)


def _sorted(wanted: EventQuery, known: Meant, hits: Any) -> Select[Any]:
    return _best(wanted, known, select(hits.c.id), hits)


def _best(wanted: EventQuery, known: Meant, found: Select[Any], keys: Any) -> Select[Any]:
    """The page of what is ``found``, whose sort keys are columns of ``keys``."""
    rows = known.rows
    best = found.with_only_columns(keys.c.id).order_by(*order(wanted.sort, keys.c)).limit(wanted.limit + 1)
    query = select(*columns(rows)).where(*rows.held, rows.id.in_(best))
    return query.order_by(*order(wanted.sort, rows))
