"""The desk's table: merged by identifier, replaced in one step, never half written."""

import json

import pytest

from app.actors.table import TableBroken, merge, read, write
from app.config import ACTORS_FILE

ANN = {"id": "person:KE:ann-example", "name": "Ann Example", "kind": "person", "country": "KE"}


def test_what_is_written_is_read_again(tmp_path):
    write(tmp_path / "new" / "folder", {ANN["id"]: ANN})
    assert read(tmp_path / "new" / "folder") == {ANN["id"]: ANN}


def test_without_a_table_there_are_no_rows(tmp_path):
    assert read(tmp_path / "nowhere") == {}


def test_aliases_and_offices_come_together_and_an_end_closes_an_office():
    before = ANN | {"aliases": ["Ann"], "offices": [{"title": "President", "start": "2020"}], "gender": "f"}
    row = ANN | {
        "aliases": ["A. Example"],
        "offices": [
            {"title": "Minister", "start": "2017"},
            {"title": "President", "start": "2020", "end": "2025"},
        ],
        "gender": None,
    }
    merged = merge({ANN["id"]: before}, [(ANN["id"], row)])
    after = merged.rows[ANN["id"]]
    assert (merged.added, merged.changed, merged.same) == (0, 1, 0)
    assert after["aliases"] == ["Ann", "A. Example"]
    assert after["offices"] == [
        {"title": "Minister", "start": "2017"},
        {"title": "President", "start": "2020", "end": "2025"},
    ]
    assert after["gender"] == "f"


def test_the_same_again_changes_nothing():
    merged = merge({ANN["id"]: ANN}, [(ANN["id"], ANN)])
    assert (merged.added, merged.changed, merged.same) == (0, 0, 1)


def test_a_broken_table_is_told_by_line_and_left_alone(tmp_path):
    path = tmp_path / ACTORS_FILE
    path.write_text(json.dumps(ANN) + "\n{oops\n", encoding="utf-8")
    with pytest.raises(TableBroken, match=f"{path}:2: "):
        read(tmp_path)
    assert path.read_text(encoding="utf-8").endswith("{oops\n")


def test_a_write_that_fails_leaves_the_old_table(tmp_path):
    write(tmp_path, {ANN["id"]: ANN})
    with pytest.raises(TypeError):
        write(tmp_path, {"x": {"name": object()}})
    assert read(tmp_path) == {ANN["id"]: ANN}
    assert [path.name for path in tmp_path.iterdir()] == [ACTORS_FILE]
