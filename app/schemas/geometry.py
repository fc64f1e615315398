"""Where on the Earth: boxes and circles as query parameters."""

import math
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

FARTHEST_KM = 20_038.0  # half way round the equator: no two places are farther apart
_BOX = "give west,south,east,north in degrees, such as 44.0,25.0,63.5,39.8"
_CIRCLE = "give latitude,longitude,kilometres, such as 49.99,36.23,50"


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees of WGS 84 in the order of RFC 7946. ``west`` greater than ``east``: across the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return f"{self.west!r},{self.south!r},{self.east!r},{self.north!r}"


@dataclass(frozen=True, slots=True)
class Circle:
    latitude: float
    longitude: float
    km: float

    def __str__(self) -> str:
        return f"{self.latitude!r},{self.longitude!r},{self.km!r}"


def parse_box(value: Any) -> Box:
    """Raises PydanticCustomError, saying what would be right."""
    if isinstance(value, Box):
        return value
    west, south, east, north = _numbers(value, 4, "not_a_box", _BOX)
    for name, longitude in (("west", west), ("east", east)):
        if abs(longitude) > 180:
            raise _wrong("impossible_box", f"has {name} at {longitude:g}; longitudes lie from -180 to 180")
    for name, latitude in (("south", south), ("north", north)):
        if abs(latitude) > 90:
            hint = "; longitudes come first" if abs(west) <= 90 and abs(east) <= 90 else ""
            raise _wrong("impossible_box", f"has {name} at {latitude:g}; latitudes lie from -90 to 90{hint}")
    if south > north:
        raise _wrong("impossible_box", "has its south above its north; give west,south,east,north")
    return Box(west, south, east, north)


def parse_circle(value: Any) -> Circle:
    """Raises PydanticCustomError, saying what would be right."""
    if isinstance(value, Circle):
        return value
    latitude, longitude, km = _numbers(value, 3, "not_a_circle", _CIRCLE)
    if abs(latitude) > 90:
        reason = f"has its latitude at {latitude:g}; latitudes come first and lie from -90 to 90"
        raise _wrong("impossible_circle", reason)
    if abs(longitude) > 180:
        reason = f"has its longitude at {longitude:g}; longitudes come second and lie from -180 to 180"
        raise _wrong("impossible_circle", reason)
    if not 0 < km <= FARTHEST_KM:
        raise _wrong(
            "impossible_circle", f"reaches {km:g} km; give more than 0 and at most {FARTHEST_KM:,.0f}"
        )
    return Circle(latitude, longitude, km)


def _numbers(value: Any, many: int, code: str, right: str) -> list[float]:
    parts = value.split(",") if isinstance(value, str) else []
    try:
        found = [float(part) for part in parts]
    except ValueError:
        raise _wrong(code, f"is not made of numbers; {right}") from None
    if len(found) != many or not all(map(math.isfinite, found)):
        raise _wrong(code, f"is not {many} numbers; {right}")
    return found


def _wrong(code: str, reason: str) -> PydanticCustomError:
    return PydanticCustomError(code, "{reason}", {"reason": reason})


_TEXT = WithJsonSchema({"type": "string"})
BoundingBox = Annotated[Box, PlainValidator(parse_box), PlainSerializer(str, return_type=str), _TEXT]
Around = Annotated[Circle, PlainValidator(parse_circle), PlainSerializer(str, return_type=str), _TEXT]
