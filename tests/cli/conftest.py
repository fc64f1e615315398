"""The command as its users have it: a process of its own, on a real database."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.processes import ROOT

COMMAND = [sys.executable, "-m", "app.cli"]


def environment(**settings: object) -> dict[str, str]:
    """This process's environment with settings such as ``data_dir`` in it."""
    named = {f"DATELINE_{name.upper()}": str(value) for name, value in settings.items()}
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **named}


def dateline(*arguments: object, stdin: str | bytes = b"", **settings: object) -> subprocess.CompletedProcess:
    """Run the command to its end; what it printed is text."""
    body = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=body,
        capture_output=True,
        env=environment(**settings),
        cwd="/",
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def on(database_url: str, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess]:
    """The command on a migrated database of its own."""

    def run(*arguments: object, **options: object) -> subprocess.CompletedProcess:
        return dateline(
            *arguments, **{"database_url": database_url, "data_dir": tmp_path / "unused", **options}
        )

    return run


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Start the command and leave it running, its output in a file; killed at the end if it still runs."""
    started = []

    def begin(*arguments: object, log: Path = tmp_path / "log", **settings: object) -> subprocess.Popen:
        with log.open("ab") as output:
            command = [*COMMAND, *map(str, arguments)]
            process = subprocess.Popen(
                command, stdout=output, stderr=output, env=environment(**settings), cwd="/"
            )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()
