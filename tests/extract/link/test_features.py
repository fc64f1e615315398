import pytest

from app.extract.link.features import path_between, twin_features
from app.extract.records import Trigger
from app.extract.tree import Tree


@pytest.mark.parametrize(
    ("text", "start", "end", "path"),
    [
        ("Israel bombed Iran.", "bombed", "Israel", ">nsubj"),
        ("Israel bombed Iran.", "bombed", "Iran", ">dobj"),
        ("Israel bombed Iran.", "Iran", "Israel", "dobj>nsubj"),
        ("Israel bombed Iran.", "bombed", "bombed", ">"),
        ("He flew to Moscow.", "flew", "Moscow", ">prep:to>pobj"),
    ],
)
def test_the_way_through_the_parse(read, text: str, start: str, end: str, path: str):
    tree = Tree.of(read(text).sentences[0])
    places = {token.text: token.index for token in tree.tokens}
    assert path_between(tree, places[start], places[end]) == path


def trigger(doc, sentence: int, word: str, kind: str) -> Trigger:
    token = next(t for t in doc.sentences[sentence].tokens if t.text == word)
    return Trigger(
        sentence=sentence, token=token.index, start=token.start, end=token.end, type=kind, status="happened", score=1.0,
        via="test",
    )  # fmt: skip


def test_twins_are_told_by_words_types_and_distance(read):
    doc = read("Israel bombed Iran. Nobody spoke.\nThe strike killed five.")
    first, second = trigger(doc, 0, "bombed", "strike"), trigger(doc, 2, "strike", "attack")
    assert {"types=attack/strike", "words=bomb/strike", "shape=VN", "apart=2", "paragraph=False"} <= set(
        twin_features(doc, first, second)
    )
