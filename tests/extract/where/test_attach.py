"""Where an event took place."""

import pytest

from app.extract.where import best_place, place_of
from tests.extract.where.conftest import trigger_at

CASES = [
    # visits: the destination
    ("visit", "Qasim al-Araji arrived in Tehran on Tuesday.", ["arrived"], "Tehran"),
    ("visit", "The minister left Baghdad for Ankara.", ["left"], "Ankara"),
    ("visit", "Merkel visited Jordan and met the king.", ["visited"], "Jordan"),
    ("visit", "His visit to Kenya ended on Friday.", ["visit"], "Kenya"),
    # violence: what it hit
    ("strike", "Israel struck Isfahan with missiles.", ["struck"], "Isfahan"),
    ("strike", "Russian drones hit the port of Odesa.", ["hit"], "Odesa"),
    ("strike", "Turkey launched air strikes on northern Syria.", ["strikes"], "northern Syria"),
    ("strike", "Two people died in the bombing of Aleppo by Russian jets.", ["bombing"], "Aleppo"),
    ("attack", "Police are looking into the Istanbul bombing.", ["bombing"], "Istanbul"),
    ("attack", "Gunmen killed ten villagers in a town near Mosul, Iraq.", ["killed"], "Mosul"),
    ("clash", "Troops fought rebels in North Kivu.", ["fought"], "North Kivu"),
    ("attack", "A mortar attack on Turkish territory killed two.", ["attack"], "Turkey"),
    (
        "attack",
        "ANKARA, Feb 17 - A bomb exploded in the heart of the Turkish capital.",
        ["exploded"],
        "Ankara",
    ),
    # talks: the venue
    ("meeting", "Leaders held talks in the Nigerian capital Abuja on Monday.", ["talks"], "Abuja"),
    ("meeting", "Putin met Erdogan in Sochi.", ["met"], "Sochi"),
    ("meeting", "The ministers held talks in Doha on Sunday.", ["talks"], "Doha"),
    (
        "meeting",
        "The Pakistani premier held talks with the visiting Russian foreign minister.",
        ["talks"],
        "Pakistan",
    ),
    ("meeting", "Turkey will host a summit in April.", ["summit"], "Turkey"),
    # acts of authorities: their country
    ("policy", "Iraqi lawmakers approved the budget.", ["approved"], "Iraq"),
    ("election", "Iran held a presidential election.", ["election"], "Iran"),
    ("legal_action", "French judges questioned the minister.", ["questioned"], "France"),
    ("policy", "Maine voters approved the measure.", ["approved"], "Maine"),
    ("appointment", "The Egyptian president dismissed his prime minister.", ["dismissed"], "Egypt"),
    # in the field
    ("withdrawal", "Italy withdrew its troops from Nasiriyah.", ["withdrew"], "Nasiriyah"),
    ("mobilization", "The United States sent two warships to the Red Sea.", ["sent"], "Red Sea"),
    ("protest", "Thousands marched through Tbilisi.", ["marched"], "Tbilisi"),
]


@pytest.mark.parametrize(("kind", "text", "trigger_words", "expected"), CASES)
def test_place_of_event(where, kind, text, trigger_words, expected):
    place = where(text, kind, *trigger_words)
    assert place is not None
    assert expected in (place.name, place.canonical_name)


NOWHERE = [
    ("meeting", "The two presidents met last year.", "met"),
    ("agreement", "Egypt and Kazakhstan signed a treaty.", "signed"),
    ("policy", "The UN General Assembly adopted a resolution on Gaza.", "adopted"),
    ("sanction", "Washington imposed sanctions on Moscow.", "sanctions"),
]


@pytest.mark.parametrize(("kind", "text", "word"), NOWHERE)
def test_no_place_where_the_text_gives_none(where, kind, text, word):
    assert where(text, kind, word) is None


def test_the_account_goes_on_where_it_was(where):
    text = "Gunmen attacked a checkpoint in Kirkuk on Monday. They opened fire and killed two soldiers."
    assert where(text, "attack", "killed").name == "Kirkuk"


def test_the_most_specific_place_of_several_mentions(where):
    text = "An air strike in southern Afghanistan killed thirty. NATO jets bombed a house in Kandahar."
    assert where(text, "strike", "strike", "bombed").name == "Kandahar"


def test_a_dateline_is_the_scene(where):
    assert (
        where("BEIRUT: Thousands demanded that the government resign.", "protest", "demanded").name
        == "BEIRUT"
    )


def test_the_capital_is_the_one_that_the_article_names(where):
    text = "Soldiers patrolled Bangui on Monday. Rebels attacked the capital at dawn."
    assert where(text, "attack", "attacked").name == "Bangui"


def test_best_place_is_the_most_specific(places):
    country, city = places("A blast shook Lebanon and hit Beirut.")
    assert best_place([country, None, city]) == city
    assert best_place([None]) is None


def test_place_of_one_trigger(setting):
    scene = setting("Putin met Erdogan in Sochi.")
    assert place_of(scene.doc, trigger_at(scene.doc, "met", "meeting"), scene.places).name == "Sochi"
