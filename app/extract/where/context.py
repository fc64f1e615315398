"""Countries that a text speaks of without naming them: demonyms ("Iraqi forces")."""

from __future__ import annotations

from functools import cache

from app.extract.records import Document, Token
from app.extract.where.tables import countries


@cache
def demonym_codes() -> dict[str, str]:
    """From a demonym to the country: "Iraqi" -> "IQ"."""
    return {demonym: country.iso2 for country in reversed(countries()) for demonym in country.demonyms}


@cache
def _by_name() -> dict[str, str]:
    return {
        name: country.iso2 for country in reversed(countries()) for name in (*country.names[2:], country.name)
    }


def country_words(doc: Document) -> dict[tuple[int, int], str]:
    """The country of each word or two that name one, by sentence and last token number."""
    known = _by_name()
    found: dict[tuple[int, int], str] = {}
    for sentence in doc.sentences:
        for token in sentence.tokens:
            if not token.text[0].isupper() or _is_compound(sentence.tokens, token.index):
                continue
            pair = f"{sentence.tokens[token.index - 1].text} {token.text}" if token.index else ""
            if country := known.get(pair) or known.get(token.text):
                found[sentence.index, token.index] = country
    return found


def demonyms(doc: Document) -> dict[tuple[int, int], str]:
    """The country of each demonym, by sentence and (last) token number."""
    known = demonym_codes()
    found: dict[tuple[int, int], str] = {}
    for sentence in doc.sentences:
        tokens = sentence.tokens
        for token in tokens:
            if not token.text[0].isupper() or _is_compound(tokens, token.index):
                continue
            pair = f"{tokens[token.index - 1].text} {token.text}" if token.index else ""
            country = known.get(pair) or known.get(token.text)
            if country:
                found[sentence.index, token.index] = country
    return found


def _is_compound(tokens: tuple[Token, ...], i: int) -> bool:
    """ "pro-Syrian ministers" need not be Syrian."""
    return i > 1 and tokens[i - 1].text == "-" and tokens[i - 2].text.lower() in ("pro", "anti", "non", "ex")
