"""``dateline actors``: a desk adds actors of its own, and extraction knows them."""

import json

import pytest

from app.config import ACTORS_FILE
from tests.actors.answers import service
from tests.cli.conftest import dateline

TEXT = "Kenyan officials met in Nairobi. The Front for Samples attacked an army post on Monday."
GROUP = {"name": "Front for Samples", "kind": "group", "country": "KE", "aliases": ["FFS?"], "sector": "REB"}


@pytest.fixture
def desk(tmp_path):
    return tmp_path / "desk"


def imported(tmp_path, desk, *rows):
    path = tmp_path / "actors.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return dateline("actors", "import", path, actors=desk)


def table(desk):
    return [json.loads(line) for line in (desk / ACTORS_FILE).read_text(encoding="utf-8").splitlines()]


def test_what_is_imported_is_known_to_extraction(tmp_path, desk):
    done = imported(tmp_path, desk, GROUP)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 actors added, 0 changed, 0 as they were")
    read = dateline("extract", "-", "--published-at", "2024-11-05", "--json", stdin=TEXT, actors=desk)
    assert '"group:ke-front-for-samples"' in read.stdout.replace(" ", "").replace('"id":', "")
    without = dateline(
        "extract", "-", "--published-at", "2024-11-05", "--json", stdin=TEXT, actors=tmp_path / "none"
    )
    assert "group:ke-front-for-samples" not in without.stdout


def test_bad_rows_are_told_and_cost_neither_the_good_ones_nor_the_table(tmp_path, desk):
    imported(tmp_path, desk, GROUP)
    done = imported(tmp_path, desk, {"name": "Ann Example", "kind": "person"}, {"name": "X", "kind": "city"})
    assert done.returncode == 1
    first, last = done.stderr.splitlines()
    assert first.endswith('actors.jsonl:2: kind is "city": write person, body or group')
    assert last == "1 rows were not taken; mend them and import again."
    assert [row["name"] for row in table(desk)] == ["Front for Samples", "Ann Example"]


def test_the_same_file_again_changes_nothing(tmp_path, desk):
    imported(tmp_path, desk, GROUP)
    before = (desk / ACTORS_FILE).stat().st_mtime_ns
    assert imported(tmp_path, desk, GROUP).stdout.strip() == "0 actors added, 0 changed, 1 as they were"
    assert (desk / ACTORS_FILE).stat().st_mtime_ns == before


def test_an_update_asks_the_query_service(desk):
    with service() as url:
        done = dateline("actors", "update", "--country", "kg", "--endpoint", url, actors=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert {row["name"] for row in table(desk)} == {"Aibek Sampleov", "Sadyr Japarov"}


def test_an_update_that_fails_half_way_leaves_the_table(tmp_path, desk):
    imported(tmp_path, desk, GROUP)
    with service() as url:
        done = dateline(
            "actors", "update", "--country", "KG", "--country", "XX", "--endpoint", url, actors=desk
        )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"dateline: {url} gave no officeholders of XX: it answered 429")
    assert [row["name"] for row in table(desk)] == ["Front for Samples"]


def test_a_table_broken_by_hand_is_told_by_line(tmp_path, desk):
    desk.mkdir()
    (desk / ACTORS_FILE).write_text('{"name": "X"}\n', encoding="utf-8")
    for done in (
        imported(tmp_path, desk, GROUP),
        dateline("extract", "-", "--published-at", "2024-11-05", stdin=TEXT, actors=desk),
    ):
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert f"{desk / ACTORS_FILE}:1: kind is null: write person, body or group" in line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import", "/no/such/file.csv"], "/no/such/file.csv: No such file or directory."),
        (["update"], "--country"),
        (["sing"], "sing"),
    ],
)
def test_an_error_is_one_line(arguments, words, desk):
    done = dateline("actors", *arguments, actors=desk)
    assert done.returncode in (1, 2)
    (line,) = done.stderr.splitlines()
    assert words in line
    assert not desk.exists()
