"""One index and a way to ask for the place of an event, for the tests of places."""

from collections.abc import Callable

import pytest

from app.extract.records import Document, Place, Trigger
from app.extract.where import Gazetteer, Setting, event_place, find_places


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return Gazetteer.ensure(tmp_path_factory.mktemp("gazetteer"))


@pytest.fixture(scope="session")
def places(read: Callable[..., Document], gazetteer: Gazetteer) -> Callable[[str], tuple[Place, ...]]:
    """``places(text)`` are the places that the text names."""
    return lambda text: find_places(read(text), gazetteer)


@pytest.fixture(scope="session")
def setting(read: Callable[..., Document], gazetteer: Gazetteer) -> Callable[[str], Setting]:
    def set_up(text: str) -> Setting:
        doc = read(text)
        return Setting(doc, find_places(doc, gazetteer))

    return set_up


def trigger_at(doc: Document, word: str, kind: str) -> Trigger:
    """A trigger of type ``kind`` on the first token that reads ``word``."""
    sentence, token = next(
        (sentence, token) for sentence in doc.sentences for token in sentence.tokens if token.text == word
    )
    return Trigger(
        sentence=sentence.index,
        token=token.index,
        start=token.start,
        end=token.end,
        type=kind,
        status="happened",
        score=1.0,
        via="test",
    )


@pytest.fixture(scope="session")
def where(setting: Callable[[str], Setting]) -> Callable[..., Place | None]:
    """``where(text, kind, word, ...)`` is the place of the event of type ``kind`` that the words tell."""

    def located(text: str, kind: str, *trigger_words: str) -> Place | None:
        scene = setting(text)
        return event_place(scene, [trigger_at(scene.doc, word, kind) for word in trigger_words])

    return located
