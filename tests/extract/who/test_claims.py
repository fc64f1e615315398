"""Offices are dated claims; people who share a name are kept apart by state, office and time."""

from datetime import date

import pytest

from app.extract.who import find_actors, load
from app.extract.who.claims import bearer, title_on
from app.extract.who.facts import Form, Known, Office


def person(id_: str, country: str, *offices: Office) -> Known:
    return Known(
        id=id_,
        name="John Lee",
        kind="person",
        country=country,
        sector="GOV",
        offices=offices,
        checked="2026-01",
    )


CHIEF = person("person:HK:john-lee", "HK", Office(title="Chief Executive", start="2022", end=None))
SENATOR = person("person:US:john-lee", "US", Office(title="Senator", start="2001", end="2007"))
FORM = Form(text="John Lee", sense="name", known=CHIEF, others=(SENATOR,))


@pytest.mark.parametrize(
    ("country", "title", "year", "who"),
    [
        ("HK", None, 2024, CHIEF),
        ("US", "Senator", 2024, SENATOR),
        (None, "Senator", 2005, SENATOR),
        (None, "Chief Executive", 2024, CHIEF),
        (None, None, 2005, SENATOR),
        (None, None, 2024, CHIEF),
        ("KE", "marathon runner", 2024, None),
    ],
)
def test_namesakes(country, title, year, who):
    assert bearer(FORM, country, title, date(year, 6, 1)) == who


def test_a_surname_that_two_share_names_neither_without_a_sign():
    form = Form(text="Lee", sense="surname", known=CHIEF, others=(SENATOR,))
    assert bearer(form, None, None, date(2015, 6, 1)) is None
    assert bearer(form, "US", "Senator", date(2005, 6, 1)) == SENATOR


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2005, 6, 1), "Senator"),
        (date(2001, 6, 1), None),  # the year says not when in it
        (date(2015, 6, 1), None),
    ],
)
def test_an_office_is_vouched_for_only_inside_its_years(day, title):
    assert title_on(SENATOR, day) == title


def test_an_office_without_an_end_is_vouched_for_until_it_was_checked():
    assert title_on(CHIEF, date(2025, 6, 1)) == "Chief Executive"
    assert title_on(CHIEF, date(2026, 6, 1)) is None


@pytest.mark.parametrize(
    ("text", "day", "title"),
    [
        ("Boris Johnson resigned.", date(2021, 3, 1), "Prime Minister"),
        ("Foreign Secretary Boris Johnson resigned.", date(2021, 3, 1), "Foreign Secretary"),
        ("Mr. Johnson met Boris Johnson.", date(2012, 3, 1), "Mayor of London"),
        ("Boris Johnson resigned.", date(2024, 3, 1), None),
    ],
)
def test_the_title_of_the_text_goes_before_that_of_the_tables(read, text, day, title):
    cast = find_actors(read(text, day), load())
    assert [e.title for e in cast.entities if e.name == "Boris Johnson"] == [title]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Turkish President Imran Khan visited Paris.", "person:TR:imran-khan"),
        ("Kenyan activist Imran Khan was arrested in Nairobi.", "person:KE:imran-khan"),
        ("Pakistani opposition leader Imran Khan visited Paris.", "person:PK:imran-khan"),
        ("Imran Khan visited Paris.", "person:PK:imran-khan"),
    ],
)
def test_another_state_and_another_office_make_another_person(cast_of, text, actor):
    _, cast = cast_of(text)
    assert actor in {entity.actor_id for entity in cast.entities}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Jordan's King Abdullah visited Paris.", "person:JO:king-abdullah-ii"),
        ("Saudi Arabia's King Abdullah visited Paris.", "person:SA:king-abdullah"),
    ],
)
def test_the_state_before_a_name_tells_namesakes_apart(read, text, actor):
    cast = find_actors(read(text, date(2010, 6, 1)), load())
    assert actor in {entity.actor_id for entity in cast.entities}


def test_the_president_is_who_may_have_been_it_then(read):
    text = "Barack Obama met Joe Biden in Paris. The president spoke first."
    for day, name in ((date(2010, 6, 1), "Barack Obama"), (date(2023, 6, 1), "Joe Biden")):
        cast = find_actors(read(text, day), load())
        mention = next(m for m in cast.mentions if m.sentence == 1)
        assert cast.entity(mention).name == name
