"""Whose press a text was written for."""

import pytest

from app.extract.where.style import style_of


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The school board and the county commissioners raised the sales tax.", "US"),
        ("The RCMP said the MLA was not hurt.", "CA"),
        ("Councillors on the parish council want a 20 pence charge.", "GB"),
        ("Gardaí closed the road near the GAA grounds.", "IE"),
    ],
)
def test_style(read, text, country):
    style = style_of(read(text))
    assert max(style, key=style.__getitem__) == country


def test_agency_prose_has_none(read):
    assert style_of(read("Israeli jets struck a convoy near Damascus on Monday, state media said.")) == {}


def test_more_words_say_more_and_no_more_than_one(read):
    one = style_of(read("The sophomore won."))
    three = style_of(
        read("The sophomore won. The school board and the city manager, the coroner and zoning.")
    )
    assert 0.0 < one["US"] < three["US"] == 1.0
