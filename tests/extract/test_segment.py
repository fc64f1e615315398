import pytest

from app.extract.segment import dateline_end, paragraphs


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


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("WAGAH, Pakistan - Pakistan freed him.", "Pakistan freed him."),
        ("BAGHDAD, Nov 5 (Reuters) -- Talks began.", "Talks began."),
        ("BEIRUT: Talks began.", "Talks began."),
        ("HONG KONG - Talks began.", "Talks began."),
        ("NATO - the alliance - met.", "the alliance - met."),  # cannot be told from a place; nothing is lost
        ("EU ministers met.", None),
        ("US-led forces left - at last.", None),
        ("Talks began: he left.", None),
    ],
)
def test_dateline(text: str, rest: str | None):
    end = dateline_end(text, 0, len(text))
    assert (text[end:] if end is not None else None) == rest
