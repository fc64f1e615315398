"""Changes of events as readers that follow get them, and an event's history."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.events import Page
from app.schemas.filters import EventFilter
from app.schemas.texts import CursorText, QueryText

Kind = Literal["created", "updated", "merged", "split", "deleted"]
_CURSOR = "NDgxMTo3MDM"
_EVENT = "01930a1c-6d5e-7b1a-9c3f-2f6f0e6c1a55"


class ChangeQuery(EventFilter):
    """Which changes are meant: those of events that the filter means before or after them."""

    after: QueryText = Field(
        "first",
        description="Cursor of the last change read; `first` for the earliest that is kept, `latest` for none yet.",
        examples=[_CURSOR],
    )
    limit: int = Field(100, ge=1, le=1000, description="Most changes in an answer.", examples=[100])


class StreamQuery(EventFilter):
    """Which changes are streamed."""

    after: QueryText = Field(
        "latest",
        description="Cursor of the last change read; `first` for the earliest that is kept, `latest` for only what "
        "is new. `Last-Event-ID` goes before it.",
        examples=[_CURSOR],
    )


class HistoryQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=1000, description="Most entries on a page.", examples=[50])
    cursor: CursorText | None = Field(None, description="Where to go on: from `next` of the page before.")


class Changed(BaseModel):
    """What became of an event, when, by whom and why."""

    kind: Kind = Field(
        description="created, updated, merged (into another), split (off another) or deleted (nobody reports it).",
        examples=["updated"],
    )
    version: int = Field(description="The event's version after the change, from 1.", examples=[2])
    at: datetime = Field(description="When it was changed.", examples=["2024-11-06T09:31:03Z"])
    article_id: UUID | None = Field(
        description="The article whose reading, correction or retraction brought it about.",
        examples=["01930a1c-6d5a-7b1a-9c3f-2f6f0e6c1a55"],
    )
    decision_id: UUID | None = Field(
        description="The editor's decision that did.", examples=["01930a1c-7000-7b1a-9c3f-2f6f0e6c1a55"]
    )
    author: str | None = Field(description="The editor; null if it was the machine.", examples=["m.haddad"])
    reason: str | None = Field(
        description="Why, in the editor's words.", examples=["The ministry revised the toll."]
    )
    other_event_ids: list[UUID] = Field(
        description="merged: the event that it is part of now; split: those its reports come from.",
        examples=[["01930a1c-6d5e-7b1a-9c3f-000000000000"]],
    )
    difference: dict[str, dict[str, Any]] = Field(
        description="For each field that changed its value `before` and `after`; of `reports` the ids `added` and "
        "`removed`.",
        examples=[
            {
                "killed": {"before": 3, "after": 5},
                "reports": {"added": ["01930a1c-6d60-7f0a-8a51-0a4c6b0f9d11"], "removed": []},
            }
        ],
    )


class ChangeOut(Changed):
    """One change, for readers that follow."""

    cursor: str = Field(description="Give it as `after` to go on behind this change.", examples=[_CURSOR])
    event_id: UUID = Field(description="The event.", examples=[_EVENT])
    match: Literal["entered", "inside", "left"] = Field(
        description="What the change means to a reader with this filter: the event `entered` what the filter means, "
        "was and stays `inside`, or `left`: it no longer fits, was merged or deleted.",
        examples=["inside"],
    )
    event: dict[str, Any] = Field(
        description="The event after the change; of one that was merged or deleted, before it.",
        examples=[
            {"type": "strike", "status": "happened", "killed": 5, "summary": "Strike on a depot in Basra"}
        ],
    )


class ChangePage(BaseModel):
    """Changes in the order in which they were committed."""

    items: list[ChangeOut] = Field(description="The changes, earliest first.")
    cursor: str = Field(
        description="Where to go on, even if there are no items: what did not fit the filter is behind it.",
        examples=[_CURSOR],
    )
    next: str = Field(
        description="Path of what follows; there always is one.", examples=[f"/v1/changes?after={_CURSOR}"]
    )
    more: bool = Field(
        description="True: there may be more already, read on at once. False: everything has been read.",
        examples=[False],
    )


class HistoryEntry(Changed):
    """One version of an event."""

    until: datetime | None = Field(
        description="When the next version followed; null if it holds.", examples=["2024-11-07T06:00:12Z"]
    )


class History(Page[HistoryEntry]):
    """The versions of an event, the latest first."""

    event_id: UUID = Field(description="The event.", examples=[_EVENT])
    merged_into: UUID | None = Field(
        description="The event that it is part of now, if it was merged.", examples=[None]
    )
    merged_from: list[UUID] = Field(
        description="Events that are part of it now; each has a history of its own.",
        examples=[["01930a1c-6d5e-7b1a-9c3f-000000000000"]],
    )
