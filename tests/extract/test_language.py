import pytest

from app.extract.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The president met the chancellor in Berlin on Tuesday, his office said in a statement.", "en"),
        (
            "Le président de la République a rencontré mardi le chancelier allemand à Berlin, a dit l'Élysée.",
            "fr",
        ),
        (
            "Der Bundeskanzler traf am Dienstag in Berlin den französischen Präsidenten, teilte sein Amt mit.",
            "de",
        ),
        ("Arrêt.", "en"),  # too short to tell
        ("", "en"),
    ],
)
def test_guess(text: str, language: str):
    assert guess_language(text) == language
