"""What OGC API Features (Part 1: Core, 1.0.1) asks for and gives."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from app.schemas.filters import PastFilter
from app.schemas.geometry import BoundingBox
from app.schemas.queries import EventQuery, EventSort
from app.schemas.texts import CursorText

MOST = 1000  # features on a page; who asks for more gets so many, as the standard wants it
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2}))?")


@dataclass(frozen=True, slots=True)
class Interval:
    """Inclusive days; None is an open end."""

    first: date | None
    last: date | None

    def __str__(self) -> str:
        return f"{self.first or '..'}/{self.last or '..'}"


def parse_interval(value: Any) -> Interval:
    """A moment, a day, or two of them with a slash; raises PydanticCustomError, saying what would be right."""
    if isinstance(value, Interval):
        return value
    parts = value.split("/") if isinstance(value, str) else []
    if len(parts) == 1:
        return Interval(*[_day(parts[0])] * 2)
    if len(parts) != 2:
        raise _wrong("is no moment and no interval")
    found = Interval(*(None if part in ("", "..") else _day(part) for part in parts))
    if found.first and found.last and found.first > found.last:
        raise _wrong("ends before it begins")
    return found


def _day(text: str) -> date:
    """The day in UTC: events are known by the day."""
    if not _MOMENT.fullmatch(text):
        raise _wrong("is no moment and no interval")
    try:
        if len(text) == len("2024-11-05"):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text.upper()).astimezone(UTC).date()
    except (ValueError, OverflowError):
        raise _wrong("names a day that there is not") from None


def _wrong(reason: str) -> PydanticCustomError:
    right = "give 2024-11-05T00:00:00Z/2024-11-30T23:59:59Z, 2024-11-05/.. or one moment"
    return PydanticCustomError("not_an_interval", "{reason}", {"reason": f"{reason}; {right}"})


def without_height(value: Any) -> Any:
    """The box on the ground of one that has heights too: nothing here is known by its height."""
    parts = value.split(",") if isinstance(value, str) else []
    return ",".join(parts[:2] + parts[3:5]) if len(parts) == 6 else value


class ItemsQuery(PastFilter):
    """Every filter of /v1/events, and those that the standard names."""

    bbox: Annotated[BoundingBox, BeforeValidator(without_height)] | None = Field(
        None,
        description="Features with a point in this box: west,south,east,north in degrees (CRS84); west of more than "
        "east crosses the antimeridian. Of six numbers the heights are passed over.",
        examples=["44.0,25.0,63.5,39.8"],
    )
    datetime: (
        Annotated[
            Interval,
            PlainValidator(parse_interval),
            PlainSerializer(str, return_type=str),
            WithJsonSchema({"type": "string"}),
        ]
        | None
    ) = Field(
        None,
        description="Features of that time: a moment, a day, or an interval, of which one end may be open (`..`).",
        examples=["2024-11-01T00:00:00Z/2024-11-30T23:59:59Z"],
    )
    sort: EventSort = Field("-date", description="As for /v1/events.", examples=["-date"])
    limit: int = Field(
        50, ge=1, description=f"Most features on a page; {MOST} are given at most.", examples=[50]
    )
    cursor: CursorText | None = Field(None, description="Where to go on: from the link `next`.")

    @model_validator(mode="after")
    def one_time(self) -> Self:
        if self.datetime and (self.from_ or self.to):
            reason = "says the same as from and to; give one of them"
            raise PydanticCustomError("given_twice", "{reason}", {"reason": reason, "field": "datetime"})
        return self

    def events(self) -> EventQuery:
        """The same question to the list of events."""
        values = {name: getattr(self, name) for name in EventQuery.model_fields}
        if self.datetime:
            values |= {"from_": self.datetime.first, "to": self.datetime.last}
        return EventQuery().model_copy(update=values | {"limit": min(self.limit, MOST)})


class LinkOut(BaseModel):
    """A link as RFC 8288 means it."""

    href: str = Field(
        description="The address, in full.", examples=["http://127.0.0.1:8000/v1/collections/events"]
    )
    rel: str = Field(description="What it is to this document.", examples=["self"])
    type: str = Field(description="Its media type.", examples=["application/json"])
    title: str = Field(description="What it is, in words.", examples=["Events"])


class Landing(BaseModel):
    """Where a client that follows links begins."""

    title: str = Field(description="Name of the service.", examples=["Dateline"])
    description: str = Field(description="What it is.", examples=["Geopolitical events"])
    links: list[LinkOut] = Field(description="What there is.")


class Conformance(BaseModel):
    conformsTo: list[str] = Field(
        description="What of the standard is kept.",
        examples=[["http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"]],
    )


class Spatial(BaseModel):
    bbox: list[list[float]] = Field(
        description="West, south, east, north.", examples=[[[-180.0, -90.0, 180.0, 90.0]]]
    )
    crs: str = Field(
        description="What the numbers mean.", examples=["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]
    )


class Temporal(BaseModel):
    interval: list[list[datetime | None]] = Field(
        description="First and last moment; null is open.", examples=[[["2014-11-05T00:00:00Z", None]]]
    )


class Extent(BaseModel):
    spatial: Spatial = Field(description="Where.")
    temporal: Temporal = Field(description="When.")


class Collection(BaseModel):
    """What is in a collection, and where."""

    id: str = Field(description="Its name in addresses.", examples=["events"])
    title: str = Field(description="Its name.", examples=["Events"])
    description: str = Field(description="What it holds.", examples=["Geopolitical events"])
    itemType: str = Field(description="Always feature.", examples=["feature"])
    crs: list[str] = Field(
        description="Coordinates are given in.", examples=[["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]]
    )
    extent: Extent = Field(description="Where and when its features lie.")
    links: list[LinkOut] = Field(description="Where its features are.")


class Collections(BaseModel):
    collections: list[Collection] = Field(description="All there are.")
    links: list[LinkOut] = Field(description="This document.")
