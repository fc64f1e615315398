"""Who acts and where: actors and places, shared by every report that names them."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.models.columns import Moment, WordList, Words, now


class Actor(SQLModel, table=True):
    """An actor under the stable id that extraction gives it, such as "country:IR" or "body:un"."""

    __tablename__ = "actors"
    __table_args__ = (
        Index("ix_actors_folded_names", "folded_names", postgresql_using="gin"),
        Index("ix_actors_unnamed", "id", postgresql_where=text("named_by is null")),
    )

    id: str = Words(primary_key=True)
    canonical_name: str = Words()
    kind: str = Words()
    country: str | None = Words(default=None)
    sector: str | None = Words(default=None)
    aliases: list[str] = WordList()
    folded_names: list[str] = WordList()  # canonical name and aliases in lower case, for filters
    named_by: str | None = Words(default=None)  # which tables' names it has in actor_names beside its own
    created_at: datetime = Moment(default_factory=now)


class Place(SQLModel, table=True):
    """A resolved place: "geonames:112931", or "name:IR:..." for one the gazetteer does not number."""

    __tablename__ = "places"
    __table_args__ = (
        Index("ix_places_country", "country"),
        Index("ix_places_lower_name", text("lower(name)")),
        Index("ix_places_unnamed", "id", postgresql_where=text("named_by is null")),
    )

    id: str = Words(primary_key=True)
    name: str = Words()
    country: str | None = Words(default=None)
    admin1: str | None = Words(default=None)
    geonames_id: int | None = Field(default=None)
    latitude: float | None = None
    longitude: float | None = None
    precision: str = Words()
    named_by: str | None = Words(default=None)  # which tables' names it has in place_names beside its own
    created_at: datetime = Moment(default_factory=now)
