"""The one filter over events. Repeating a list parameter means OR."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from app.extract.taxonomy import FAMILIES, TYPES
from app.extract.where.tables import countries
from app.schemas.geometry import Around, BoundingBox
from app.schemas.published import Published, PublishedAt
from app.schemas.reports import Status
from app.schemas.texts import QueryText, storable

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


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors, each an id or a name in full."""

    one: str
    other: str

    def __str__(self) -> str:
        return f"{self.one},{self.other}"


def parse_pair(value: Any) -> Pair:
    """Raises PydanticCustomError, saying what would be right."""
    if isinstance(value, Pair):
        return value
    names = [name.strip() for name in storable(value).split(",")] if isinstance(value, str) else []
    if len(names) != 2 or not all(names):
        raise PydanticCustomError(
            "not_a_pair", "is not two actors; give two ids or names with a comma between them"
        )
    if names[0].lower() == names[1].lower():
        raise PydanticCustomError("not_a_pair", "names one actor twice; give two, or use actor")
    return Pair(*names)


PairOfActors = Annotated[
    Pair,
    PlainValidator(parse_pair),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "maxLength": 511}),
]
Day = Annotated[date, BeforeValidator(plain_day)]
TypeName = Annotated[str, AfterValidator(known_type)]
Family = Annotated[str, AfterValidator(known_family)]
Country = Annotated[str, AfterValidator(known_country)]


class EventFilter(BaseModel):
    """Which events are meant; conditions on different fields must all hold."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    q: QueryText | None = Field(
        None,
        description='Words in the summary, the names, the sentences or the quotes; "a phrase", OR and -word work.',
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
    pair: list[PairOfActors] = Field(
        [],
        description="Two actors with a comma between them, ids or names in full: both take part.",
        examples=[["country:IR,country:IQ"]],
    )
    country: list[Country] = Field(
        [], description="Country where it took place, ISO 3166-1 alpha-2.", examples=[["IR"]]
    )
    place: list[QueryText] = Field(
        [],
        description="Place where, or in which, it took place: name in full, GeoNames number, or id of a place.",
        examples=[["Tehran"]],
    )
    bbox: BoundingBox | None = Field(
        None,
        description="Took place in this box: west,south,east,north in degrees; west of more than east crosses the "
        "antimeridian.",
        examples=["44.0,25.0,63.5,39.8"],
    )
    near: Around | None = Field(
        None,
        description="Took place at most so many kilometres from this point: latitude,longitude,kilometres.",
        examples=["49.99,36.23,50"],
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
    ingested_from: PublishedAt | None = Field(
        None, description="Learned of then or later, by `ingested_at`: a day, or a time with its zone.",
        examples=["2024-11-01"],
    )  # fmt: skip
    ingested_to: PublishedAt | None = Field(
        None, description="Learned of then or earlier, by `ingested_at`; a day counts to its end (UTC).",
        examples=["2024-11-30T12:00:00Z"],
    )  # fmt: skip
    source: list[QueryText] = Field(
        [],
        description="Outlet that tells of it, as it was sent; case does not matter.",
        examples=[["Example News"]],
    )
    min_sources: int | None = Field(
        None, ge=0, le=2**31 - 1, description="Least number of outlets that tell of it.", examples=[2]
    )
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
        for name in ("published", "ingested"):
            first, last = getattr(self, f"{name}_from"), getattr(self, f"{name}_to")
            if first and last and first.at > last.last_moment:
                field = f"{name}_from"
                raise PydanticCustomError(
                    "reversed_range", "lies after {other}; swap them", {"field": field, "other": f"{name}_to"}
                )
        return self

    def only(self, *names: str) -> bool:
        """Whether there are conditions on these fields and on no others."""
        fields = EventFilter.model_fields
        others = (name for name in fields if name not in names)
        return all(getattr(self, name) == fields[name].default for name in others)


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
