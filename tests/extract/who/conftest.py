"""A cast of a text in one call."""

from collections.abc import Callable

import pytest

from app.extract.records import Document
from app.extract.who import Cast, find_actors, load


@pytest.fixture(scope="session")
def cast_of(read: Callable[..., Document]) -> Callable[[str], tuple[Document, Cast]]:
    knowledge = load()

    def found(text: str) -> tuple[Document, Cast]:
        doc = read(text)
        return doc, find_actors(doc, knowledge)

    return found
