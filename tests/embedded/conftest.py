"""A data folder and a program that attaches to its server until it is told to go or killed."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.processes import python, until

# a shell ignores SIGINT in what it starts in the background, and so would every process below it
ATTACHED = """
import signal
from pathlib import Path
from app.embedded import EmbeddedPostgres
signal.signal(signal.SIGINT, signal.default_int_handler)
with EmbeddedPostgres(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A folder that another user may walk to, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-test-"))
    folder.chmod(0o755)
    yield folder / "data"
    shutil.rmtree(folder)


@pytest.fixture
def attach(data_dir: Path) -> Iterator[Callable]:
    """Start a process that attaches; returns it with the URL it printed. Those left at the end are killed."""
    started = []

    def start(folder: Path = data_dir, **options):
        process = python(ATTACHED, folder, **options)
        started.append(process)
        return process, process.stdout.readline().strip()

    yield start
    for process in started:
        with process:
            process.kill()
    until(lambda: not servers(data_dir))


def servers(data_dir: Path) -> list[psutil.Process]:
    """The postmasters whose socket or data is that of ``data_dir``."""
    from app.embedded import EmbeddedPostgres

    folder = str(EmbeddedPostgres(data_dir).socket_folder)
    found = []
    for process in psutil.process_iter(["cmdline", "name", "status"]):
        line = process.info["cmdline"] or []
        if process.info["name"] == "postgres" and folder in line:
            found.append(process)
    return found


def supervisor(data_dir: Path) -> psutil.Process:
    (server,) = servers(data_dir)
    return server.parent()


IS_ROOT = os.geteuid() == 0
