"""Events over time: what may be asked, and the answer."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from app.schemas.events import EventOut, Page
from app.schemas.texts import CursorText
from app.schemas.zones import ZonedFilter

Unit = Literal["day", "week", "month"]


class TimelineQuery(ZonedFilter):
    bucket: Unit = Field("day", description="How days are grouped; weeks start on Monday.", examples=["week"])
    top: int = Field(3, ge=0, le=20, description="Events shown of each group.", examples=[3])
    empty: bool = Field(
        False,
        description="Show groups without events too: all from `from` to `to`. Where one is left out, from the first "
        "group that has events, and to today (see tz) or the last that has events, whichever is later.",
        examples=[True],
    )
    sort: Literal["-date", "date"] = Field(
        "-date", description="Latest or earliest group first.", examples=["-date"]
    )
    limit: int = Field(50, ge=1, le=1000, description="Most groups on a page.", examples=[50])
    cursor: CursorText | None = Field(None, description="Where to go on: from `next` of the page before.")


class Bucket(BaseModel):
    """The events of one day, week or month; an event counts on the day it starts."""

    start: date = Field(description="First day.", examples=["2024-11-04"])
    end: date = Field(description="Last day.", examples=["2024-11-10"])
    count: int = Field(description="How many events.", examples=[12])
    families: dict[str, int] = Field(
        description="How many of each family, the largest first.", examples=[{"diplomacy": 9}]
    )
    events: list[EventOut] = Field(description="Those that stand out most first.")


class Timeline(Page[Bucket]):
    """Groups of events in the order of time."""

    undated: int = Field(description="Events that match but have no day, so stand in no group.", examples=[2])
    today: date = Field(
        description="The day it is for the reader (see tz), or was at as_of.", examples=["2024-11-07"]
    )
