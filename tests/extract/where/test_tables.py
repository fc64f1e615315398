"""The packaged tables are whole and agree with each other."""

import pytest

from app.extract.where import tables
from app.extract.where.normal import key

CODES = {country.iso2 for country in tables.countries()}


def test_every_country_has_an_id_and_a_point_on_earth():
    for country in tables.countries():
        if country.point is None:
            continue
        latitude, longitude = country.point
        assert country.geonames_id
        assert -90 <= latitude <= 90, country.iso2
        assert -180 <= longitude <= 180, country.iso2
    assert sum(country.point is not None for country in tables.countries()) >= 245


def test_divisions_belong_to_known_countries_and_are_told_apart():
    codes = [division.code for division in tables.divisions()]
    assert len(codes) == len(set(codes)) > 3500
    assert len({division.geonames_id for division in tables.divisions()}) == len(codes)
    assert {code[:2] for code in codes} <= CODES | {"AN", "CS"}


@pytest.mark.parametrize("site", tables.sites(), ids=lambda site: site.name)
def test_site(site):
    assert -90 <= site.latitude <= 90
    assert -180 <= site.longitude <= 180
    assert 0 < site.radius_km <= 6000
    assert site.country is None or site.country in CODES
    assert site.precision in ("site", "region")
    assert all(key(name) for name in site.names)


def test_a_site_lies_in_its_country():
    """Within 26 degrees of the country's label point: a swapped sign or swapped columns do not."""
    points = {country.iso2: country.point for country in tables.countries()}
    for site in tables.sites():
        point = points.get(site.country or "")
        if point is None or site.country in ("RU", "US", "CA", "FR", "GB", "IO", "GL"):
            continue
        assert abs(site.latitude - point[0]) < 26, site.name
        assert abs(site.longitude - point[1]) < 26, site.name


def test_no_two_sites_share_a_name():
    names = [name for site in tables.sites() for name in {key(name) for name in site.names}]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_disputed_places_carry_the_code_of_the_event_model():
    country = {name: site.country for site in tables.sites() for name in site.names}
    assert country["East Jerusalem"] == country["West Bank"] == country["Gaza"] == "PS"
    assert country["Crimea"] == "UA"
