"""What events have in common, as rows that facets sum: from the kept counts, or from the events themselves."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Subquery, Text, column, func, literal_column, select, true

from app.models.rollups import NOWHERE, UNDATED
from app.schemas.facets import FacetQuery
from app.store.meant import Meant
from app.store.tallies import cells

# What the kept counts know; the rest is read from events.
KEPT = frozenset({"type", "family", "country", "status"})
_LISTS = {"actor": "actor_ids", "source": "sources"}
_ONE: ColumnElement[int] = literal_column("1")


@dataclass(frozen=True, slots=True)
class Source:
    """Rows that each stand for ``n`` events that begin on ``day``, null for undated ones."""

    rows: FromClause
    day: ColumnElement[Any]
    n: ColumnElement[int]

    def flat(self, by: str) -> Subquery:
        """A row for each value of each row: value, day and n."""
        if by == "pair":
            return self._pairs()
        if by in _LISTS:
            each = self._each(_LISTS[by], "each")
            found = select(each.c.value, self.day.label("day"), self.n.label("n"))
            return found.join_from(self.rows, each, true()).subquery()
        return select(self._single(by).label("value"), self.day.label("day"), self.n.label("n")).subquery()

    def _pairs(self) -> Subquery:
        """Each two actors once. By code points, whatever the database's own order is."""
        one, other = self._each("actor_ids", "one"), self._each("actor_ids", "other")
        both = one.c.value + literal_column("','", Text) + other.c.value
        found = select(both.label("value"), self.day.label("day"), self.n.label("n"))
        rows = self.rows.join(one, true()).join(other, one.c.value.collate("C") < other.c.value.collate("C"))
        return found.select_from(rows).subquery()

    def _each(self, name: str, called: str) -> Any:
        """The entries of a list of the row."""
        entries = func.unnest(self.rows.c[name]).table_valued(column("value", Text), name=called)
        return entries.render_derived().lateral()

    def lacks(self, by: str) -> ColumnElement[bool]:
        """What holds for rows without any value."""
        if by == "pair":
            return func.cardinality(self.rows.c.actor_ids) < 2
        if by in _LISTS:
            return func.cardinality(self.rows.c[_LISTS[by]]) == 0
        return self._single(by).is_(None)

    def _single(self, by: str) -> ColumnElement[Any]:
        if by == "country":
            return func.nullif(self.rows.c.country, NOWHERE)
        return self.rows.c["place_id" if by == "place" else by]


def kept(wanted: FacetQuery, unit: str, *, countries: bool = False) -> Source:
    rows = cells(wanted, unit, countries=countries)
    return Source(rows, func.nullif(rows.c.day, UNDATED), rows.c.n)


def read(known: Meant) -> Source:
    row = known.rows.row
    names = ("type", "family", "country", "status", "place_id", "actor_ids", "sources", "start_day")
    rows = select(*(getattr(row, name) for name in names)).where(*known.where).cte("meant")
    return Source(rows, rows.c.start_day, _ONE)
