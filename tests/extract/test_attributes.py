"""The table of attributes gives every word what spaCy's own component gives it."""

import json

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler

from app.extract import parse
from app.extract.attributes import AttributeTable, UnknownPattern, with_table
from tests.processes import ROOT

ODD = [
    "I dunno what I'm gonna do, 'cause he ain't goin' nowhere.",
    "There's lots; gimme that, y'all wo n't.",
    "  spaced   out \t text",
    "He's got 'em; I'd've gone. She'd like it. It gets worse. Ca n't you?",
    "That the man that came had that is all that I know.",
    "",
]


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(parse.DEFAULT_MODEL)


def test_both_give_the_same(plain: Language):
    ruler = plain.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    table = AttributeTable.of(ruler)
    lines = (ROOT / "tests" / "gold" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [part for line in lines for part in json.loads(line)["text"].split("\n")] + ODD
    with plain.select_pipes(disable=["attribute_ruler", "lemmatizer", "ner"]):
        for doc in plain.pipe(texts):
            ours, theirs = table(doc.copy()), ruler(doc.copy())
            for one, other in zip(ours, theirs, strict=True):
                assert (one.pos_, one.lemma_, one.morph, one.tag_, one.dep_) == (
                    other.pos_, other.lemma_, other.morph, other.tag_, other.dep_
                )  # fmt: skip


def test_the_model_is_read_with_the_table():
    assert "attribute_ruler" not in parse.load().pipe_names


def test_a_pattern_that_asks_for_more_is_left_to_spacy():
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    ruler.add([[{"LENGTH": 3}]], {"POS": "X"})
    with pytest.raises(UnknownPattern, match="LENGTH"):
        AttributeTable.of(ruler)
    assert with_table(nlp).pipe_names == ["attribute_ruler"]
    assert [token.pos_ for token in nlp("the cats")] == ["X", ""]
