"""Whose press an article is written for: words that one country's newspapers use (``places_words.toml``)."""

from __future__ import annotations

import math
from functools import cache

from app.extract.records import Document
from app.extract.where import words

_ENOUGH = 3.0  # different words


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for country, its in words.STYLES.items():
        for word in its:
            found[word] = (*found.get(word, ()), country)
    return found


@cache
def _firsts() -> frozenset[str]:
    return frozenset(word.partition(" ")[0] for word in _countries() if " " in word)


def style_of(doc: Document) -> dict[str, float]:
    """For each country how many of its words the article has, rising to 1.0 for three and more."""
    known, firsts = _countries(), _firsts()
    seen: set[str] = set()
    for sentence in doc.sentences:
        before = ""
        for token in sentence.tokens:
            word = token.text.lower()
            if word in known:
                seen.add(word)
            if before and (pair := f"{before} {word}") in known:
                seen.add(pair)
            before = word if word in firsts else ""
    counts: dict[str, float] = {}
    for word in seen:
        for country in known[word]:
            counts[country] = counts.get(country, 0.0) + 1.0 / len(known[word])
    return {country: min(math.sqrt(count / _ENOUGH), 1.0) for country, count in counts.items()}
