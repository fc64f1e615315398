"""Events as the API gives them, with the reports and words that say so."""

from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, Field

from app.schemas.reports import MentionOut, ReportOut, Status

T = TypeVar("T")


class Count(BaseModel):
    """How many there are in all; counting stops at a limit."""

    value: int = Field(description="The number, or the limit at which counting stopped.", examples=[1200])
    exact: bool = Field(description="False if there are more than `value`.", examples=[True])


class Page(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T] = Field(description="The entries of this page.")
    next: str | None = Field(
        description="Path of the next page; null on the last.",
        examples=["/v1/events?limit=50&cursor=WyItZGF0ZSJd"],
    )
    count: Count = Field(description="How many entries all pages have.")


class EventActorOut(BaseModel):
    """Who takes part in an event."""

    actor_id: str = Field(description="The same across articles.", examples=["person:IQ:qasim-al-araji"])
    role: str = Field(description="source, target or participant.", examples=["source"])
    name: str = Field(description="As the articles write it.", examples=["Qasim al-Araji"])
    canonical_name: str = Field(description="The name it goes by in general.", examples=["Qasim al-Araji"])
    kind: str = Field(description="person, country, body, group or unnamed.", examples=["person"])
    country: str | None = Field(description="ISO 3166-1 alpha-2 of whom it acts for.", examples=["IQ"])
    sector: str | None = Field(description="GOV, MIL, REB ...", examples=["GOV"])


class EventDate(BaseModel):
    """The days of an event, inclusive."""

    start: date = Field(description="First day.", examples=["2024-11-05"])
    end: date = Field(description="Last day.", examples=["2024-11-05"])
    precision: str = Field(description="day, week, month, year or range.", examples=["day"])
    basis: str = Field(description="explicit, relative, publication or inherited.", examples=["relative"])


class EventPlace(BaseModel):
    """Where an event took place."""

    place_id: str = Field(description="The same across events.", examples=["geonames:112931"])
    name: str = Field(description="As the articles write it.", examples=["Tehran"])
    canonical_name: str = Field(description="The gazetteer's name.", examples=["Tehran"])
    country: str | None = Field(description="ISO 3166-1 alpha-2.", examples=["IR"])
    admin1: str | None = Field(description="State or province.", examples=["Tehran"])
    geonames_id: int | None = Field(description="GeoNames number.", examples=[112931])
    latitude: float | None = Field(description="Degrees, WGS 84.", examples=[35.69])
    longitude: float | None = Field(description="Degrees, WGS 84.", examples=[51.42])
    precision: str = Field(description="site, city, admin1, region or country.", examples=["city"])


class Said(BaseModel):
    """One figure, by whom and when."""

    value: int = Field(description="The figure.", examples=[12])
    source: str | None = Field(description="The outlet.", examples=["Example News"])
    report_id: UUID = Field(description="The report.", examples=["01930a1c-6d60-7f0a-8a51-0a4c6b0f9d11"])
    article_id: UUID = Field(description="The article.", examples=["01930a1c-6d5a-7b1a-9c3f-2f6f0e6c1a55"])
    published_at: datetime = Field(description="When it was published.", examples=["2024-11-06T09:30:00Z"])


class Tolls(BaseModel):
    """Every figure that was given, the earliest first."""

    killed: list[Said] = Field([], description="Of the dead.")
    injured: list[Said] = Field([], description="Of the injured.")


class Side(BaseModel):
    """One of several values that contradict each other."""

    value: Any = Field(
        description="The value: text, a number, days (`start`, `end`, `precision`) or a place "
        "(`place_id`, `name`, `country`).",
        examples=["attack"],
    )
    reports: list[UUID] = Field(
        description="The reports that give it.", examples=[["01930a1c-6d60-7f0a-8a51-0a4c6b0f9d11"]]
    )
    sources: list[str] = Field(description="Their outlets.", examples=[["Example News"]])


