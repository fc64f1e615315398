"""The names by which actors and places are looked up as somebody types: one row for each beginning of a name."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

from app.models.columns import Moment, Words

# Bytes in their order: what begins with "teh" is one stretch of an index, whatever the database's own order.
BYTES = Text(collation="C")


class Named(SQLModel):
    """A row of `app.names.writings` with what look-ups filter and sort by, repeated here so that they need no join.

    ``weight`` tells in how many events the owner is, to two digits, see `app.store.weighing`.
    """

    owner_id: str
    part: str = Field(sa_type=BYTES, primary_key=True)
    name: str = Words()
    latin: str = Words()
    skeleton: str = Field(sa_type=BYTES)
    rank: int
    kind: str = Words()  # of an actor; of a place its precision
    country: str | None = Words(default=None)
    weight: int = 0


def _indexes(table: str) -> tuple[Index, ...]:
    return (
        # What begins so: read in the order of the alphabet where few do, in that of weight where many do.
        Index(f"ix_{table}_part", "part", "rank", "owner_id"),
        Index(f"ix_{table}_weight", text("weight desc"), "owner_id", "rank", "part"),
        Index(f"ix_{table}_country", "country", "part"),
        Index(f"ix_{table}_kind", "kind", text("weight desc"), "owner_id", "rank", "part"),
        Index(f"ix_{table}_usual", "part", "owner_id", postgresql_where=text("rank = 0")),
        # What is spelled nearly so.
        Index(f"ix_{table}_skeleton", "skeleton", text("weight desc")),
        Index(
            f"ix_{table}_latin",
            "latin",
            postgresql_using="gin",
            postgresql_ops={"latin": "gin_trgm_ops"},
            postgresql_where=text("rank < 2"),
        ),
    )


class ActorName(Named, table=True):
    """A name of an actor from one of its words on."""

    __tablename__ = "actor_names"
    __table_args__ = _indexes("actor_names")

    owner_id: str = Words(foreign_key="actors.id", ondelete="CASCADE", primary_key=True)


class PlaceName(Named, table=True):
    """A name of a place from one of its words on."""

    __tablename__ = "place_names"
    __table_args__ = _indexes("place_names")

    owner_id: str = Words(foreign_key="places.id", ondelete="CASCADE", primary_key=True)


class NamesWeighed(SQLModel, table=True):
    """One row: up to which change of events the weights of names are right."""

    __tablename__ = "names_weighed"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    until: datetime = Moment()
