"""What is a place in a text, and what only looks like one."""

import pytest

PLACES = [
    ("Talks were held in Tehran on Tuesday.", ["Tehran"]),
    ("Rockets hit Nabatieh, southern Lebanon.", ["Nabatieh", "southern Lebanon"]),
    ("The blast hit a convoy in Helmand province.", ["Helmand province"]),
    ("Fighting went on in the Gaza Strip and the West Bank.", ["Gaza Strip", "West Bank"]),
    ("Ships avoid the Bab al-Mandab Strait and the Red Sea.", ["Bab al-Mandab Strait", "Red Sea"]),
    ("An Israeli minister walked through East Jerusalem.", ["East Jerusalem"]),
    ("Three people died in Deir al-Zour.", ["Deir al-Zour"]),
    ("He was killed in Port-au-Prince.", ["Port-au-Prince"]),
    ("The leaders met at the Beijing Hotel.", ["Beijing Hotel"]),
    ("They landed at Phnom Penh International Airport.", ["Phnom Penh International Airport"]),
    ("Police raided a house in the town of Miljanograd.", ["Miljanograd"]),
    ("The Beijing Summit opened.", ["Beijing"]),
]

NOT_PLACES = [
    "Manchester United beat Arsenal.",
    "Paris Hilton arrived late.",
    "Sidney Jones signed the letter.",
    "President Lincoln spoke for an hour.",
    "The Bank of England raised interest rates.",
    "He studied at the University of Oxford.",
    "The Washington Post reported it.",
    "Iraqi lawmakers met Iranian envoys.",
    "The deal was signed on Nov. 4.",
    "NATO and the EU agreed.",
    "Hamas fighters fired back.",
    "The Constitution was amended.",
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places(places, text, expected):
    assert [place.name for place in places(text)] == expected


@pytest.mark.parametrize("text", NOT_PLACES)
def test_no_places(places, text):
    assert [place.name for place in places(text)] == []


@pytest.mark.parametrize("text", [text for text, _ in PLACES])
def test_offsets_are_exact(places, text):
    for place in places(text):
        assert text[place.start : place.end] == place.name


def test_a_person_named_in_full_stays_one(places):
    text = "Jack London arrived in Rome on Monday. London stayed for a week."
    assert [place.name for place in places(text)] == ["Rome"]
