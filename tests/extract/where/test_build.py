"""The index is written whole or not at all."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.extract.where import build as building
from app.extract.where.build import build


def test_progress_is_told_and_no_part_is_left(tmp_path: Path):
    told: list[tuple[str, float]] = []
    path = build(tmp_path / "deep" / "places.sqlite", lambda what, share: told.append((what, share)))
    assert told[-1] == ("done", 1.0)
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def broken(_cities: object) -> object:
        raise OSError("disk full")

    monkeypatch.setattr(building, "_cities", broken)
    with pytest.raises(OSError, match="disk full"):
        build(tmp_path / "places.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_two_builds_at_once_give_one_good_index(tmp_path: Path):
    path = tmp_path / "places.sqlite"
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(build, [path, path]))
    with sqlite3.connect(path) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store.execute("SELECT count(*) FROM place").fetchone()[0] > 230_000
    store.close()


@pytest.mark.parametrize(
    ("name", "usable"),
    [
        ("Tehran", True),
        ("al-Hasakah", True),
        ("THR", False),  # an airport's code
        ("surudeu", False),  # a transliteration of another script
        ("Тегеран", False),
        ("Rom", False),  # too short to be told from a word
    ],
)
def test_which_alternate_names_are_kept(name, usable):
    assert building._is_usable(name) is usable
