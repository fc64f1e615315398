"""The packaged encoder: what it is, that it reads alike every time, and that strangers are refused."""

import json
import re
import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from app.extract.encode import Encoder, ModelError, model
from app.extract.encode.model import WIDTH
from app.extract.pipeline import Extractor
from app.extract.taxonomy import TYPES

TEXT = "Russia shelled Kherson overnight. Three people died.\nUkraine condemned the attack on Tuesday."


@pytest.fixture(scope="module")
def encoder(extractor: Extractor) -> Encoder:
    return extractor.encoder


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The packaged model in a folder of its own, which is read instead."""
    shutil.copytree(str(files("app.extract").joinpath("data/encoder")), tmp_path / "data" / "encoder")
    monkeypatch.setattr(model, "files", lambda package: tmp_path)
    return tmp_path / "data" / "encoder"


def test_every_word_has_a_vector(read, encoder: Encoder):
    doc = read(TEXT)
    words = [(s.index, t.index) for s in doc.sentences for t in s.tokens]
    vectors = encoder.read(doc).of(words)
    assert vectors.shape == (len(words), WIDTH)
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    assert len({vector.tobytes() for vector in vectors}) == len(words)


def test_vectors_are_the_same_every_time(read, encoder: Encoder):
    doc = read(TEXT)
    assert np.array_equal(encoder.read(doc).table, encoder.read(doc).table)


def test_vectors_come_in_the_order_asked(read, encoder: Encoder):
    vectors = encoder.read(read(TEXT))
    assert np.array_equal(vectors.of([(1, 0), (0, 2)]), vectors.of([(0, 2), (1, 0)])[::-1])


def test_a_word_is_read_in_the_light_of_its_sentence(read, encoder: Encoder):
    doc = read("The army fired shells. The army fired the general.")
    fired = [(s.index, t.index) for s in doc.sentences for t in s.tokens if t.text == "fired"]
    first, second = encoder.read(doc).of(fired)
    assert not np.allclose(first, second, atol=0.1)


def test_a_word_of_another_article_is_an_error(read, encoder: Encoder):
    with pytest.raises(KeyError):
        encoder.read(read("Iran spoke.")).of([(7, 0)])


def test_an_empty_article_has_no_vectors(read, encoder: Encoder):
    assert encoder.read(read("")).table.shape == (0, WIDTH)


def test_the_encoder_is_of_whole_numbers():
    """int8 weights: four times smaller than those that were trained."""
    assert files("app.extract").joinpath("data/encoder/encoder.onnx").stat().st_size < 30_000_000


def test_labels_are_none_and_the_event_types(encoder: Encoder):
    assert encoder.labels == ("none", *TYPES)


def test_heads_fit_the_labels_and_the_features(encoder: Encoder):
    assert encoder.words.output.weight.shape[1] == len(encoder.labels)
    for head, ways in ((encoder.links, 4), (encoder.twins, 1)):
        assert head.act.weight.shape[0] == head.word.weight.shape[0] == WIDTH
        assert head.hidden_table.shape == (len(head.rows), head.output.weight.shape[0])
        assert head.output_table.shape == (len(head.rows), ways)
        assert sorted(head.rows.values()) == list(range(len(head.rows)))


def test_the_card_says_where_it_comes_from(encoder: Encoder):
    card = encoder.card
    assert re.search(r"MiniLM.*\(Apache-2\.0\)$", str(card["base"]))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(card["trained"]))
    assert all(int(str(card[count])) > 0 for count in ("texts", "words", "links", "epochs"))


def test_the_card_scores_the_same_training_on_texts_kept_aside(encoder: Encoder):
    """The packaged model learned from every text; what it was scored on are texts that its like did not see."""
    scores = encoder.card["scores"]
    assert encoder.card["aside"] == []
    assert isinstance(scores, dict)
    kept = re.search(r"^the same training with .*kept aside: (\d+) texts$", scores["of"])
    assert kept
    assert int(kept[1]) < int(str(encoder.card["texts"]))
    sets = {name: figures for name, figures in scores.items() if name != "of"}
    assert sets
    for figures in sets.values():
        assert set(figures) == {"detect", "typed", "source", "target", "place", "time", "twins"}
        assert all(0 < figure < 1 for figure in figures.values())


def test_the_packaged_model_is_read_from_its_folder(copy: Path, encoder: Encoder):
    assert Encoder.load().card == encoder.card


@pytest.mark.parametrize("other", [0, 2, None, "1"])
def test_another_format_is_refused(copy: Path, other: object):
    card = json.loads((copy / "card.json").read_text(encoding="utf-8"))
    (copy / "card.json").write_text(json.dumps({**card, "format": other}), encoding="utf-8")
    with pytest.raises(ModelError, match=f"format {other!r}, this code reads 1: train it again"):
        Encoder.load()
