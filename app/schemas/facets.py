"""Counts of events by what they have in common: what may be asked, and the answer."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from app.schemas.events import Count
from app.schemas.timeline import Unit
from app.schemas.zones import ZonedFilter

By = Literal["type", "family", "country", "actor", "pair", "place", "source", "status"]


class FacetQuery(ZonedFilter):
    by: list[By] = Field(
        min_length=1, description="What to count by; repeat it for several.", examples=[["type", "country"]]
    )
    top: int = Field(
        10, ge=1, le=200, description="Most values of each, those of most events.", examples=[10]
    )
    over: Unit | None = Field(
        None, description="Count each value by day, week or month as well.", examples=["month"]
    )


class Point(BaseModel):
    """How many events of one value one day, week or month has."""

    start: date = Field(description="First day.", examples=["2024-11-01"])
    end: date = Field(description="Last day.", examples=["2024-11-30"])
    count: int = Field(description="How many events start in it.", examples=[7])


class FacetValue(BaseModel):
    """One value and how many events have it."""

    value: str = Field(
        description="As the filter's parameter of the same name takes it; of a pair, two actors' ids.",
        examples=["country:IR,country:IQ"],
    )
    name: str | None = Field(
        description="What an actor, a pair or a place is called.", examples=["Iran and Iraq"]
    )
    count: int = Field(description="How many events have it.", examples=[31])
    over: list[Point] | None = Field(
        description="With over: groups that have events, earliest first; undated events stand in none."
    )


class Facet(BaseModel):
    """The values that most events have; an event with several actors or sources counts for each."""

    values: list[FacetValue] = Field(description="Those of most events first.")
    more: bool = Field(description="True if there are further values.", examples=[False])
    without: int = Field(description="How many events have no value, such as no country.", examples=[4])


class Facets(BaseModel):
    """Counts of the events that match."""

    count: Count = Field(description="How many events match.")
    facets: dict[str, Facet] = Field(
        description="For each `by` its values.",
        examples=[{"type": {"values": [{"value": "visit", "name": None, "count": 9, "over": None}]}}],
    )
