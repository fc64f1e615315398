"""Guess the language of an article's body. Headlines alone are misjudged, so short texts are taken for English."""

from __future__ import annotations

from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_ENOUGH = 60  # characters
_SAMPLE = 600  # characters; more does not change the guess and costs time


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def guess_language(text: str) -> str:
    """ISO 639-1 code of the most likely language; "en" for a text too short to tell or one hard to tell.

    >>> guess_language("Le président de la République a rencontré mardi le chancelier allemand à Berlin.")
    'fr'
    """
    if len(text) < _ENOUGH:
        return "en"
    language, probability = _identifier().classify(text[:_SAMPLE])
    return str(language) if probability > 0.9 else "en"
