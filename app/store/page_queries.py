"""The statements that pages of events are read by."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true

from app.schemas.queries import EventQuery
from app.store.by_actor import by_actor, not_rejected, parts
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
        those = parts(wanted, names, wanted.sort)
        found = select(those.c.id, those.c.start_day).where(not_rejected(those))
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
    those = parts(wanted, names, wanted.sort)
    # OFFSET 0 has the events looked up one by one: joined to an actor's 20 k, all 300 k were read through first
    one = select(rows.id).where(rows.id == those.c.id, *known.listed).offset(0).lateral("one")
    return _best(wanted, known, select(those.c.id).join_from(those, one, true()).where(*here(those.c)), those)


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
    return wanted.sort in BY_DAY and not known.rows.past and by_actor(wanted)


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
