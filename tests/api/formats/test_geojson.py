import json

import pytest

from app.api.formats.geojson import GEOJSON
from tests.api.formats.build import ID, event, place


def read(*events):
    found = json.loads(GEOJSON.whole(events))
    assert found["type"] == "FeatureCollection"
    return found["features"]


def test_longitude_comes_first():
    (feature,) = read(event())
    assert feature["geometry"] == {"type": "Point", "coordinates": [51.42, 35.69]}
    assert (feature["type"], feature["id"]) == ("Feature", ID)


@pytest.mark.parametrize("location", [None, place(latitude=None, longitude=None)])
def test_an_unknown_point_is_null_and_the_event_stays(location):
    (feature,) = read(event(location=location))
    assert feature["geometry"] is None
    assert feature["properties"]["summary"] == "Araji visits Tehran"


def test_properties_are_flat():
    (feature,) = read(event())
    assert feature["properties"]["start"] == "2024-11-05"
    assert feature["properties"]["target_actors"] == ["Iran"]
    assert not [value for value in feature["properties"].values() if isinstance(value, dict)]


def test_nothing_is_a_collection_too():
    assert read() == []


def test_several_are_parted():
    assert len(read(event(), event(), event())) == 3
