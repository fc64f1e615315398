"""The fields that a report and an event have in common."""

from datetime import date

from sqlmodel import Field, SQLModel

from app.models.columns import Words


class Happening(SQLModel):
    """What happened, as one article or as all of them tell it; the words are those of the event model."""

    type: str = Words()
    family: str = Words()
    plover: str | None = Words(default=None)
    cameo: str | None = Words(default=None)
    goldstein: float | None = None
    status: str = Words()
    summary: str = Words()
    start_day: date | None = None  # both null: the articles do not narrow it to a year
    end_day: date | None = None  # inclusive
    date_precision: str | None = Words(default=None)
    date_basis: str | None = Words(default=None)
    place_id: str | None = Words(default=None, foreign_key="places.id")
    location_name: str | None = Words(default=None)  # as the article writes it
    country: str | None = Words(default=None)  # of the place, not of the actors
    latitude: float | None = None
    longitude: float | None = None
    killed: int | None = None
    injured: int | None = None
    claimed_by: str | None = Words(default=None)
    confidence: float = Field()
