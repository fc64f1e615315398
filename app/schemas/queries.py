"""The queries that are built on the one filter over events, and those of other lists."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.filters import AS_OF, AsOf, PastFilter
from app.schemas.texts import CursorText, QueryText

EventSort = Literal["-date", "date", "-updated", "-sources"]


class EventQuery(PastFilter):
    sort: EventSort = Field(
        "-date",
        description="By day, latest or earliest first, undated last; by latest change; or most outlets first.",
        examples=["-date"],
    )
    limit: int = Field(50, ge=1, le=1000, description="Most events on a page.", examples=[50])
    cursor: CursorText | None = Field(None, description="Where to go on: from `next` of the page before.")


class TimelineQuery(PastFilter):
    bucket: Literal["day", "week", "month"] = Field(
        "day", description="How days are grouped; weeks start on Monday.", examples=["week"]
    )
    top: int = Field(3, ge=0, le=20, description="Events shown of each group.", examples=[3])
    sort: Literal["-date", "date"] = Field(
        "-date", description="Latest or earliest group first.", examples=["-date"]
    )
    limit: int = Field(50, ge=1, le=1000, description="Most groups on a page.", examples=[50])
    cursor: CursorText | None = Field(None, description="Where to go on: from `next` of the page before.")


class ArticleQuery(BaseModel):
    """Which articles are meant."""

    model_config = ConfigDict(extra="forbid")

    state: list[Literal["queued", "processing", "done", "failed"]] = Field(
        [], description="State of extraction.", examples=[["failed"]]
    )
    source: list[QueryText] = Field([], description="Outlet, as it was sent.", examples=[["Example News"]])
    limit: int = Field(50, ge=1, le=1000, description="Most articles on a page.", examples=[50])
    cursor: CursorText | None = Field(None, description="Where to go on: from `next` of the page before.")


class PageQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=1000, description="Most entries on a page.", examples=[50])
    cursor: CursorText | None = Field(None, description="Where to go on: from `next` of the page before.")


class AsOfQuery(BaseModel):
    """Of one event, what was known at a moment."""

    model_config = ConfigDict(extra="forbid")

    as_of: AsOf | None = AS_OF


class PastPageQuery(PageQuery):
    as_of: AsOf | None = AS_OF
