"""Decisions of editors as the API shows them, and what they made of events."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from app.models import Decision
from app.schemas.editing import Act
from app.schemas.events import EventOut, Page

_EVENT = "01930a1c-6d5e-7b1a-9c3f-2f6f0e6c1a55"
_REPORT = "01930a1c-6d60-7f0a-8a51-0a4c6b0f9d11"
_AT = "2024-11-07T08:12:44Z"


class DecisionOut(BaseModel):
    """One act of an editor. It holds against whatever the machine reads, until it is undone."""

    id: UUID = Field(description="For undoing it.", examples=["01930a1d-11c0-7aa4-8b1e-64b2c81ff2c0"])
    kind: Act = Field(description="What was decided.", examples=["set"])
    event_id: UUID = Field(description="The event that it was about.", examples=[_EVENT])
    other_event_id: UUID | None = Field(
        description="merge: the event that became part of it; split: the new one; keep_apart: the one apart.",
        examples=[None],
    )
    report_ids: list[UUID] = Field(
        description="merge and split: the reports that moved.", examples=[[_REPORT]]
    )
    field: str | None = Field(description="set: the field.", examples=["killed"])
    value: Any = Field(description="set: its value.", examples=[5])
    author: str = Field(description="Who decided.", examples=["m.haddad"])
    reason: str = Field(description="Why.", examples=["The ministry corrected its figure."])
    at: datetime = Field(description="When.", examples=[_AT])
    undone_at: datetime | None = Field(
        description="When it was undone; null while it holds.", examples=[None]
    )
    undone_by: str | None = Field(description="Who undid it.", examples=[None])
    undone_reason: str | None = Field(description="Why.", examples=[None])

    @classmethod
    def of(cls, decision: Decision) -> "DecisionOut":
        fields = {name: getattr(decision, name) for name in cls.model_fields}
        # of other kinds it is what undoing them needs
        return cls.model_validate(fields | {"value": decision.value if decision.kind == "set" else None})


class EditOut(BaseModel):
    """What an act made of the events it was about, and the decisions to undo it by."""

    event: EventOut | None = Field(
        description="The event as it is now; null if an undone decision was all that kept it."
    )
    others: list[EventOut] = Field(
        description="The other events that the act was about, as far as they are events of their own now."
    )
    decisions: list[DecisionOut] = Field(description="What was decided, or undone.")


class DecisionPage(Page[DecisionOut]):
    """Decisions."""
