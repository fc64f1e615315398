"""Making and checking the folder that holds the database cluster."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.embedded.binaries import User, bin_folder, major_version
from app.embedded.sockets import NAME
from app.errors import DiskFull, EmbeddedPostgresError, WrongMajorVersion

# A small server on a machine that also parses text. Written into postgresql.conf once, open to change there.
_CONFIGURATION = {
    "shared_buffers": "128MB",
    "max_connections": "100",
    "max_wal_size": "512MB",
    "fsync": "on",
    "jit": "off",  # compiling costs more than it saves on queries of milliseconds
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "unix_socket_permissions": "0700",
}
_FULL = ("No space left on device", "Disk quota exceeded")
_TELLING = ("FATAL", "PANIC", "ERROR", "error:")
_NEARLY_FULL = 1 << 20  # bytes free; a server that cannot write a page ends without saying why


@contextmanager
def reachable(cluster: Path, user: User) -> Iterator[tuple[str, tuple[int, ...]]]:
    """A path by which ``user`` reaches ``cluster``, and the descriptors a child must inherit for it.

    When root drops to another user, a folder above the data (root's home, say) may be closed to them. An
    open descriptor of the folder leads there all the same, without touching anybody's permissions.
    """
    if not (user.drop and sys.platform == "linux"):
        yield str(cluster), ()
        return
    descriptor = os.open(cluster, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}", (descriptor,)
    finally:
        os.close(descriptor)


def check_version(cluster: Path) -> None:
    """Raises WrongMajorVersion if another major version made ``cluster``."""
    found = (cluster / "PG_VERSION").read_text().strip()
    if found != major_version():
        raise WrongMajorVersion(path=cluster, found=found, needed=major_version())


def create_cluster(cluster: Path, user: User, log: Path) -> None:
    """Make a cluster with one user and one database. All or nothing: it gets its name when it is complete."""
    fresh = cluster.with_name("cluster.new")
    shutil.rmtree(fresh, ignore_errors=True)  # what a crash half way left
    fresh.mkdir(mode=0o700)
    if user.drop:
        os.chown(fresh, user.uid, user.gid)
    programs = bin_folder(user)
    settings = [f"--set={name}={value}" for name, value in _CONFIGURATION.items()]
    with reachable(fresh, user) as (path, descriptors):
        initdb = [str(programs / "initdb"), "-D", path, "-U", NAME, "-A", "trust", "-E", "UTF8"]
        # The builtin locale sorts the same on every machine; the C library's order changes between releases.
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        _run([*initdb, *locale, *settings], "", user, descriptors, log)
        single = [str(programs / "postgres"), "--single", "-D", path, "postgres"]
        _run(single, f"CREATE DATABASE {NAME};\n", user, descriptors, log)
    os.sync()
    fresh.rename(cluster)


def _run(command: list[str], stdin: str, user: User, descriptors: tuple[int, ...], log: Path) -> None:
    done = subprocess.run(
        command,
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        env={"LC_ALL": "C", "PATH": os.defpath},
        pass_fds=descriptors,
        **user.process_options(),
    )
    failed = done.returncode != 0 or ("ERROR:" in done.stdout and "--single" in command)
    if failed:
        raise why_failed(done.stdout, log)


def why_failed(output: str, log: Path) -> DiskFull | EmbeddedPostgresError:
    """The error that the server's last words ``output`` tell of."""
    if any(words in output for words in _FULL) or shutil.disk_usage(log.parent).free < _NEARLY_FULL:
        return DiskFull(path=log.parent)
    telling = [
        line for line in output.splitlines() if any(w in line for w in ("FATAL", "PANIC", "error:", "ERROR"))
    ]
    last = (telling or output.splitlines() or ["it said nothing"])[-1]
    return EmbeddedPostgresError(reason=last.strip(), log=log)
