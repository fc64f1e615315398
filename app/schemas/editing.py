"""What an editor sends: values to set, acts on whole events, and with each who does it and why."""

import calendar
from datetime import date, timedelta
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from app.extract.records import DatePrecision, Kind, PlacePrecision, Role
from app.schemas.filters import Country, Day, TypeName
from app.schemas.reports import Status
from app.schemas.texts import LongText, ShortText

_EVENT = "01930a1c-6d5e-7b1a-9c3f-2f6f0e6c1a55"
_REPORT = "01930a1c-6d60-7f0a-8a51-0a4c6b0f9d11"
_MOST = 100  # events or reports that one act names
COUNTED = 100_000_000  # a toll beyond is a slip of the keyboard; the column holds 2**31
# Fields whose value may not be taken away, as every event has one.
_ALWAYS = ("type", "status", "summary", "actors")
Figure = Annotated[int, Field(strict=True, ge=0, le=COUNTED)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Signed(_In):
    """Who decides, and why. Both are kept and shown in the history."""

    author: ShortText = Field(description="Who decides.", examples=["m.haddad"])
    reason: LongText = Field(
        description="Why.", examples=["The ministry corrected its figure on 7 November."]
    )


class DateIn(_In):
    """The days of an event, inclusive."""

    start: Day = Field(description="First day.", examples=["2024-11-05"])
    end: Day | None = Field(None, description="Last day; the first one if absent.", examples=["2024-11-05"])
    precision: DatePrecision | None = Field(
        None,
        description="day, week, month, year or range: how closely it is known; if absent as the days say.",
        examples=["day"],
    )

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.last < self.start:
            raise PydanticCustomError("reversed_range", "ends before it starts; swap start and end")
        if self.precision is not None and not _fits(self.precision, self.start, self.last):
            raise PydanticCustomError(
                "precision_mismatch",
                "has days that are no {precision}; leave precision out, or give {right}",
                {"precision": self.precision, "right": _SPANS[self.precision]},
            )
        return self

    @property
    def last(self) -> date:
        return self.end or self.start

    @property
    def known(self) -> DatePrecision:
        return self.precision or ("day" if self.last == self.start else "range")


_SPANS: dict[str, str] = {
    "day": "one day",
    "week": "seven days",
    "month": "the first and the last day of a month",
    "year": "1 January and 31 December",
    "range": "two different days",
}


def _fits(precision: DatePrecision, first: date, last: date) -> bool:
    month_end = calendar.monthrange(first.year, first.month)[1]
    spans = {
        "day": first == last,
        "week": last - first == timedelta(days=6),
        "month": first.day == 1 and last == first.replace(day=month_end),
        "year": (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)),
        "range": first != last,
    }
    return spans[precision]


class PlaceIn(_In):
    """Where it took place: a place that is known, by `place_id`, or one that is described."""

    place_id: ShortText | None = Field(
        None,
        description="Id of a place that some event has; then nothing else is needed.",
        examples=["geonames:112931"],
    )
    name: ShortText | None = Field(None, description="Its name.", examples=["Tehran"])
    country: Country | None = Field(None, description="ISO 3166-1 alpha-2.", examples=["IR"])
    admin1: ShortText | None = Field(None, description="State or province.", examples=["Tehran"])
    geonames_id: Annotated[int, Field(strict=True, gt=0, lt=2**31)] | None = Field(
        None, description="GeoNames number, if it has one.", examples=[112931]
    )
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None = Field(
        None, description="Degrees, WGS 84; with longitude.", examples=[35.69]
    )
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None = Field(
        None, description="Degrees, WGS 84; with latitude.", examples=[51.42]
    )
    precision: PlacePrecision | None = Field(
        None, description="site, city, admin1, region or country; city if absent.", examples=["city"]
    )

    @model_validator(mode="after")
    def known_or_described(self) -> Self:
        described = self.model_fields_set - {"place_id"}
        if self.place_id is not None and described:
            raise PydanticCustomError(
                "known_or_described", "has place_id and a description; give the one or the other"
            )
        if self.place_id is None and self.name is None:
            raise PydanticCustomError(
                "missing", "has neither place_id nor name; give the id of a known place, or name and country"
            )
        if (self.latitude is None) != (self.longitude is None):
            raise PydanticCustomError("half_a_point", "has one of latitude and longitude; give both or none")
        return self


