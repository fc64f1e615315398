"""What events have in common, as rows that facets sum: from the kept counts, or from the events themselves."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Subquery, Text, func, literal_column, select
from sqlalchemy import cast as sql_cast

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
            value = func.unnest(self.rows.c[_LISTS[by]]).column_valued("value")
            return select(value.label("value"), self.day.label("day"), self.n.label("n")).subquery()
        return select(self._single(by).label("value"), self.day.label("day"), self.n.label("n")).subquery()

    def _pairs(self) -> Subquery:
        """Each two actors once. By code points, whatever the database's own order is."""
        one = func.unnest(self.rows.c.actor_ids).column_valued("one")
        other = func.unnest(self.rows.c.actor_ids).column_valued("other")
        both = sql_cast(one, Text) + literal_column("','") + sql_cast(other, Text)
        found = select(both.label("value"), self.day.label("day"), self.n.label("n"))
        return found.where(sql_cast(one, Text).collate("C") < sql_cast(other, Text).collate("C")).subquery()

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
