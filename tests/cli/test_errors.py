"""Errors are one line on standard error that says what to do; --debug shows where they came from."""

import pytest

from tests.cli.conftest import dateline

NOWHERE = "postgresql://somebody:secret@127.0.0.1:1/d"


@pytest.mark.parametrize(
    ("arguments", "settings", "words"),
    [
        (["ingest", "/no/such/file"], {}, "/no/such/file: No such file or directory."),
        (["ingest", "/"], {}, "/: Is a directory."),
        (["migrate"], {"database_url": NOWHERE}, "postgresql://somebody:***@127.0.0.1:1/d does not answer"),
        (["worker"], {"database_url": NOWHERE}, "does not answer"),
        (["migrate"], {"database_url": "mysql://h/d"}, "must start with postgresql://"),
        (
            ["serve"],
            {"port": "99999"},
            "DATELINE_PORT is '99999': Input should be less than or equal to 65535",
        ),
        (["serve", "--port", "many"], {}, "'--port'"),
        (["serve", "--colour"], {}, "--colour"),
        (["sing"], {}, "sing"),
        (["serve", "--host", "192.0.2.1"], {}, "Nothing can listen on 192.0.2.1 port 8000"),
    ],
)
def test_an_error_is_one_line(arguments, settings, words, tmp_path):
    done = dateline(*arguments, **{"data_dir": tmp_path / "data", **settings})
    assert done.returncode in (1, 2)
    (line,) = done.stderr.splitlines()
    assert line.startswith("dateline: ")
    assert words in line
    assert "secret" not in line
    assert not (tmp_path / "data").exists()


def test_debug_shows_where_it_came_from():
    done = dateline("--debug", "ingest", "/no/such/file")
    assert "Traceback" in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize("command", ["ingest", "worker"])
def test_a_database_that_is_not_migrated_says_what_to_do(bare_database_url, command, tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text("")
    done = dateline(command, *([file] if command == "ingest" else []), database_url=bare_database_url)
    assert done.returncode == 1
    assert "run `dateline migrate`" in done.stderr


@pytest.mark.parametrize("command", ["serve", "worker", "migrate", "ingest", "extract", "doctor"])
def test_every_command_has_help(command):
    done = dateline(command, "--help")
    assert done.returncode == 0
    assert f"Usage: dateline {command}" in done.stdout
