"""Processes of the tests: programs run from a file, so that they can be killed like a user's."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


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
