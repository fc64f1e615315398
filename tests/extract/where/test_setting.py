"""The scene of an article."""

import pytest


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Iraqi forces entered Mosul. Iraq said Iran helped.", "IQ"),
        ("Iran and Iraq signed a treaty.", None),
        ("It rained.", None),
    ],
)
def test_country_of_article(setting, text, country):
    assert setting(text).country == country


def test_venues_are_where_people_met_and_travelled(setting):
    scene = setting("Putin met Erdogan in Sochi. Shells fell in Aleppo. The envoy flew to Cairo.")
    assert [link.place.name for link in scene.venues] == ["Sochi", "Cairo"]


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("They met in Rome in 2019.", True),
        ("They met in Rome last month.", True),
        ("They met in Rome on Monday.", False),
    ],
)
def test_a_sentence_that_looks_back(setting, text, old):
    assert setting(text).is_dated_back(0) is old


def test_bodies_named_after_a_country_speak_for_it(setting):
    scene = setting("The U.S. Senate passed a bill.")
    assert {place.country for place in scene.places} | set(scene.demonyms.values()) == {"US"}


def test_pro_syrian_is_not_syrian(setting):
    assert setting("Six pro-Syrian ministers resigned.").demonyms == {}
