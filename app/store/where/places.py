"""Where: places with what lies in them, boxes, circles."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, cast, false, func, or_
from sqlalchemy.types import UserDefinedType

from app.models.columns import TextList
from app.schemas.geometry import Box, Circle

_EARTH = 6371.0  # km, as `app.merging.places`
_DEGREE = math.pi * _EARTH / 180  # km of a degree of latitude
_SLACK = 1e-6  # degrees; boxes around circles are rounded


class _Point(UserDefinedType[Any]):
    """Postgres' own; no extension is needed."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "point"


def places(of: Any, names: Sequence[str], ids: Sequence[str]) -> Iterable[ColumnElement[bool]]:
    if names:
        yield of.within.op("&&")(cast(list(ids), TextList)) if ids else false()


def box(of: Any, wanted: Box | None) -> Iterable[ColumnElement[bool]]:
    """Said twice: as boxes, which one GiST index answers, and as comparisons, as Postgres' boxes are fuzzy by a
    millionth of a degree."""
    if wanted:
        yield _inside(of, wanted)


def circle(of: Any, wanted: Circle | None) -> Iterable[ColumnElement[bool]]:
    """The box around it, which an index answers, and the great-circle distance."""
    if wanted:
        yield _inside(of, around(wanted))
        yield distance(of, wanted) <= wanted.km


def _inside(of: Any, wanted: Box) -> ColumnElement[bool]:
    found = [_plain(of, part) for part in parts(wanted)]
    return and_(of.longitude.is_not(None), of.latitude.is_not(None), or_(*found))


def parts(box: Box) -> list[Box]:
    """One box, or the two on both sides of the antimeridian. The antimeridian itself is both 180 and -180."""
    halves = [box]
    if box.west > box.east:
        halves = [Box(box.west, box.south, 180.0, box.north), Box(-180.0, box.south, box.east, box.north)]
    edges = []
    if any(half.east == 180.0 for half in halves) and not any(half.west == -180.0 for half in halves):
        edges.append(Box(-180.0, box.south, -180.0, box.north))
    if any(half.west == -180.0 for half in halves) and not any(half.east == 180.0 for half in halves):
        edges.append(Box(180.0, box.south, 180.0, box.north))
    return halves + edges


def _plain(of: Any, box: Box) -> ColumnElement[bool]:
    corners = func.box(func.point(box.west, box.south), func.point(box.east, box.north))
    point = func.point(of.longitude, of.latitude, type_=_Point())
    return and_(
        point.op("<@", is_comparison=True)(corners),
        of.longitude.between(box.west, box.east),
        of.latitude.between(box.south, box.north),
    )


def around(circle: Circle) -> Box:
    """The least box that holds ``circle``; the whole round where a pole lies in it."""
    reach = circle.km / _DEGREE + _SLACK
    south, north = circle.latitude - reach, circle.latitude + reach
    if south <= -90 or north >= 90:
        return Box(-180.0, max(south, -90.0), 180.0, min(north, 90.0))
    turn = math.sin(circle.km / _EARTH) / math.cos(math.radians(circle.latitude))
    wide = math.degrees(math.asin(min(1.0, turn))) + _SLACK
    return Box(_turned(circle.longitude - wide), south, _turned(circle.longitude + wide), north)


def _turned(longitude: float) -> float:
    return longitude - 360 if longitude > 180 else longitude + 360 if longitude < -180 else longitude


def distance(of: Any, circle: Circle) -> ColumnElement[float]:
    """Kilometres along the great circle (haversine)."""
    up = func.sin(func.radians(of.latitude - circle.latitude) / 2)
    across = func.sin(func.radians(of.longitude - circle.longitude) / 2)
    flat = func.cos(func.radians(of.latitude)) * math.cos(math.radians(circle.latitude))
    half = up * up + flat * across * across
    return 2 * _EARTH * func.asin(func.sqrt(func.least(1.0, half)))
