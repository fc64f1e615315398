"""What the machine asks editors, as the API shows it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.decisions import EditOut
from app.schemas.events import EventOut, Page
from app.schemas.texts import QueryText

Asked = Literal["duplicate", "contradiction", "low_confidence"]
Answered = Literal["open", "accepted", "dismissed"]
_EVENT = "01930a1c-6d5e-7b1a-9c3f-2f6f0e6c1a55"


class SuggestionOut(BaseModel):
    """One question to an editor, with the events it is about."""

    id: UUID = Field(description="For answering it.", examples=["01930a1e-2b7c-7c55-9d0a-7a1f4f0b9e21"])
    kind: Asked = Field(description="What is asked.", examples=["duplicate"])
    state: Answered = Field(description="open until an editor answered.", examples=["open"])
    score: float = Field(
        description="duplicate: odds that both tell of one happening, 0 to 1; low_confidence: the confidence; "
        "contradiction: 0.",
        examples=[0.71],
    )
    why: dict[str, Any] = Field(
        description="duplicate: `parts`, what each feature adds to the log odds; contradiction: `differences`, "
        "the sides of each field with their reports and sources.",
        examples=[{"parts": {"who": 1.2, "days": 0.9}}],
    )
    event_ids: list[UUID] = Field(description="The events it is about, the older first.", examples=[[_EVENT]])
    events: list[EventOut] = Field(description="Those of them that are events of their own now.")
    author: str | None = Field(description="Who answered.", examples=[None])
    reason: str | None = Field(description="Why so.", examples=[None])
    created_at: datetime = Field(description="When it was asked.", examples=["2024-11-06T09:31:03Z"])
    decided_at: datetime | None = Field(description="When it was answered.", examples=[None])


class SuggestionQuery(BaseModel):
    """Which suggestions are meant."""

    model_config = ConfigDict(extra="forbid")

    kind: list[Asked] = Field(
        [], description="duplicate, contradiction or low_confidence.", examples=[["duplicate"]]
    )
    state: Answered = Field("open", description="open, accepted or dismissed.", examples=["open"])
    event: list[UUID] = Field([], description="About these events.", examples=[[_EVENT]])
    limit: int = Field(50, ge=1, le=1000, description="Most suggestions on a page.", examples=[50])
    cursor: QueryText | None = Field(None, description="Where to go on: from `next` of the page before.")


class SuggestionPage(Page[SuggestionOut]):
    """Suggestions."""


class AnswerOut(EditOut):
    """The suggestion as it is answered, and what that made of its events."""

    suggestion: SuggestionOut = Field(description="The suggestion with its answer.")
