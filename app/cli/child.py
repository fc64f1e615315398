"""The worker that belongs to a server: a process of its own, started again when it dies."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from types import TracebackType
from typing import Self

_log = logging.getLogger(__name__)

_LONGEST_PAUSE = 30.0  # seconds between two starts
_WELL = 60.0  # seconds after which a worker counts as one that runs well


class WorkerChild:
    """``async with`` is not needed: a thread waits for the process. Ended, it gets ``grace`` seconds."""

    def __init__(self, url: str, grace: float) -> None:
        # The address, not the folder: the worker is not to start the embedded server when we have gone.
        self._environment = {**os.environ, "DATELINE_DATABASE_URL": url}
        self._grace = grace
        self._ending = threading.Event()
        self._process = self._start()
        self._watch = threading.Thread(target=self._keep_up, name="worker", daemon=True)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        self._process.terminate()
        try:
            self._process.wait(self._grace)
        except subprocess.TimeoutExpired:
            self._process.kill()  # its articles are picked up when their lease ends
        self._watch.join()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "app.cli", "worker", "--with-parent"],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us; we tell the worker
        )

    def _keep_up(self) -> None:
        pause = 1.0
        while True:
            started = time.monotonic()
            status = self._process.wait()
            if self._ending.is_set():
                return
            if time.monotonic() - started > _WELL:
                pause = 1.0
            _log.error("The worker ended with status %s; starting it again in %.0f s.", status, pause)
            if self._ending.wait(pause):
                return
            pause = min(2 * pause, _LONGEST_PAUSE)
            self._process = self._start()
            if self._ending.is_set():  # told to end just while it started
                self._process.terminate()
