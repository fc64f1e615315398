import json

import pytest

from app.evaluation.run import Gold, GoldError


def test_a_gold_file_is_read(tmp_path):
    path = tmp_path / "small.jsonl"
    path.write_text(json.dumps({"id": "1", "text": "x", "published_at": "2024-01-01", "events": []}) + "\n")
    gold = Gold.read(path)
    assert (gold.name, len(gold.articles)) == ("small", 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"id": "1"}\n', "line 1 lacks events, published_at, text"),
        ("nonsense\n", "line 1 is not a JSON object"),
        ("[1]\n", "line 1 is not a JSON object"),
    ],
)
def test_a_bad_line_is_named(tmp_path, content: str, message: str):
    path = tmp_path / "bad.jsonl"
    path.write_text(content)
    with pytest.raises(GoldError, match=message):
        Gold.read(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(GoldError, match=r"cannot read .*none\.jsonl"):
        Gold.read(tmp_path / "none.jsonl")
