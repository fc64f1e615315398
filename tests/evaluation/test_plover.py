"""Marked sentences, and accuracy and macro-F1 over roots."""

import json
from collections import Counter

import pytest

from app.evaluation.plover import Asked, PloverError, PloverScore, Row, read, score, unmarked


@pytest.mark.parametrize(
    ("marked", "asked"),
    [
        (
            "<s>Iran</s> warned <t>Israel</t>.",
            Asked(text="Iran warned Israel.", source=(0, 4), target=(12, 18)),
        ),
        (
            "<t>Israel</t> was warned by <s>Iran</s>.",
            Asked(text="Israel was warned by Iran.", source=(21, 25), target=(0, 6)),
        ),
        ("<s>Iran</s> resigned.", Asked(text="Iran resigned.", source=(0, 4), target=None)),
        # a name that is marked twice counts where it comes first
        (
            "<s>A</s> aids <t>B</t>, and <t>B</t> thanks.",
            Asked(text="A aids B, and B thanks.", source=(0, 1), target=(7, 8)),
        ),
    ],
)
def test_unmarked(marked: str, asked: Asked):
    assert unmarked(marked) == asked


def test_scores_count_every_root_the_same():
    made = PloverScore(pairs=Counter({("AID", "AID"): 3, ("AID", "YIELD"): 1, ("YIELD", "AID"): 1}))
    assert made.accuracy == pytest.approx(3 / 5)
    assert (made.f1("AID"), made.f1("YIELD")) == (pytest.approx(6 / 8), 0.0)
    assert made.macro_f1 == pytest.approx(3 / 8)


def test_a_root_that_is_never_right_answered_is_not_averaged():
    assert PloverScore(pairs={("AID", "AID"): 1, ("AID", "YIELD"): 1}).roots == ("AID",)


def test_any_coder_can_be_scored():
    rows = [Row(asked=unmarked(f"<s>{name}</s> acts."), root="AID") for name in ("Iran", "Israel")]
    made = score(rows, lambda asked: "AID" if asked.text.startswith("Iran") else "YIELD")
    assert made.accuracy == 0.5


def test_a_bad_line_is_named(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"marked_text": "x", "plover_root": "AID"}) + "\n{}\n")
    with pytest.raises(PloverError, match=r"line 2: KeyError\('marked_text'\)"):
        read(path)
