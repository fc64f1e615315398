"""Counts of events that are kept while events are written, so that no timeline counts millions of rows."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.models.columns import Words, new_id

# A key holds no nulls. The driver reads and writes Postgres' "-infinity" as this day, which no event can have.
UNDATED = date.min
NOWHERE = ""
ALL = "*"


class DayCount(SQLModel, table=True):
    """How many events begin on a day or, with ``span`` "month", in the month whose first day it is.

    ``country`` is where they took place, `NOWHERE` for those without a country; `ALL` has the sum of them, so that
    a question about the world reads tens of rows a day and not a thousand. With ``span`` "total" it is the month
    again, with "day total" the day, and type, family and status are `ALL`: what compares countries needs no more. What
    an editor rejected counts nowhere.
    """

    __tablename__ = "day_counts"
    __table_args__ = (
        Index(
            "ix_day_counts_totals",
            "span",
            "day",
            postgresql_include=["country", "n"],
            postgresql_where=text("type = '*'"),
        ),
    )

    span: str = Words(primary_key=True)
    country: str = Words(primary_key=True)
    day: date = Field(primary_key=True)  # UNDATED for events without one
    type: str = Words(primary_key=True)
    family: str = Words(primary_key=True)
    status: str = Words(primary_key=True)
    n: int


class LongCount(SQLModel, table=True):
    """The same for events of several days by both of their ends: which began before a day and went on is asked."""

    __tablename__ = "long_counts"
    __table_args__ = (
        Index("ix_long_counts_days", text("daterange(day, last, '[]')"), postgresql_using="gist"),
    )

    country: str = Words(primary_key=True)
    day: date = Field(primary_key=True)
    last: date = Field(primary_key=True)
    type: str = Words(primary_key=True)
    family: str = Words(primary_key=True)
    status: str = Words(primary_key=True)
    n: int


class DayDelta(SQLModel, table=True):
    """What a transaction added to counts or took away; appended, so that no two writers wait for one row.

    A count is the sum of both: what was compacted, and the deltas that are not yet.
    """

    __tablename__ = "day_deltas"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    country: str = Words()
    day: date
    last: date
    type: str = Words()
    family: str = Words()
    status: str = Words()
    n: int
