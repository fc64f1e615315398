import pytest

from app.evaluation.names import same, words


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Qasim al-Araji", "al-Araji", True),
        ("the Iraqi parliament", "Iraqi Parliament", True),
        ("Türkiye", "Turkiye", True),
        ("Iran's", "Iran", True),
        ("Iran", "Iraq", False),
        ("Republic of Korea", "Korea", False),
        ("South Sudan", "Sudan", True),
        ("", "Iran", False),
    ],
)
def test_names_that_mean_the_same(left: str, right: str, expected: bool):
    assert same([words(left)], [words(right)]) is expected
