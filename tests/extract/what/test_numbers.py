import pytest

from app.extract.what.numbers import count_of


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("5", 5),
        ("3,000", 3000),
        ("five", 5),
        ("twenty-three", 23),
        ("1.2 million", 1_200_000),
        ("two dozen", 24),
        ("a dozen", 12),
        ("at least seven", 7),
        ("two hundred and six", 206),
        ("three thousand four hundred", 3400),
        ("10-15", 10),
        ("10–15", 10),
        ("no", 0),
        ("dozens", None),
        ("several", None),
        ("", None),
    ],
)
def test_count_is_read_from_its_words(words: str, count: int | None):
    assert count_of(words.split()) == count
