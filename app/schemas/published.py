"""The time of publication: read strictly, with how precisely it was given."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import PlainSerializer, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.schemas.limits import Limits

EARLIEST_YEAR = 1900
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)([Zz]|[+-]\d{2}:?\d{2})?")
_RIGHT = "give an RFC 3339 time with its zone such as 2024-11-05T09:30:00Z, or a day such as 2024-11-05"


@dataclass(frozen=True, slots=True)
class Published:
    at: datetime  # UTC; midnight when only a day was given
    day: date  # on the calendar of the zone it was given in
    precision: Literal["time", "day"]
    until: datetime | None = None  # the end of a day that is not one of UTC, see `app.schemas.zones`

    @property
    def last_moment(self) -> datetime:
        """The end of what is meant: a day's last microsecond, which is as fine as Postgres keeps times."""
        if self.until is not None:
            return self.until
        return self.at + timedelta(days=1, microseconds=-1) if self.precision == "day" else self.at


def parse_published(value: Any, info: ValidationInfo) -> Published:
    """A day or a time with its zone. Raises PydanticCustomError, saying what would be right."""
    if isinstance(value, Published):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("not_a_time", f"is not a text; {_RIGHT}")
    published = _read(value)
    if isinstance(info.context, Limits) and published.at > info.context.now + info.context.future:
        raise PydanticCustomError(
            "date_in_future",
            "lies in the future ({at}); an article can be dated at most {hours} hours ahead of now",
            {"at": published.at.isoformat(), "hours": int(info.context.future / timedelta(hours=1))},
        )
    return published


def _read(value: str) -> Published:
    try:
        if _DAY.fullmatch(value):
            day = _not_early(date.fromisoformat(value))
            return Published(at=datetime.combine(day, time(), UTC), day=day, precision="day")
        if (match := _TIME.fullmatch(value)) is None:
            raise PydanticCustomError("not_a_time", f"is no time that can be read; {_RIGHT}")
        if match[3] is None:
            raise PydanticCustomError("naive_time", f"is a time without a zone; {_RIGHT}")
        moment = datetime.fromisoformat(value.upper().replace(",", "."))
        day = _not_early(moment.date())
        return Published(at=moment.astimezone(UTC), day=day, precision="time")
    except (ValueError, OverflowError) as error:
        # PydanticCustomError is a ValueError too, and already says what is wrong.
        if isinstance(error, PydanticCustomError):
            raise
        raise PydanticCustomError("not_a_time", f"names no real day or time; {_RIGHT}") from error


def _not_early(day: date) -> date:
    if day.year < EARLIEST_YEAR:
        raise PydanticCustomError("date_too_early", "lies before 1900; give the day the article came out")
    return day


def as_sent(published: Published) -> str:
    """The text that reads back as ``published``, but for the zone, which is UTC."""
    return published.day.isoformat() if published.precision == "day" else published.at.isoformat()


PublishedAt = Annotated[
    Published,
    PlainValidator(parse_published),
    PlainSerializer(as_sent, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
