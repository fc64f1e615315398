"""Copies of one agency text against texts of two reporters."""

import pytest

from app.merging.shingles import BANDS, bands, is_copy, likeness, signature

WIRE = """KHARTOUM, April 15 (Agency) - Heavy gunfire and explosions shook Khartoum on Saturday as fighting broke out
between the army and the paramilitary Rapid Support Forces, raising fears of a wider war after weeks of rising tension.

The RSF said it had seized the presidential palace and the international airport, claims that the army denied. Doctors
said at least three civilians had been killed, two of them at the airport, and dozens wounded across the country.

Smoke rose over several districts of the capital and residents were told to stay indoors. The United States, Russia,
Egypt and the African Union called for an immediate end to the hostilities and a return to talks.

"We hold the army command responsible for what happens to the people of this city," the RSF said in a statement.
"""
OTHER = """At nine in the morning the windows of Amna Ibrahim's flat began to rattle. She thought of thunder, then saw
the column of soldiers running down the street towards the palace.

Sudan's two generals, partners in the coup of 2021, are now at war with each other. The Rapid Support Forces of Mohamed
Hamdan Dagalo say that the airport in Khartoum is theirs; General Burhan's army says it is not. Three people without
any part in the quarrel were dead by the afternoon, according to the doctors' union, and nobody counts the wounded.

Foreign governments pleaded with both to stop. In Amna's street they had stopped only to reload.
"""


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        WIRE.replace("KHARTOUM, April 15 (Agency) - ", "KHARTOUM: "),
        WIRE.replace("three", "five").replace("Saturday", "15 April").replace("dozens", "scores"),
        WIRE.replace("Heavy gunfire and explosions shook", "Loud blasts and shooting rocked"),
        WIRE.split('"We hold')[0],
        WIRE.split("Smoke rose")[0],
        "By our own correspondent\n\n"
        + WIRE
        + "\nAdditional reporting by the foreign desk. All rights reserved.",
        WIRE.upper(),
    ],
    ids=[
        "itself",
        "dateline",
        "words",
        "first words",
        "last paragraph cut",
        "half cut",
        "framed",
        "capitals",
    ],
)
def test_small_edits_leave_a_copy(copy: str):
    one, other = signature(WIRE), signature(copy)
    assert is_copy(one, other)
    assert is_copy(other, one)
    assert set(enumerate(bands(one))) & set(enumerate(bands(other))), "the look-up would not find it"


def test_two_texts_on_one_event_are_no_copies():
    one, other = signature(WIRE), signature(OTHER)
    assert not is_copy(one, other)
    assert likeness(one, other) < 0.05
    assert not set(enumerate(bands(one))) & set(enumerate(bands(other)))


def test_a_text_that_quotes_another_is_no_copy():
    quote = WIRE.strip().splitlines()[-1]
    assert not is_copy(signature(WIRE), signature(OTHER + quote))


def test_short_texts_are_copies_of_nothing():
    assert not is_copy(signature("Troops entered the town."), signature("Troops entered the town."))


def test_signatures_are_the_same_in_every_process():
    assert len(bands(signature(WIRE))) == BANDS
    assert bands(signature(WIRE))[:2] == (-5935700518104861347, -4597847045261990496)
    assert all(-(1 << 63) <= band < 1 << 63 for band in bands(signature(WIRE)))