class ActorIn(_In):
    """Who takes part: an actor that is known, by `actor_id`, or one that is described."""

    role: Role = Field(
        description="source does it, target undergoes it, participants do it together.", examples=["source"]
    )
    actor_id: ShortText | None = Field(
        None,
        description="Id of an actor that some event has; then only the role is needed.",
        examples=["country:IR"],
    )
    name: ShortText | None = Field(
        None, description="Its name; that of the known actor if absent.", examples=["Qasim al-Araji"]
    )
    kind: Kind | None = Field(
        None, description="person, country, body, group or unnamed.", examples=["person"]
    )
    country: Country | None = Field(
        None, description="ISO 3166-1 alpha-2 of whom it acts for.", examples=["IQ"]
    )
    sector: ShortText | None = Field(None, description="GOV, MIL, REB ...", examples=["GOV"])

    @model_validator(mode="after")
    def known_or_described(self) -> Self:
        if self.actor_id is not None and (self.kind or self.country or self.sector):
            raise PydanticCustomError(
                "known_or_described",
                "has actor_id and kind, country or sector, which the known actor brings; give the one or the other",
            )
        if self.actor_id is None and (self.name is None or self.kind is None):
            raise PydanticCustomError(
                "missing", "has neither actor_id nor name and kind; give the id of a known actor, or both"
            )
        if self.actor_id is None and self.kind == "country" and self.country is None:
            raise PydanticCustomError("missing", "is a country without its code; give country, such as IR")
        return self


_LEFT_OUT: Any = None


def _absent(schema: dict[str, Any]) -> None:
    """What stands for a field that is left out may not be sent."""
    del schema["default"]


class Values(_In):
    """Fields of an event that an editor may set; a field that is left out stays as it is.

    `null` says that it is not known (date, location, killed, injured) or nobody's mere claim (claimed_by).
    """

    type: TypeName = Field(
        _LEFT_OUT,
        description="One of the 26 event types (GET /v1/types); family and codes follow.",
        examples=["visit"],
        json_schema_extra=_absent,
    )
    status: Status = Field(
        _LEFT_OUT,
        description="happened, planned or denied.",
        examples=["happened"],
        json_schema_extra=_absent,
    )
    summary: LongText = Field(
        _LEFT_OUT,
        description="One line.",
        examples=["Qasim al-Araji visits Tehran"],
        json_schema_extra=_absent,
    )
    date: DateIn | None = Field(
        None,
        description="When it happened.",
        examples=[{"start": "2024-11-05", "end": "2024-11-05", "precision": "day"}],
    )
    location: PlaceIn | None = Field(
        None, description="Where it took place.", examples=[{"place_id": "geonames:112931"}]
    )
    actors: list[ActorIn] = Field(
        _LEFT_OUT,
        max_length=_MOST,
        description="Who takes part: all of them, as the list takes the place of the one there is.",
        examples=[[{"role": "source", "actor_id": "country:IR"}]],
        json_schema_extra=_absent,
    )
    killed: Figure | None = Field(None, description="Dead.", examples=[5])
    injured: Figure | None = Field(None, description="Injured.", examples=[12])
    claimed_by: ShortText | None = Field(
        None, description="The party by whose word alone it is told.", examples=["Russia"]
    )

    @field_validator(*_ALWAYS, mode="before")
    @classmethod
    def not_taken_away(cls, value: Any) -> Any:
        if value is None:
            raise PydanticCustomError(
                "not_nullable", "cannot be null, every event has one; leave it out to let it be"
            )
        return value

    @property
    def given(self) -> list[str]:
        """The names of the fields to set, in their order."""
        return [name for name in Values.model_fields if name in self.model_fields_set]


class EventPatch(Values, Signed):
    """Values that hold against whatever the machine reads, until the decision is undone."""

    @model_validator(mode="after")
    def something(self) -> Self:
        if not self.given:
            raise PydanticCustomError(
                "nothing_to_set", "sets nothing; give at least one of {names}",
                {"names": ", ".join(Values.model_fields)},
            )  # fmt: skip
        return self


class _Others(Signed):
    event_ids: list[UUID] = Field(
        min_length=1, max_length=_MOST, description="The other events.", examples=[[_EVENT]]
    )


class MergeIn(_Others):
    """Events that tell of the same happening as that of the address, which they become part of."""


class KeepApartIn(_Others):
    """Events that must never be merged with that of the address."""


class SplitIn(Signed):
    """Reports that tell of another happening than the others of the event; together they become a new one."""

    report_ids: list[UUID] = Field(
        min_length=1, max_length=10_000, description="Reports of the event.", examples=[[_REPORT]]
    )


class AcceptIn(Signed):
    """Yes to a suggestion."""

    values: Values | None = Field(
        None,
        description="Only for a contradiction: what is right; the event's present values if absent.",
        examples=[{"killed": 5}],
    )


Act = Literal["set", "verify", "reject", "merge", "split", "keep_apart"]
