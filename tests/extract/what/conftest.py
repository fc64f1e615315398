"""The triggers of a parsed text in one call."""

from collections.abc import Callable

import pytest

from app.extract.pipeline import Extractor
from app.extract.records import Document, Trigger
from app.extract.tree import Tree
from app.extract.what import find_triggers


@pytest.fixture(scope="session")
def triggers_of(extractor: Extractor) -> Callable[[Document], tuple[Trigger, ...]]:
    def found(doc: Document) -> tuple[Trigger, ...]:
        trees = [Tree.of(sentence) for sentence in doc.sentences]
        vectors = extractor.encoder.read(doc)
        return find_triggers(doc, trees, extractor.lexicon, extractor.scorer, extractor.encoder, vectors)

    return found
