"""Processes of the tests: programs run from a file, so that they can be killed like a user's."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
# Each process of a parallel run has a thousand ports of its own, below those that systems give away by themselves:
# a port that is free now is then still free when a program is started on it.
_PORTS = 20_000 + 1_000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_next_port = cycle(range(_PORTS + os.getpid() % 500, _PORTS + 1_000))


def free_port() -> int:
    """A port on which nothing listens."""
    for port in _next_port:
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("cycle has no end")


def python(
    program: str, *arguments: object, prefix: Sequence[str] = (), **options: Any
) -> subprocess.Popen[str]:
    """Start ``program`` with the project importable; its output is read from ``stdout``, line by line.

    ``prefix`` is a command that runs the command that follows it.
    """
    options.setdefault("stdout", subprocess.PIPE)
    command = [
        *prefix,
        sys.executable,
        "-u",
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{program}",
    ]
    return subprocess.Popen([*command, *map(str, arguments)], text=True, stdin=subprocess.PIPE, **options)


def until(condition: Callable[[], Any], seconds: float = 60) -> Any:
    """The first true value of ``condition``; AssertionError if there is none in time."""
    give_up = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < give_up, f"{condition} stayed false for {seconds} s"
        time.sleep(0.02)
    return value
