"""How names of places are compared."""

import pytest

from app.extract.where.normal import key, without_article


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nabatîyé et Tahta", "nabatiye et tahta"),
        ("Ma'rib", "marib"),
        ("Ma’rib", "marib"),
        ("St. John's", "st johns"),
        ("Al-Hasakah", "al hasakah"),
        ("Port-au-Prince", "port au prince"),
        ("Łódź", "lodz"),
        ("İzmir", "izmir"),
        ("Kürdǝmir", "kurdamir"),
        ("U.S.", "us"),
        ("  Deir  al–Zour ", "deir al zour"),
    ],
)
def test_key(name, expected):
    assert key(name) == expected


@pytest.mark.parametrize(
    ("normal", "expected"),
    [
        ("al hasakah", "hasakah"),
        ("the gulf", "gulf"),
        ("el fasher", "fasher"),
        ("al ain", "ain"),
        ("alma", "alma"),
    ],
)
def test_article_is_taken_off(normal, expected):
    assert without_article(normal) == expected
