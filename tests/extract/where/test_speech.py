"""Where words were spoken."""

import pytest

SPOKEN = [
    ("The minister said in Beijing that ties were good.", "said", "Beijing"),
    ("Lavrov told reporters in Geneva that Russia rejects the plan.", "told", "Geneva"),
    ("Lavrov told reporters in Geneva that Russia rejects the plan.", "rejects", "Geneva"),
    ("He spoke during a joint press conference in Baghdad.", "spoke", "Baghdad"),
    ("Annan, in a statement issued in Rome, praised the deal.", "praised", "Rome"),
    ("Merkel, who is in Brussels for talks, said the union must act.", "said", "Brussels"),
]


@pytest.mark.parametrize(("text", "word", "expected"), SPOKEN)
def test_said_of_this_saying(where, text, word, expected):
    assert where(text, "statement", word).name == expected


NOT_SPOKEN = [
    ("Lavrov condemned the strike on Beirut.", "condemned"),
    ("The minister said the situation in Iraq was dangerous.", "said"),
    ("Iran urged Iraq to close its border with Syria.", "urged"),
    ("Blinken said that troops would stay in Syria.", "said"),
]


@pytest.mark.parametrize(("text", "word"), NOT_SPOKEN)
def test_what_was_said_is_not_where(where, text, word):
    assert where(text, "statement", word) is None


def test_another_saying_of_the_same_speaker(where):
    text = "Lavrov told reporters in Geneva that talks would go on. Lavrov also rejected the plan."
    assert where(text, "rejection", "rejected").name == "Geneva"


def test_a_pronoun_is_the_last_speaker(where):
    text = "Lavrov told reporters in Geneva that talks would go on. He also rejected the plan."
    assert where(text, "rejection", "rejected").name == "Geneva"


def test_another_speaker_is_not_there(where):
    text = "Lavrov told reporters in Geneva that talks would go on. Blinken rejected the plan."
    assert where(text, "rejection", "rejected") is None


def test_who_is_at_the_occasion_told_of_before_speaks_there(where):
    text = (
        "Thousands of people marched in Nairobi on Saturday. Several politicians came to the rally, among them "
        "Raila Odinga. Odinga said the vote had been stolen."
    )
    assert where(text, "statement", "said").name == "Nairobi"


def test_who_was_at_another_occasion_did_not_speak_there(where):
    text = "Thousands of people marched in Nairobi on Saturday. Raila Odinga said the vote had been stolen."
    assert where(text, "statement", "said") is None
