"""The scorer of time expressions."""

import json
from datetime import date

from app.evaluation.timex import TimexScore, read, total
from app.extract.when.timex import Timex


def timex(start, end, value="2024-11-05", kind="DATE"):
    return Timex(start=start, end=end, type=kind, value=value)


GOLD = [timex(0, 7), timex(20, 30, "P1M", "DURATION"), timex(40, 44, "2012")]


def test_the_annotation_itself_has_every_point():
    score = total([(GOLD, GOLD)])
    assert [score.f1(n) for n in (score.strict, score.relaxed, score.typed, score.valued)] == [1.0] * 4


def test_an_overlap_is_found_but_not_strict():
    score = total([(GOLD, [timex(2, 9), timex(20, 30, "P2M", "DURATION"), timex(60, 64)])])
    assert (score.strict, score.relaxed, score.typed, score.valued) == (1, 2, 2, 1)
    assert score.f1(score.relaxed) == 2 / 3


def test_each_is_matched_once_and_the_exact_one_first():
    score = total([([timex(0, 7)], [timex(0, 20, "2011"), timex(0, 7)])])
    assert (score.strict, score.relaxed, score.valued) == (1, 1, 1)


def test_full_minutes_are_one_value():
    score = total([([timex(0, 5, "2024-11-05T10:00:00")], [timex(0, 5, "2024-11-05T10:00")])])
    assert score.valued == 1


def test_nothing_scores_nothing():
    assert TimexScore().f1(0) == 0.0


def test_a_file_is_read(tmp_path):
    row = {
        "id": "a", "text": "He left Monday.", "published_at": "2024-11-05T10:00:00Z",
        "timex": [{"start": 8, "end": 14, "type": "DATE", "value": "2024-11-04"}],
    }  # fmt: skip
    path = tmp_path / "times.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (text,) = read(path)
    assert text.published == date(2024, 11, 5)
    assert text.times == (timex(8, 14, "2024-11-04"),)
