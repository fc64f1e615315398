"""Runs one Postgres for one owner and ends it when the owner is gone, killed or not.

Started by path with the standard library alone, so that it costs 10 MB and 30 ms:
``python -I supervisor.py OWNER_PID OPTIONS`` with OPTIONS as JSON: ``command``, ``user``, ``group`` (null to
stay who we are), ``descriptors`` (to be inherited by the server), ``log``, ``socket_folder``.

Among the inherited descriptors is the locked one: the lock is free exactly when the last process of the
server has ended, however it ended.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import select
import signal
import subprocess
import sys
from typing import Any

_PR_SET_PDEATHSIG = 1
_POLL = 0.5  # seconds; how late a wakeup may come where the system has no pidfd (macOS)


def main(owner: int, options: dict[str, Any]) -> int:
    """Run until the server ends or has been ended; returns its exit status."""
    wakeup, alarm = os.pipe()
    for end in (wakeup, alarm):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(alarm)
    asked = {"stop": False}
    signal.signal(signal.SIGTERM, lambda *_: asked.update(stop=True))
    signal.signal(signal.SIGCHLD, lambda *_: None)
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    server = _start(options)
    watched = [wakeup, *_pidfd(owner)]
    while server.poll() is None and os.getppid() == owner and not asked["stop"]:
        select.select(watched, [], [], _POLL)
        with contextlib.suppress(BlockingIOError):
            os.read(wakeup, 64)
    status = _stop(server)
    with contextlib.suppress(OSError):
        os.rmdir(options["socket_folder"])
    return status


def _pidfd(owner: int) -> list[int]:
    """A descriptor that wakes us the moment the owner ends, where the system has such a thing."""
    with contextlib.suppress(AttributeError, OSError):
        return [os.pidfd_open(owner)]
    return []


def _start(options: dict[str, Any]) -> subprocess.Popen[bytes]:
    drop = {"user": options["user"], "group": options["group"], "extra_groups": []}
    ours = os.getpid()
    with open(options["log"], "ab") as log:
        return subprocess.Popen(
            options["command"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env={"LC_ALL": "C", "PATH": os.defpath},
            pass_fds=options["descriptors"],
            preexec_fn=lambda: _end_with_parent(ours),
            **(drop if options["user"] is not None else {}),
        )


def _end_with_parent(parent: int) -> None:
    """Have the kernel interrupt this process when ``parent`` dies. Runs after the user was changed, which
    would undo it, and before the program starts."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_DFL)
    if os.getppid() != parent:
        os._exit(1)


def _stop(server: subprocess.Popen[bytes]) -> int:
    """Fast shutdown; immediate after 20 seconds (recovery follows); the kernel's way after 5 more."""
    for number, patience in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 60)):
        if server.poll() is not None:
            break
        server.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(patience)
    return server.wait()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), json.loads(sys.argv[2])) != 0)
