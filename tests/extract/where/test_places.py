"""What a place's record says."""

from datetime import date


def test_city(places):
    (place,) = places("Talks were held in Tehran.")
    assert (place.canonical_name, place.country, place.admin1, place.precision) == (
        "Tehran",
        "IR",
        "Tehran",
        "city",
    )
    assert place.geonames_id == 112931
    assert abs(place.latitude - 35.69) < 0.1
    assert abs(place.longitude - 51.42) < 0.1


def test_country_has_its_id_and_label_point(places):
    (place,) = places("Elections were held in Iraq.")
    assert (place.country, place.precision, place.geonames_id) == ("IQ", "country", 99237)
    assert (place.latitude, place.longitude) == (33.0, 44.0)


def test_part_of_a_country_is_an_area_with_no_id_of_its_own(places):
    (place,) = places("Rockets fell on southern Lebanon.")
    assert (place.name, place.country, place.precision) == ("southern Lebanon", "LB", "region")
    assert place.geonames_id is None


def test_near_a_town_is_not_in_it(places):
    (near,) = places("A drone was shot down near Aleppo.")
    (away,) = places("Troops advanced 50 km south of Aleppo.")
    (inside,) = places("A drone was shot down in Aleppo.")
    assert (near.precision, away.precision, inside.precision) == ("region", "region", "city")


def test_sea_belongs_to_no_country(places):
    (place,) = places("The ship sank in the Red Sea.")
    assert (place.country, place.precision) == (None, "region")


def test_south_sudan_was_sudan_until_independence(read, gazetteer):
    from app.extract.where import find_places

    text = "Talks were held in Juba."
    (then,) = find_places(read(text, date(2006, 11, 15)), gazetteer)
    (now,) = find_places(read(text, date(2016, 11, 15)), gazetteer)
    assert (then.country, now.country) == ("SD", "SS")


def test_same_text_same_places(places):
    text = "Israeli jets struck Baalbek in the Bekaa Valley and a crossing near Masnaa, Lebanon."
    assert places(text) == places(text)
