import pytest

from app.extract.taxonomy import TYPES
from app.extract.tree import Tree
from app.extract.what.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def test_every_type_has_verbs_and_nouns(lexicon: Lexicon):
    shapes = {(entry.type, pos) for (pos, _), entries in lexicon.entries.items() for entry in entries}
    assert {(kind, pos) for kind in TYPES for pos in ("VERB", "NOUN")} <= shapes


@pytest.mark.parametrize(
    ("text", "word", "kind", "proposed"),
    [
        ("They called for a vote.", "called", "demand", True),
        ("The envoy spoke with rebels.", "spoke", "meeting", True),
        ("The envoy spoke.", "spoke", "meeting", False),
        ("She stepped down on Friday.", "stepped", "appointment", True),
        ("She stepped into the hall.", "stepped", "appointment", False),
        ("They held talks in Doha.", "held", "meeting", True),
    ],
)
def test_an_entry_with_a_companion_needs_it(
    read, lexicon: Lexicon, text: str, word: str, kind: str, proposed: bool
):
    tree = Tree.of(read(text).sentences[0])
    found = {c.token.text: {entry.type for entry in c.entries} for c in lexicon.candidates(tree)}
    assert (kind in found.get(word, set())) is proposed
