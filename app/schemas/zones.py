"""The filter as a reader somewhere on earth means it: his days are not those of UTC."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from app.schemas.filters import PastFilter, plain_day
from app.schemas.published import EARLIEST_YEAR, Published
from app.schemas.texts import QueryText

_TICK = timedelta(microseconds=1)
# Where a plain day may be given for a time.
_MOMENTS = ("published_from", "published_to", "ingested_from", "ingested_to", "as_of")


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def known_zone(name: str) -> str:
    if name not in _known():
        raise PydanticCustomError(
            "unknown_zone", "is no time zone of the IANA database; one such as Europe/Paris is"
        )
    return name


Zone = Annotated[QueryText, AfterValidator(known_zone)]


class ZonedFilter(PastFilter):
    """The filter, with plain days in place of times read on the reader's calendar.

    The days of events are not moved: they are calendar days of where things happened and are known as no more than
    that, so 5 November is 5 November for readers everywhere.
    """

    tz: Zone = Field(
        "UTC",
        description="Time zone of the reader (IANA name): whose days published_from, published_to, ingested_from, "
        "ingested_to and as_of mean where they are plain days, and which day is today. Days of events stay.",
        examples=["Europe/Paris"],
    )

    @model_validator(mode="before")
    @classmethod
    def on_the_readers_calendar(cls, given: Any, info: ValidationInfo) -> Any:
        if not isinstance(given, dict) or given.get("tz", "UTC") not in _known() - {"UTC"}:
            return given
        zone = ZoneInfo(given["tz"])
        return given | {name: day_in(zone, given[name]) for name in _MOMENTS if name in given}

    @property
    def today(self) -> date:
        """The reader's calendar day now or, with as_of, then."""
        then = self.as_of.last_moment if self.as_of else datetime.now(UTC)
        return min(then, datetime.now(UTC)).astimezone(ZoneInfo(self.tz)).date()


def day_in(zone: ZoneInfo, value: Any) -> Any:
    """A plain day as the span of time that it is in ``zone``, 23 or 25 hours where clocks change; else ``value``."""
    try:
        day = plain_day(value)
        if day.year < EARLIEST_YEAR:
            return value
        first = datetime.combine(day, time(), zone).astimezone(UTC)
        following = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return value  # the field itself says what is wrong with it
    return Published(at=first, day=day, precision="day", until=following - _TICK)
