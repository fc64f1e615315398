"""What an event is at one moment: the fields that it and each of its versions have in common."""

from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.models.columns import Moment, WordList, Words
from app.models.happenings import Happening

REVIEWS = ("none", "verified", "rejected")


class Gathered(Happening):
    """``killed`` and ``injured`` are the best figures, the others the least and the greatest that are told."""

    actor_ids: list[str] = WordList()  # sorted, each once
    sources: list[str] = WordList()  # outlets, see `app.store.states.folded`; sorted, each once
    within: list[str] = WordList()  # the place and all that it lies in, see `app.store.containment`
    report_count: int = 1
    source_count: int = 1  # outlets; an article that names none counts for itself
    independent_sources: int = 1  # the same without syndicated copies
    killed_low: int | None = None
    killed_high: int | None = None
    injured_low: int | None = None
    injured_high: int | None = None
    # field -> [{"value", "source", "report_id", "article_id", "published_at"}], earliest first
    tolls: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    # field on which reports contradict each other -> [{"value", "reports", "sources"}], most told first
    differences: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    edited: list[str] = WordList()  # fields whose value an editor set
    review: str = Words(default="none")
    first_published_at: datetime = Moment()
    last_published_at: datetime = Moment()
