"""Actors as the API gives them."""

from datetime import date

from pydantic import BaseModel, Field

from app.schemas.events import Count, Page
from app.schemas.lookup import Found


class ActorBrief(BaseModel):
    """Who it is."""

    actor_id: str = Field(description="The same across articles.", examples=["person:IR:abbas-araghchi"])
    name: str = Field(description="The name it goes by in general.", examples=["Abbas Araghchi"])
    kind: str = Field(description="person, country, body, group or unnamed.", examples=["person"])
    country: str | None = Field(description="ISO 3166-1 alpha-2 of the state it acts for.", examples=["IR"])
    sector: str | None = Field(description="GOV, MIL, REB ...", examples=["GOV"])


class ActorFound(ActorBrief, Found):
    """An actor that was looked up."""

    office: str | None = Field(
        description="Of a person that tables know: the office it held last.", examples=["Foreign Minister"]
    )


class ActorPage(Page[ActorFound]):
    """Actors."""


class OfficeOut(BaseModel):
    """A dated office. A year says less than a month, a month less than a day."""

    title: str = Field(description="What it is called.", examples=["Foreign Minister"])
    since: str = Field(description="Year, month or day from which it was held.", examples=["2024"])
    until: str | None = Field(
        description="Year, month or day until which; null if it is held, as far as known.", examples=[None]
    )
    checked: str | None = Field(
        description="Of an office that is held: the month or day up to which that is vouched for.",
        examples=["2026-01"],
    )


class Counterpart(ActorBrief):
    """Somebody with whom an actor is in events."""

    events: int = Field(description="In how many of those that were looked at.", examples=[41])
    families: dict[str, int] = Field(description="How many of each family.", examples=[{"diplomacy": 30}])


class Counterparts(BaseModel):
    """With whom it is in events, most often first. Only its latest events are looked at."""

    looked_at: int = Field(description="How many events: the latest, at most 1,000.", examples=[1000])
    since: date | None = Field(description="Day of the earliest of them.", examples=["2026-03-01"])
    items: list[Counterpart] = Field(description="At most 20.")


class Month(BaseModel):
    """The events that begin in one month."""

    start: date = Field(description="Its first day.", examples=["2024-11-01"])
    end: date = Field(description="Its last day.", examples=["2024-11-30"])
    events: int = Field(description="How many.", examples=[12])


class ActorFull(ActorBrief):
    """One actor."""

    names: list[str] = Field(
        description="Every name: as articles write it, as tables have it, in every script; the usual one first.",
        examples=[["Abbas Araghchi", "Araghchi", "Araqchi"]],
    )
    offices: list[OfficeOut] = Field(description="Of a person that tables know, the earliest first.")
    wikidata: str | None = Field(description="Number of its item in Wikidata.", examples=["Q794"])
    events: Count = Field(description="In how many events it is.")
    undated: int = Field(description="How many of them have no day.", examples=[2])
    counterparts: Counterparts = Field(description="With whom.")
    activity: list[Month] = Field(
        description="Month by month up to its latest, as many as were asked for, empty ones too."
    )
    timeline: str = Field(
        description="Path of its timeline.", examples=["/v1/actors/person:IR:abbas-araghchi/timeline"]
    )
