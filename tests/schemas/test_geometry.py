import math

import pytest
from pydantic import ValidationError

from app.schemas.filters import EventFilter
from app.schemas.geometry import Box, Circle
from app.store.where.places import around, parts


def refused(**fields: object) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        EventFilter.model_validate(fields)
    (error,) = caught.value.errors()
    return error["type"], error["msg"]


@pytest.mark.parametrize(
    ("sent", "code", "word"),
    [
        ("", "not_a_box", "west,south,east,north"),
        ("1,2,3", "not_a_box", "4 numbers"),
        ("1,2,3,x", "not_a_box", "numbers"),
        ("1,2,3,nan", "not_a_box", "numbers"),
        ("1,2,3,4,5", "not_a_box", "4 numbers"),
        ("-181,0,0,1", "impossible_box", "west at -181"),
        ("0,0,200,1", "impossible_box", "east at 200"),
        ("35,120,40,130", "impossible_box", "longitudes come first"),
        ("0,10,1,5", "impossible_box", "south above its north"),
    ],
)
def test_a_box_that_makes_no_sense_is_refused(sent, code, word):
    found, reason = refused(bbox=sent)
    assert found == code
    assert word in reason


@pytest.mark.parametrize(
    ("sent", "code", "word"),
    [
        ("50,36", "not_a_circle", "3 numbers"),
        ("50,36,x", "not_a_circle", "numbers"),
        ("120,36,5", "impossible_circle", "latitudes come first"),
        ("36,190,5", "impossible_circle", "longitudes come second"),
        ("36,50,0", "impossible_circle", "more than 0"),
        ("36,50,-1", "impossible_circle", "more than 0"),
        ("36,50,30000", "impossible_circle", "at most 20,038"),
    ],
)
def test_a_circle_that_makes_no_sense_is_refused(sent, code, word):
    found, reason = refused(near=sent)
    assert found == code
    assert word in reason


@pytest.mark.parametrize("sent", ["country:IR", "a,b,c", "a,", ",", "Iran,IRAN"])
def test_a_pair_is_two_actors(sent):
    assert refused(pair=[sent])[0] == "not_a_pair"


def test_what_was_read_is_written_back():
    wanted = EventFilter(bbox="1,2,3,4", near="49.99,36.23,50", pair=["a, b"])
    assert EventFilter.model_validate(wanted.model_dump(by_alias=True, exclude_defaults=True)) == wanted
    assert wanted.bbox == Box(1, 2, 3, 4)
    assert wanted.near == Circle(49.99, 36.23, 50)


def inside(box: Box, longitude: float) -> bool:
    return any(part.west <= longitude <= part.east for part in parts(box))


@pytest.mark.parametrize("box", [Box(170, 0, -170, 1), Box(-180, 0, -170, 1), Box(170, 0, 180, 1)])
def test_the_antimeridian_is_one_line(box):
    """Whichever of its two numbers a place has."""
    assert inside(box, 180.0)
    assert inside(box, -180.0)
    assert not inside(box, 0.0)


@pytest.mark.parametrize("latitude", [0, 45, -60, 80, 89.9, -90])
@pytest.mark.parametrize("km", [1, 100, 1000, 9000, 20038])
def test_a_box_around_a_circle_holds_it(latitude, km):
    box = around(Circle(latitude, 179.5, km))
    for step in range(360):
        angle, turn = km / 6371.0, math.radians(step)
        up = math.asin(
            math.sin(math.radians(latitude)) * math.cos(angle)
            + math.cos(math.radians(latitude)) * math.sin(angle) * math.cos(turn)
        )
        across = math.atan2(
            math.sin(turn) * math.sin(angle) * math.cos(math.radians(latitude)),
            math.cos(angle) - math.sin(math.radians(latitude)) * math.sin(up),
        )
        longitude = (179.5 + math.degrees(across) + 180) % 360 - 180
        assert box.south - 1e-5 <= math.degrees(up) <= box.north + 1e-5
        assert inside(Box(box.west - 1e-5, 0, box.east + 1e-5, 1), longitude) or abs(math.degrees(up)) > 89.9
