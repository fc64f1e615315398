import pytest

from app.extract.when import words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("three", 3),
        ("twenty-four", 24),
        ("a", 1),
        ("a couple of", 2),
        ("a hundred", 100),
        ("1,200", 1200),
        ("12", 12),
    ],
)
def test_number_reads_words_and_digits(text, number):
    assert words.load().number(text) == number


@pytest.mark.parametrize(
    ("name", "word", "meaning"),
    [("month", "Sept.", 9), ("weekday", "TUESDAY", 1), ("named", "new year’s  eve", ("fixed", [12, 31]))],
)
def test_meaning_ignores_case_dots_and_apostrophes(name, word, meaning):
    assert words.load().meaning(name, word) == meaning


def test_meaning_refuses_a_word_that_is_not_listed():
    with pytest.raises(KeyError):
        words.load().meaning("month", "Brumaire")
