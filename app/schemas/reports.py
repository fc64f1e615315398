"""Reports as the API gives them: one article's account of one happening."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from app.extract import records

Status = Literal["happened", "planned", "denied"]

# The fields of a report that are one plain value each.
PLAIN = (
    *("type", "family", "plover", "cameo", "goldstein", "status", "summary"),
    *("killed", "injured", "claimed_by", "confidence"),
)


class MentionOut(BaseModel):
    """The shortest words of one sentence that name the act; offsets count the text's characters."""

    start: int = Field(description="Where the words start in the text.", examples=[51])
    end: int = Field(description="Where they end; text[start:end] is exact.", examples=[60])
    text: str = Field(description="The words.", examples=["announced"])
    sentence_start: int = Field(description="Where their sentence starts.", examples=[0])
    sentence_end: int = Field(description="Where it ends.", examples=[180])


class ActorOut(BaseModel):
    """Somebody who takes part."""

    role: Literal["source", "target", "participant"] = Field(
        description="source does it, target undergoes it, participants do it together.", examples=["source"]
    )
    name: str = Field(description="The fullest name in the text.", examples=["Qasim al-Araji"])
    canonical_name: str = Field(description="The name it goes by in general.", examples=["Qasim al-Araji"])
    actor_id: str = Field(description="The same across articles.", examples=["person:IQ:qasim-al-araji"])
    kind: Literal["person", "country", "body", "group", "unnamed"] = Field(
        description="What it is.", examples=["person"]
    )
    title: str | None = Field(description="Office or rank.", examples=["National Security Advisor"])
    country: str | None = Field(description="ISO 3166-1 alpha-2 of whom it acts for.", examples=["IQ"])
    sector: str | None = Field(description="GOV, MIL, REB, OPP, LEG, JUD, IGO, NGO ...", examples=["GOV"])
    aliases: list[str] = Field(description="Other names in the text.", examples=[["al-Araji"]])
    start: int = Field(description="Where the name starts in the text.", examples=[33])
    end: int = Field(description="Where it ends.", examples=[47])


class DateOut(BaseModel):
    """The days of a happening, inclusive, with how precise they are and where they come from."""

    start: date = Field(description="First day.", examples=["2024-11-05"])
    end: date = Field(description="Last day.", examples=["2024-11-05"])
    precision: Literal["day", "week", "month", "year", "range"] = Field(
        description="How closely the text says it.", examples=["day"]
    )
    basis: Literal["explicit", "relative", "publication", "inherited"] = Field(
        description="Read as it stands, counted from publication, publication itself, or taken from nearby.",
        examples=["relative"],
    )
    text: str | None = Field(description="The words it was read from.", examples=["On Tuesday"])
    text_start: int | None = Field(default=None, description="Where those words start.", examples=[0])
    text_end: int | None = Field(default=None, description="Where they end.", examples=[10])


class LocationOut(BaseModel):
    """Where it took place."""

    name: str = Field(description="As the text writes it.", examples=["Tehran"])
    country: str | None = Field(description="ISO 3166-1 alpha-2.", examples=["IR"])
    admin1: str | None = Field(description="State or province.", examples=["Tehran"])
    geonames_id: int | None = Field(description="GeoNames number.", examples=[112931])
    latitude: float | None = Field(description="Degrees, WGS 84.", examples=[35.69])
    longitude: float | None = Field(description="Degrees, WGS 84.", examples=[51.42])
    precision: Literal["site", "city", "admin1", "region", "country"] = Field(
        description="How close the place is known.", examples=["city"]
    )
    start: int = Field(description="Where the name starts in the text.", examples=[101])
    end: int = Field(description="Where it ends.", examples=[107])


class LinkOut(BaseModel):
    """Somebody by whose word a deed is told."""

    name: str = Field(description="The fullest name in the text.", examples=["Russia"])
    actor_id: str = Field(description="The same across articles.", examples=["country:RU"])
    start: int = Field(description="Where the text names him.", examples=[0])
    end: int = Field(description="Where that ends.", examples=[6])


class QuoteOut(BaseModel):
    """Words in quotation marks."""

    text: str = Field(description="The words.", examples=["Iraq will not be a launching pad"])
    start: int = Field(description="Where they start in the text.", examples=[210])
    end: int = Field(description="Where they end.", examples=[242])
    speaker: str | None = Field(description="Who says them.", examples=["Qasim al-Araji"])


class ReportOut(BaseModel):
    """One article's account of one happening."""

    type: str = Field(description="One of the 26 event types (GET /v1/types).", examples=["visit"])
    family: str = Field(description="Types that careful readers confuse share one.", examples=["diplomacy"])
    plover: str | None = Field(description="PLOVER code.", examples=["CONSULT"])
    cameo: str | None = Field(description="CAMEO code.", examples=["042"])
    goldstein: float | None = Field(description="-10 (conflict) to 10 (cooperation).", examples=[1.9])
    status: Status = Field(description="happened, planned, or denied.", examples=["happened"])
    summary: str = Field(description="One line.", examples=["Qasim al-Araji visits Tehran"])
    mentions: list[MentionOut] = Field(description="The words that say so, one entry a sentence.")
    actors: list[ActorOut] = Field(description="Who takes part, with their roles.")
    date: DateOut | None = Field(description="When; null if the text does not narrow it to a year.")
    location: LocationOut | None = Field(description="Where; null if unknown.")
    killed: int | None = Field(description="Dead, as the text counts them.", examples=[None])
    injured: int | None = Field(description="Injured, as the text counts them.", examples=[None])
    claimed_by: str | None = Field(
        description="The party by whose word alone it is told; null where the article tells it as a fact.",
        examples=["Russia"],
    )
    claim_chain: list[LinkOut] = Field(
        description="That party first, then those who hand its word on; empty where nobody claims it."
    )
    quotes: list[QuoteOut] = Field(description="What was said, in quotation marks.")
    confidence: float = Field(description="0 to 1.", examples=[0.81])

    @classmethod
    def from_record(cls, report: records.Report) -> "ReportOut":
        return cls.model_validate(_fields(report))


def _fields(report: records.Report) -> dict[str, object]:
    return {
        **{name: getattr(report, name) for name in PLAIN},
        "mentions": [_pick(MentionOut, mention) for mention in report.mentions],
        "actors": [_pick(ActorOut, actor) for actor in report.actors],
        "date": _date(report.date) if report.date else None,
        "location": _pick(LocationOut, report.location) if report.location else None,
        "claim_chain": [_pick(LinkOut, link) for link in report.claim_chain],
        "quotes": [_pick(QuoteOut, quote) for quote in report.quotes],
    }


def _pick(model: type[BaseModel], record: object) -> dict[str, object]:
    """The attributes of ``record`` that ``model`` shows; tuples become lists as JSON has them."""
    values = {name: getattr(record, name) for name in model.model_fields}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _date(when: records.When) -> DateOut:
    return DateOut(
        start=when.first,
        end=when.last,
        precision=when.precision,
        basis=when.basis,
        text=when.text,
        text_start=when.start,
        text_end=when.end,
    )
