"""Quotation marks of every kind, and apostrophes that are none."""

import pytest

from app.extract.who.marks import marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no deal" twice.', ["no deal"]),
        ("She said “no deal” and «pas d'accord».", ["no deal", "pas d'accord"]),
        ("Er sagte „kein Abkommen“.", ["kein Abkommen"]),
        ("He said ‘no deal’ and left.", ["no deal"]),
        ("He said 'no deal, thank you,' and left.", ["no deal, thank you,"]),
        ("Iran's and Israel's envoys didn't meet in the '90s or '80s.", []),
        ('An empty "" is nothing.', []),
        ("“It goes on", ["It goes on"]),
        # bent the wrong way by a hasty typist, or of two kinds
        ("”No deal.” — the minister", ["No deal."]),
        ("“No deal.“", ["No deal."]),
        ('"No deal,” he said. "None."', ["No deal,", "None."]),
        # one inside another
        ("“He said “no deal” twice,” she said.", ["He said “no deal” twice,"]),
    ],
)
def test_marked(text, expected):
    assert [text[m.start : m.end] for m in marked(text)] == expected


def test_a_quote_left_open_ends_with_its_paragraph():
    text = "“First.\n“Second.” Done."
    assert [(text[m.start : m.end], m.closed) for m in marked(text)] == [("First.", False), ("Second.", True)]
