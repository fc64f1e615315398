"""What the tests of the extraction library ask about a text."""

from collections.abc import Callable
from datetime import date

import pytest

from app.extract import parse
from app.extract.records import Document
from app.extract.who import Cast, find_actors, load

PUBLISHED = date(2024, 11, 5)


@pytest.fixture(scope="session")
def read(nlp: parse.Language) -> Callable[..., Document]:
    """``read(text)`` parses as of Tuesday, 5 November 2024; ``read(text, day)`` as of another day."""

    def parsed(text: str, published: date = PUBLISHED) -> Document:
        return parse.parse(nlp, text, published)

    return parsed


@pytest.fixture(scope="session")
def cast_of(read: Callable[..., Document]) -> Callable[[str], tuple[Document, Cast]]:
    """``cast_of(text)`` is the parsed text and who acts in it."""
    knowledge = load()

    def found(text: str) -> tuple[Document, Cast]:
        doc = read(text)
        return doc, find_actors(doc, knowledge)

    return found
