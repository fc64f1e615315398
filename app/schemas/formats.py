"""The list of events with the format that it is wanted in."""

from typing import Literal, get_args

from pydantic import Field

from app.schemas.queries import EventQuery

Format = Literal["json", "ndjson", "csv", "geojson", "atom", "ics", "timelinejs"]
FORMATS: tuple[Format, ...] = get_args(Format)


class EventListQuery(EventQuery):
    format: Format | None = Field(
        None,
        description=f"{', '.join(FORMATS)}; without it the Accept header decides. ndjson, csv, geojson and ics "
        "without `limit` are everything that matches, streamed.",
        examples=["csv"],
    )
