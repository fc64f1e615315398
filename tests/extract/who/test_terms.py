"""Quotation marks around names of things, not around speech."""

import pytest

from app.extract.who.marks import marked
from app.extract.who.terms import is_term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("The film “Days of Glory” opened.", True),
        ("He appeared on NBC's “Today Show” early.", True),
        ("State Del. Marcia “Cia” Price spoke.", True),
        ("'All Bets Are Off'", True),
        ("what is known as the “silk road”", True),
        ("The crowd chanted “Lock Her Up!”", False),
        ("She called it “The Big Lie”.", False),
        ("He said “never again”.", False),
    ],
)
def test_term(text: str, term: bool):
    assert is_term(text, marked(text)[0]) is term
