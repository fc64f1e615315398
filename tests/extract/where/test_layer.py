"""The layer of toponyms is wider than the places that events may have."""

import pytest

from app.extract.where import toponyms


@pytest.fixture(scope="module")
def layer(read, gazetteer):
    return lambda text, **more: toponyms(read(text), gazetteer, **more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkish troops crossed into Syria.", [("Turkish", "TR"), ("Syria", "SY")]),
        ("A Texan company bought the land.", [("Texan", "US")]),
        (
            "The Kentucky National Guard was called out in Louisville.",
            [("Kentucky", "US"), ("Louisville", "US")],
        ),
        ("European leaders met in Brussels.", [("European", None), ("Brussels", "BE")]),
    ],
)
def test_names_beside_those_of_places(layer, text, expected):
    assert [(one.name, one.country) for one in layer(text)] == expected


def test_demonyms_are_at_the_point_of_their_country(layer):
    people, land = layer("Iraqi forces stayed in Iraq.")
    assert (people.geonames_id, people.latitude) == (land.geonames_id, land.latitude)


def test_find_places_stays_strict(places, layer):
    text = "Turkish troops crossed into Syria."
    assert [place.name for place in places(text)] == ["Syria"]
    assert len(layer(text)) == 2


def test_areas_have_a_radius_and_points_have_none(layer):
    (sahel,) = layer("Violence spread across the Sahel.")
    (city,) = layer("Violence spread across Bamako.")
    assert sahel.precision == "region"
    assert sahel.radius_km > 1000
    assert city.radius_km is None


def test_a_close_rival_is_told(layer):
    (place,) = layer("A man from Springfield was hurt.")
    assert place.runner_up is not None
    assert place.runner_up.geonames_id != place.geonames_id
    (sure,) = layer("A man from Baghdad was hurt.")
    assert sure.runner_up is None


def test_a_county_keeps_its_own_identifier(layer):
    county = layer("Deputies searched a house in Rapides Parish, Louisiana.")[0]
    assert (county.name, county.geonames_id, county.admin1) == ("Rapides Parish", 4338356, "Louisiana")


def test_home_tells_namesakes_apart(layer):
    (place,) = layer("Police in Hamilton made an arrest.", home="NZ")
    assert place.country == "NZ"
