"""Starting, sharing and ending the embedded server."""

from __future__ import annotations

import errno
import fcntl
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from app.embedded import supervisor
from app.embedded.binaries import User, bin_folder, server_user
from app.embedded.cluster import check_version, create_cluster, reachable, why_failed
from app.embedded.sockets import NAME, SOCKET_FILE, answers, make_socket_folder, socket_folder
from app.errors import DataFolderDenied, DatelineError, DiskFull, EmbeddedPostgresError

_log = logging.getLogger(__name__)

_STEP = 0.02  # seconds between looks while it starts
_WATCH = 0.3  # seconds between looks whether the server is still there
_LOG_LIMIT = 10 << 20  # bytes of server.log before it is moved to server.log.1


class EmbeddedPostgres:
    """One attachment of this process to the server in ``data_dir``: its owner if it came first.

    While attached, a thread starts the server again, on the same socket, if it has ended: because it
    crashed, or because its owner was another process that has ended.
    """

    def __init__(self, data_dir: Path, *, start_timeout: float = 300) -> None:
        self.folder = data_dir.expanduser().resolve() / "postgres"
        self.cluster = self.folder / "cluster"
        self.log = self.folder / "server.log"
        self._user = server_user(self.folder)
        self.socket_folder = socket_folder(self.folder, self._user)
        self._start_timeout = start_timeout  # recovering after a crash can take minutes on a slow disk
        self._supervisor: subprocess.Popen[bytes] | None = None
        self._detached = threading.Event()
        self._watch: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"postgresql+asyncpg://{NAME}@/{NAME}?host={quote(str(self.socket_folder), safe='/')}"

    @property
    def owned(self) -> bool:
        """True if the server ends with this process."""
        return self._supervisor is not None and self._supervisor.poll() is None

    def __enter__(self) -> str:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> str:
        """Attach to the running server or start it; returns the URL once it answers.

        Raises DataFolderDenied, WrongMajorVersion, DiskFull or EmbeddedPostgresError.
        """
        self._detached.clear()
        self._attach()
        self._watch = threading.Thread(target=self._keep_up, name="embedded-postgres", daemon=True)
        self._watch.start()
        return self.url

    def stop(self) -> None:
        """Detach, and end the server if this process owns it. Committed rows are on disk either way."""
        self._detached.set()
        if self._watch is not None:
            self._watch.join()
        if self._supervisor is not None:
            self._supervisor.send_signal(signal.SIGTERM)
            self._supervisor.wait()
            self._supervisor = None

    def _keep_up(self) -> None:
        while not self._detached.wait(_WATCH):
            if self.owned or not self._lock_is_free():
                continue
            _log.warning("The embedded Postgres has ended; starting it again.")
            try:
                self._attach()
            except DatelineError as error:
                _log.error("%s", error)
                self._detached.wait(5)

    def _attach(self) -> None:
        give_up = time.monotonic() + self._start_timeout
        self._make_folder()
        while time.monotonic() < give_up:
            descriptor = self._lock()
            if descriptor is not None:
                try:
                    self._launch(descriptor)
                finally:
                    os.close(descriptor)
                return self._wait_until_ready(give_up)
            if answers(self.socket_folder):
                return None
            time.sleep(_STEP)  # another process is starting it, or the last one is ending
        raise EmbeddedPostgresError(reason=f"no answer for {self._start_timeout:.0f} s", log=self.log)

    def _make_folder(self) -> None:
        """Make the missing folders, private to this user; those that are there stay as they are."""
        try:
            self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise self._denied(error) from error

    def _lock(self) -> int | None:
        """The locked descriptor, or None while any process of a server holds it."""
        try:
            descriptor = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise self._denied(error) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor

    def _lock_is_free(self) -> bool:
        descriptor = self._lock()
        if descriptor is not None:
            os.close(descriptor)
        return descriptor is not None

    def _denied(self, error: OSError) -> DiskFull | DataFolderDenied:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return DiskFull(path=self.folder)
        return DataFolderDenied(path=self.folder, reason=error.strerror or str(error))

    def _launch(self, lock: int) -> None:
        """Start the supervisor, which with the server takes over the ``lock``."""
        user = self._user
        try:
            if not (self.cluster / "PG_VERSION").is_file():
                create_cluster(self.cluster, user, self.log)
            check_version(self.cluster)
            make_socket_folder(self.socket_folder, user)
            # We hold the lock, so no process of a server lives: whatever these files say is stale. Postgres
            # would believe them if another process has got the same number, or nobody buried the dead one.
            for stale in (self.cluster / "postmaster.pid", self.socket_folder / f"{SOCKET_FILE}.lock"):
                stale.unlink(missing_ok=True)
            self._shorten_log()
            with reachable(self.cluster, user) as (path, descriptors):
                options = self._options(user, path, (*descriptors, lock))
                self._supervisor = _supervise(options)
        except OSError as error:
            raise self._denied(error) from error

    def _options(self, user: User, path: str, descriptors: tuple[int, ...]) -> dict[str, object]:
        server = [str(bin_folder(user) / "postgres"), "-D", path, "-k", str(self.socket_folder)]
        return {
            "command": [*server, "-p", "5432", "-c", "listen_addresses="],
            "user": user.uid if user.drop else None,
            "group": user.gid,
            "descriptors": descriptors,
            "log": str(self.log),
            "socket_folder": str(self.socket_folder),
        }

    def _shorten_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        self._log_start = self.log.stat().st_size if self.log.exists() else 0

    def _wait_until_ready(self, give_up: float) -> None:
        assert self._supervisor is not None
        while not answers(self.socket_folder):
            if self._supervisor.poll() is not None:
                self._supervisor = None
                raise why_failed(self._last_words(), self.log)
            if time.monotonic() > give_up:
                self._supervisor.send_signal(signal.SIGTERM)
                raise EmbeddedPostgresError(reason=f"no answer for {self._start_timeout:.0f} s", log=self.log)
            time.sleep(_STEP)

    def _last_words(self) -> str:
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(self._log_start)
            return log.read().decode(errors="replace")


def _supervise(options: dict[str, object]) -> subprocess.Popen[bytes]:
    descriptors = options["descriptors"]
    assert isinstance(descriptors, tuple)
    return subprocess.Popen(
        [sys.executable, "-I", supervisor.__file__, str(os.getpid()), json.dumps(options)],
        stdin=subprocess.DEVNULL,
        cwd="/",
        pass_fds=descriptors,
        start_new_session=True,  # Ctrl-C at the terminal is for the owner, who ends the server last
    )
