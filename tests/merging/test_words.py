"""Words that carry content, and how rare they are."""

import math

import pytest

from app.merging.words import Rarity, content_words, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("arrested", "arrests"),
        ("Arrest", "arresting"),
        ("Israel's", "Israel"),
        ("Israel’s", "israel"),
        ("3,000", "3000"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str):
    assert stem(one) == stem(other)


def test_only_words_that_say_something_are_kept():
    assert content_words("On Monday the 23 pirates were taken by it, he said.") == {"23", "pirat"}


def test_several_texts_make_one_set():
    assert content_words("Troops left.", "Troops stayed.") == {stem("troops"), stem("left"), stem("stayed")}


def test_rare_words_weigh_more():
    rarity = Rarity.load()
    assert rarity.word(stem("government")) < rarity.word(stem("hydrofoil"))
    assert rarity.word("nobody-ever-wrote-this") == rarity.unseen
    assert rarity.total(["a-b", "c-d"]) == pytest.approx(2 * rarity.unseen)


def test_no_word_weighs_nothing_or_less():
    """A word of every text would make empty bags of full ones."""
    rarity = Rarity.load()
    assert min(rarity.words.values()) > 0
    assert rarity.unseen == pytest.approx(math.log(rarity.card["texts"] + 1))
