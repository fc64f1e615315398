"""`make run`, as a newcomer meets it: up with samples, told what to try, stopped, and up again with nothing lost."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from app.config import Settings
from tests.api.conftest import serving
from tests.processes import free_port

ROOT = Path(__file__).parent.parent
PATIENCE = 150.0  # seconds; the promise is three minutes with the installation


class Run:
    """`app/samples/run` in a process group of its own, as at a terminal, with its output in a file."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [ROOT / "app" / "samples" / "run"],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def until(self, words: str) -> str:
        """The output once ``words`` are in it."""
        end = time.monotonic() + PATIENCE
        while words not in (said := self.log.read_text()):
            assert self.process.poll() is None, said
            assert time.monotonic() < end, said
            time.sleep(0.1)
        return said

    def interrupt(self) -> int:
        """Ctrl-C: the whole group gets the signal. Returns the exit status."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=30)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PORT": str(free_port()),
        "DATELINE_DATA_DIR": str(tmp_path / "data"),
        "DATELINE_CACHE_DIR": str(Settings().cache_dir),
        "DATELINE_WORKER_PROCESSES": "1",
    }


@contextmanager
def running(environment: dict[str, str], log: Path) -> Iterator[Run]:
    run = Run(environment, log)
    try:
        yield run
    finally:
        if run.process.poll() is None:
            os.killpg(run.process.pid, signal.SIGKILL)
            run.process.wait()


def events(environment: dict[str, str]) -> set[str]:
    """The ids of all events that the server has."""
    answer = httpx.get(
        f"http://127.0.0.1:{environment['PORT']}/v1/events", params={"limit": 1000}, timeout=30
    )
    return {event["id"] for event in answer.json()["items"]}


def test_it_comes_up_with_samples_and_again_with_the_same(environment, tmp_path):
    with running(environment, tmp_path / "first") as run:
        said = run.until("Try   curl")
        assert re.search(r"14 articles: 14 new, .* 0 rejected", said)
        first = events(environment)
        assert len(first) >= 50
        assert run.interrupt() == 0
    with running(environment, tmp_path / "second") as run:
        said = run.until("Try   curl")
        assert re.search(r"14 articles: 0 new, .* 14 unchanged, 0 rejected", said)
        assert events(environment) == first
        assert run.interrupt() == 0


def test_a_taken_port_is_one_line_that_says_what_to_do(environment, settings):
    with serving(settings) as address:
        port = address.rpartition(":")[2]
        done = subprocess.run(
            [ROOT / "app" / "samples" / "run"],
            env={**environment, "PORT": port},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert "make run PORT=" in done.stdout
    assert len(done.stdout.splitlines()) == 1
