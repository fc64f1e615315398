import pytest

from app.extract.segment import paragraphs


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("Shafaq News/ On Tuesday it rained.", ["On Tuesday it rained."]),
        ("  Spaces.  \n", ["Spaces."]),
        ("He earned 5 and/or 6.", ["He earned 5 and/or 6."]),
        (
            "One.\nShafaq News/ two.",
            ["One.", "Shafaq News/ two."],
        ),  # only the body's start has an outlet's prefix
        ("\n \n", []),
        ("", []),
        ("One.\r\nTwo.", ["One.", "Two."]),
    ],
)
def test_paragraphs(text: str, pieces: list[str]):
    assert [text[p.start : p.end] for p in paragraphs(text)] == pieces