class EventOut(BaseModel):
    """One happening, as all of its reports tell it."""

    id: UUID = Field(
        description="Stays the same when articles are read anew.",
        examples=["01930a1c-6d5e-7b1a-9c3f-2f6f0e6c1a55"],
    )
    type: str = Field(description="One of the 26 event types.", examples=["visit"])
    family: str = Field(description="Types that careful readers confuse share one.", examples=["diplomacy"])
    plover: str | None = Field(description="PLOVER code.", examples=["CONSULT"])
    cameo: str | None = Field(description="CAMEO code.", examples=["042"])
    goldstein: float | None = Field(description="-10 (conflict) to 10 (cooperation).", examples=[1.9])
    status: Status = Field(description="happened, planned or denied.", examples=["happened"])
    summary: str = Field(description="One line.", examples=["Qasim al-Araji visits Tehran"])
    date: EventDate | None = Field(description="When it happened; null if no year is known.")
    location: EventPlace | None = Field(description="Where; null if unknown.")
    actors: list[EventActorOut] = Field(description="Who takes part.")
    killed: int | None = Field(description="Dead, the best figure.", examples=[12])
    killed_low: int | None = Field(description="The least that an outlet last gave.", examples=[9])
    killed_high: int | None = Field(description="The greatest.", examples=[14])
    injured: int | None = Field(description="Injured, the best figure.", examples=[30])
    injured_low: int | None = Field(description="The least that an outlet last gave.", examples=[30])
    injured_high: int | None = Field(description="The greatest.", examples=[41])
    claimed_by: str | None = Field(
        description="The party by whose word alone it is told; its reports have the chain.",
        examples=["Russia"],
    )
    confidence: float = Field(description="0 to 1.", examples=[0.81])
    report_count: int = Field(description="Reports that tell of it.", examples=[10])
    source_count: int = Field(
        description="Outlets among them; an article that names none counts for itself.", examples=[8]
    )
    independent_sources: int = Field(
        description="The same, with all syndicated copies of a text as one.", examples=[5]
    )
    differences: dict[str, list[Side]] = Field(
        description="Where reports contradict each other: the sides of type, status, date, location, killed or "
        "injured, that of most outlets first.",
        examples=[{}],
    )
    edited: list[str] = Field(description="Fields whose value an editor set.", examples=[["summary"]])
    review: str = Field(description="none, verified or rejected, by an editor.", examples=["none"])
    version: int = Field(description="Counts the states that it has been in.", examples=[3])
    first_published_at: datetime = Field(
        description="Its earliest report.", examples=["2024-11-06T09:30:00Z"]
    )
    last_published_at: datetime = Field(description="Its latest report.", examples=["2024-11-06T09:30:00Z"])
    ingested_at: datetime = Field(description="When we learned of it.", examples=["2024-11-06T09:31:03Z"])
    updated_at: datetime = Field(description="When it last changed.", examples=["2024-11-06T09:31:03Z"])


class StoredReport(ReportOut):
    """A report with its ids."""

    id: UUID = Field(description="Id of the report.", examples=["01930a1c-6d60-7f0a-8a51-0a4c6b0f9d11"])
    event_id: UUID = Field(
        description="The event it tells of.", examples=["01930a1c-6d5e-7b1a-9c3f-2f6f0e6c1a55"]
    )
    article_id: UUID = Field(description="The article.", examples=["01930a1c-6d5a-7b1a-9c3f-2f6f0e6c1a55"])
    version: int = Field(description="The article's version that it was read from.", examples=[1])


class ArticleRef(BaseModel):
    """The article of a report."""

    id: UUID = Field(description="Id of the article.", examples=["01930a1c-6d5a-7b1a-9c3f-2f6f0e6c1a55"])
    title: str | None = Field(description="Headline.", examples=["Iraqi security adviser visits Tehran"])
    url: str | None = Field(description="Where it was published.", examples=["https://news.example/a"])
    source: str | None = Field(description="The outlet.", examples=["Example News"])
    published_at: datetime = Field(description="When it was published.", examples=["2024-11-06T09:30:00Z"])


class Passage(MentionOut):
    """The words that say so, with the sentence they stand in."""

    sentence: str = Field(
        description="The sentence.", examples=["On Tuesday, Qasim al-Araji announced a visit to Tehran."]
    )


class EventReport(StoredReport):
    """A report as evidence for an event."""

    article: ArticleRef = Field(description="Who says so.")
    mentions: list[Passage] = Field(description="The words that say so.")  # type: ignore[assignment]


class EventFull(EventOut):
    """An event with its sources: the latest reports first, at most 100 of them."""

    tolls: Tolls = Field(description="Who gave which toll, and when.")
    reports: list[EventReport] = Field(
        description="Its reports; GET /v1/events/{id}/reports pages through all."
    )
    reports_changed_since: list[UUID] = Field(
        [],
        description="With as_of: reports it had then that were corrected, read anew or retracted since; "
        "their words of then are not kept.",
        examples=[["01930a1c-6d60-7f0a-8a51-0a4c6b0f9d11"]],
    )


class ArticleReports(Page[StoredReport]):
    """What was read from an article, and whether reading is finished."""

    article_id: UUID = Field(description="The article.", examples=["01930a1c-6d5a-7b1a-9c3f-2f6f0e6c1a55"])
    version: int = Field(description="Its current version.", examples=[1])
    state: str = Field(description="State of extraction of that version.", examples=["done"])
    error: str | None = Field(description="Why it failed, if it did.", examples=[None])


class ReportPage(Page[EventReport]):
    """Reports of an event."""

    reports_changed_since: list[UUID] = Field(
        [],
        description="With as_of: reports it had then that were corrected, read anew or retracted since; "
        "their words of then are not kept.",
        examples=[["01930a1c-6d60-7f0a-8a51-0a4c6b0f9d11"]],
    )


class EventPage(Page[EventOut]):
    """Events."""
