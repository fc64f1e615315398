"""How a place's name is compared: accents, apostrophes, dots and case do not tell two places apart."""

from __future__ import annotations

import re
import unicodedata

# letters that Unicode does not take apart into a base letter and a mark
_FOLD = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a", "ǝ": "a"}
)
_DROP = re.compile(r"[.'’‘`´ʻʼʿʾ\"“”]")
_GAP = re.compile(r"[\s\-–—,/&]+")
_ARTICLE = re.compile(r"^(?:the|al|el|ar|as|at|an|ash|ad|az|adh|ath) (?=\S{3})")


def key(name: str) -> str:
    """The form under which ``name`` is stored and looked up.

    >>> key("Nabatîyé et Tahta"), key("Ma'rib"), key("St. John’s"), key("Al-Hasakah")
    ('nabatiye et tahta', 'marib', 'st johns', 'al hasakah')
    """
    text = name.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_FOLD))
        text = "".join(char for char in text if not unicodedata.combining(char))
    return _GAP.sub(" ", _DROP.sub("", text)).strip()


def without_article(normal: str) -> str:
    """``normal`` without a leading English or Arabic article: "al hasakah" -> "hasakah"."""
    return _ARTICLE.sub("", normal)
