"""Demonyms as names."""

import pytest

from app.extract.where.peoples import peoples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Korean and Japanese envoys met.", [("South Korean", "KR"), ("Japanese", "JP")]),
        ("Scottish voters and Texans agreed.", [("Scottish", "GB"), ("Texans", "US")]),
        ("They polished the table.", []),
    ],
)
def test_peoples(read, gazetteer, text, expected):
    found = peoples(read(text), gazetteer, frozenset())
    assert [(name.text, name.candidates[0].country) for name in found] == expected


def test_tokens_of_other_names_are_left_alone(read, gazetteer):
    doc = read("British Columbia is large.")
    assert peoples(doc, gazetteer, {(0, 0), (0, 1)}) == []
