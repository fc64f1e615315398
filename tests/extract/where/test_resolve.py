"""Which of the places that bear a name is meant."""

import pytest

CASES = [
    # (text, name, country, first-level division or None where it does not matter)
    ("The talks took place in Tehran.", "Tehran", "IR", "Tehran"),
    ("He was born in Springfield, Illinois.", "Springfield", "US", "Illinois"),
    ("She lives in Paris, Texas.", "Paris", "US", "Texas"),
    ("She lives in Paris.", "Paris", "FR", None),
    ("Shells fell on Tripoli in northern Lebanon, Lebanese officials said.", "Tripoli", "LB", None),
    ("Libyan militias clashed in Tripoli.", "Tripoli", "LY", None),
    ("Voters in Georgia, Alabama and Texas chose senators.", "Georgia", "US", None),
    ("Georgia and Russia agreed on a ceasefire after fighting in Abkhazia.", "Georgia", "GE", None),
    ("China, Japan and Russia took part.", "Russia", "RU", None),
    ("Aleppo was shelled.", "Aleppo", "SY", "Aleppo"),
    ("Crews came from Georgia, New York and Florida.", "Florida", "US", "Florida"),
    ("She was born in Nevada, Mo., in 1950.", "Nevada", "US", "Missouri"),
    ("Senators met in Washington.", "Washington", "US", "Washington, D.C."),
    ("The UN office in Geneva and the United States disagreed.", "Geneva", "CH", None),
    ("Israeli troops entered Hebron.", "Hebron", "PS", None),
]


@pytest.mark.parametrize(("text", "name", "country", "division"), CASES)
def test_country_of_name(places, text, name, country, division):
    found = next(place for place in places(text) if place.name == name)
    assert found.country == country
    if division:
        assert found.admin1 == division


def test_city_rather_than_province_unless_the_text_says_province(places):
    (city,) = places("Aleppo was shelled.")
    (province,) = places("Aleppo province was shelled.")
    assert (city.precision, province.precision) == ("city", "admin1")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("They met in the Croatian border town of Miljanograd.", "HR"),
        ("Ten civilians died in Kainamabo, Democratic Republic of the Congo.", "CD"),
    ],
)
def test_unknown_village_takes_its_country_from_the_text(places, text, country):
    village = places(text)[0]
    assert village.country == country
    assert village.latitude is None
    assert village.geonames_id is None


def test_a_meaning_written_out_once_holds_for_the_article(places):
    named = places("A man died in Glasgow, Ky., on Monday. Rain fell in Glasgow.")
    assert [(place.name, place.admin1) for place in named] == [
        ("Glasgow", "Kentucky"),
        ("Ky.", "Kentucky"),
        ("Glasgow", "Kentucky"),
    ]


def test_a_county_is_not_the_town_of_its_name(places):
    (county, _) = places("The sheriff of Pope County, Arkansas, made no comment.")
    assert (county.name, county.country, county.admin1) == ("Pope County", "US", "Arkansas")
    assert (county.precision, county.geonames_id) == ("region", 4127100)


def test_a_list_of_counties_shares_its_noun(places):
    named = places("Buildings collapsed in Harvey, Harper and Kingman counties in Kansas.")
    assert [(place.canonical_name, place.admin1) for place in named] == [
        ("Harvey County", "Kansas"),
        ("Harper County", "Kansas"),
        ("Kingman County", "Kansas"),
        ("Kansas", "Kansas"),
    ]


def test_neighbours_are_resolved_together(places):
    named = places("Crews from Paris, Bonham and Honey Grove met in Dallas, Texas. Paris sent two engines.")
    assert {(place.name, place.admin1) for place in named if place.name == "Paris"} == {("Paris", "Texas")}


@pytest.mark.parametrize(("home", "country"), [(None, "GB"), ("US", "US")])
def test_the_country_of_the_outlet_is_a_hint(read, gazetteer, home, country):
    from app.extract.where import find_places

    (place,) = find_places(read("Police in Birmingham made an arrest."), gazetteer, home=home)
    assert place.country == country


def test_a_suburb_is_that_of_the_town_written_after_it(places):
    brooklyn = places("A fire broke out in Brooklyn, New York.")[0]
    assert (brooklyn.country, brooklyn.admin1) == ("US", "New York")
