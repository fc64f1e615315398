"""GeoJSON as RFC 7946 has it: a point where an event has one, else a geometry of null."""

from collections.abc import Sequence
from typing import Any

from pydantic_core import to_json

from app.api.formats.flat import flat
from app.api.formats.shape import Streamed
from app.schemas.events import EventOut

MEDIA_TYPE = "application/geo+json"
_BETWEEN = b",\n"


def feature(event: EventOut) -> dict[str, Any]:
    properties = flat(event)
    longitude, latitude = properties.pop("longitude"), properties.pop("latitude")
    known = longitude is not None and latitude is not None
    geometry = {"type": "Point", "coordinates": [longitude, latitude]} if known else None
    return {"type": "Feature", "id": properties.pop("id"), "geometry": geometry, "properties": properties}


def features(events: Sequence[EventOut]) -> bytes:
    return _BETWEEN.join(to_json(feature(event)) for event in events)


GEOJSON = Streamed(
    media_type=MEDIA_TYPE,
    head=b'{"type":"FeatureCollection","features":[\n',
    entries=features,
    between=_BETWEEN,
    tail=b"\n]}\n",
    filename="events.geojson",
)
