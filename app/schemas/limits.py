"""What validation must know beyond the request: the settings' limits and the time of day."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.config import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Handed to pydantic as validation context."""

    now: datetime
    future: timedelta  # how far ahead of now published_at may lie
    text_chars: int

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        return cls(
            now=datetime.now(UTC),
            future=timedelta(hours=settings.future_hours),
            text_chars=settings.text_limit_chars,
        )
