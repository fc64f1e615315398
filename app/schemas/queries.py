"""The one filter over events, and the queries built on it. Repeating a list parameter means OR."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.extract.taxonomy import FAMILIES, TYPES
from app.extract.where.tables import countries
from app.schemas.published import Published, PublishedAt
from app.schemas.reports import Status
from app.schemas.texts import QueryText

_CLOCKS_DIFFER = timedelta(minutes=1)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def known_type(name: str) -> str:
    if name not in TYPES:
        raise PydanticCustomError("unknown_type", "is no event type; GET /v1/types lists them")
    return name


def known_family(name: str) -> str:
    if name not in FAMILIES:
        raise PydanticCustomError(
            "unknown_family", "is no family of event types; there are {names}", {"names": ", ".join(FAMILIES)}
        )
    return name


def known_country(code: str) -> str:
    if code.upper() not in {country.iso2 for country in countries()}:
        raise PydanticCustomError(
            "unknown_country", "is no ISO 3166-1 alpha-2 country code; two letters such as IR are"
        )
    return code.upper()


def plain_day(value: Any) -> Any:
    """Refuse the times and numbers that pydantic would take for a day."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except ValueError as error:
        raise PydanticCustomError("not_a_day", "is no day; give one such as 2024-11-05") from error


Day = Annotated[date, BeforeValidator(plain_day)]
TypeName = Annotated[str, AfterValidator(known_type)]
Family = Annotated[str, AfterValidator(known_family)]
Country = Annotated[str, AfterValidator(known_country)]


class EventFilter(BaseModel):
    """Which events are meant; conditions on different fields must all hold."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    q: QueryText | None = Field(
        None,
        description='Words in the summary, the names or the sentences; "quotes", OR and -word work.',
        examples=["tehran talks"],
    )
    type: list[TypeName] = Field([], description="Event type.", examples=[["visit", "meeting"]])
    family: list[Family] = Field([], description="Family of event types.", examples=[["diplomacy"]])
    actor: list[QueryText] = Field(
        [],
        description="Actor's id, or one of its names in full; case does not matter.",
        examples=[["country:IR"]],
    )
    actor_role: list[Literal["source", "target", "participant"]] = Field(
        [], description="Role that the actor (or, without one, anybody) has.", examples=[["source"]]
    )
    country: list[Country] = Field(
        [], description="Country where it took place, ISO 3166-1 alpha-2.", examples=[["IR"]]
    )
    place: list[QueryText] = Field(
        [], description="Place where it took place: name in full, or GeoNames number.", examples=[["Tehran"]]
    )
    from_: Day | None = Field(
        None, alias="from", description="Happened on this day or later; undated events are left out.",
        examples=["2024-11-01"],
    )  # fmt: skip
    to: Day | None = Field(
        None,
        description="Happened on this day or earlier; undated events are left out.",
        examples=["2024-11-30"],
    )
    published_from: PublishedAt | None = Field(
        None, description="Told by an article published then or later: a day, or a time with its zone.",
        examples=["2024-11-01"],
    )  # fmt: skip
    published_to: PublishedAt | None = Field(
        None, description="Told by an article published then or earlier; a day counts to its end (UTC).",
        examples=["2024-11-30T12:00:00Z"],
    )  # fmt: skip
    status: list[Status] = Field([], description="happened, planned or denied.", examples=[["happened"]])
    min_confidence: float | None = Field(
        None, ge=0, le=1, allow_inf_nan=False, description="Least confidence, 0 to 1.", examples=[0.5]
    )
    verified: bool | None = Field(
        None, description="true: verified by an editor; false: not verified.", examples=[True]
    )

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.from_ and self.to and self.from_ > self.to:
            raise PydanticCustomError("reversed_range", "lies after to; swap them", {"field": "from"})
        first, last = self.published_from, self.published_to
        if first and last and first.at > last.last_moment:
            raise PydanticCustomError(
                "reversed_range",
                "lies after published_to; swap them",
                {"field": "published_from"},
            )
        return self


def come(as_of: Published) -> Published:
    """Refuse moments that have not come: what will be known then is not known."""
    if as_of.at > datetime.now(UTC) + _CLOCKS_DIFFER:
        raise PydanticCustomError("not_come_yet", "lies in the future; leave it out for what is known now")
    return as_of


AsOf = Annotated[PublishedAt, AfterValidator(come)]
AS_OF: Any = Field(
    None,
    description="Answer what was known then: a time with its zone, or a day, which counts to its end (UTC).",
    examples=["2024-11-07T12:00:00Z"],
)


class PastFilter(EventFilter):
    """The filter over what was known at a moment."""

    as_of: AsOf | None = AS_OF


class EventQuery(PastFilter):
    sort: Literal["-date", "date", "-updated"] = Field(
        "-date",
        description="By day, latest or earliest first, undated last; or by latest change.",
        examples=["-date"],
    )
    limit: int = Field(50, ge=1, le=1000, description="Most events on a page.", examples=[50])
    cursor: QueryText | None = Field(None, description="Where to go on: from `next` of the page before.")


class ArticleQuery(BaseModel):
    """Which articles are meant."""

    model_config = ConfigDict(extra="forbid")

    state: list[Literal["queued", "processing", "done", "failed"]] = Field(
        [], description="State of extraction.", examples=[["failed"]]
    )
    source: list[QueryText] = Field([], description="Outlet, as it was sent.", examples=[["Example News"]])
    limit: int = Field(50, ge=1, le=1000, description="Most articles on a page.", examples=[50])
    cursor: QueryText | None = Field(None, description="Where to go on: from `next` of the page before.")


class PageQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=1000, description="Most entries on a page.", examples=[50])
    cursor: QueryText | None = Field(None, description="Where to go on: from `next` of the page before.")


class AsOfQuery(BaseModel):
    """Of one event, what was known at a moment."""

    model_config = ConfigDict(extra="forbid")

    as_of: AsOf | None = AS_OF


class PastPageQuery(PageQuery):
    as_of: AsOf | None = AS_OF
