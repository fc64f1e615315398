"""What the encoder learns from, read without the network's own packages: they are not installed everywhere."""

import subprocess
import sys
from importlib.resources import as_file, files

import pytest

from app.config import Settings
from app.training.encoder.rows import Kit, Row, row_of
from app.training.marked import articles

SOURCE = """
- id: one
  title: T
  published_at: 2024-11-05
  text: Israel {hit|bombed} Iran on Monday. The {hit|strike} killed five. Russia {other|shelled} Kharkiv.
  events:
    hit:
      type: strike
      actors: [{role: source, name: Israel}, {role: target, name: Iran}]
    other: {type: strike, optional: true}
"""


def test_it_needs_no_network():
    program = "import sys; sys.modules['torch'] = None; import app.training.encoder.rows"
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.fixture(scope="module")
def kit() -> Kit:
    with as_file(files("app.extract").joinpath("data/encoder/tokenizer.json")) as vocabulary:
        return Kit.load(Settings().cache_dir, vocabulary)


@pytest.fixture(scope="module")
def row(kit: Kit, tmp_path_factory) -> Row:
    path = tmp_path_factory.mktemp("texts") / "one.yaml"
    path.write_text(SOURCE)
    return row_of(articles(path)[0], kit)


def test_head_words_bear_the_type(row: Row):
    acts = {w.word: (w.type, w.weight) for w in row.words if w.type != "none"}
    assert acts == {(0, 1): ("strike", 1.0), (1, 1): ("strike", 1.0), (2, 1): ("strike", 0.4)}
    assert {w.word for w in row.words} <= set(row.windows.rows)


def test_links_say_what_the_annotation_says(row: Row):
    truth = {(p.candidate.sentence, p.candidate.token): p.truth for p in row.pairs
             if p.act == (0, 1) and p.candidate.kind == "actor"}  # fmt: skip
    assert truth[0, 0] == (True, False, False, False)
    assert truth[0, 2] == (False, True, False, False)


def test_twins_are_acts_of_one_event(row: Row):
    assert {(t.first, t.second): t.same for t in row.twins} == {
        ((0, 1), (1, 1)): True,
        ((0, 1), (2, 1)): False,
        ((1, 1), (2, 1)): False,
    }
