"""What training may see and what is kept for scoring never meet."""

import json
from pathlib import Path

import pytest

from app.evaluation.run import Gold, GoldError
from app.evaluation.sets import default_sets, kept_aside, split, to_train_on


def articles(count: int) -> tuple[dict, ...]:
    return tuple(
        {"id": str(n), "text": "x", "published_at": "2024-01-01", "events": []} for n in range(count)
    )


def write(path: Path, count: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(a) + "\n" for a in articles(count)))
    return path


def test_every_fifth_is_kept():
    train, kept = split(articles(11))
    assert [a["id"] for a in kept] == ["4", "9"]
    assert len(train) == 9


@pytest.mark.parametrize("name", ["articles_train", "bullets_train"])
def test_training_never_sees_what_is_kept(tmp_path, name: str):
    path = write(tmp_path / f"{name}.jsonl", 20)
    seen = {a["id"] for a in to_train_on(Gold.read(path))}
    kept = {a["id"] for a in kept_aside("kept", path).articles}
    assert not seen & kept
    assert len(seen | kept) == 20


def test_a_file_of_which_nothing_is_kept_is_trained_on_whole(tmp_path):
    assert len(to_train_on(Gold.read(write(tmp_path / "ours.jsonl", 10)))) == 10


def test_without_the_development_gold_only_our_own_is_scored(tmp_path):
    root = tmp_path / "checkout"
    write(root / "tests" / "gold" / "articles.jsonl", 1)
    assert [one.name for one in default_sets(root)] == ["own"]
    for name in ("articles_dev", "articles_train", "bullets_train"):
        write(tmp_path / "shared" / "gold" / f"{name}.jsonl", 10)
    assert [(one.name, len(one.articles)) for one in default_sets(root)] == [
        ("dev", 10),
        ("agency", 2),
        ("bullets", 2),
        ("own", 1),
    ]


def test_a_folder_without_gold_is_refused(tmp_path):
    with pytest.raises(GoldError, match="no gold in"):
        default_sets(tmp_path)
