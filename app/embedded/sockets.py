"""The folder of the Unix socket, and asking over it whether the server takes connections."""

from __future__ import annotations

import hashlib
import os
import socket
import stat
import struct
from pathlib import Path

from app.embedded.binaries import User
from app.errors import DataFolderDenied

NAME = "dateline"  # the one user and the one database of the embedded server
SOCKET_FILE = ".s.PGSQL.5432"
_LONGEST = 90  # a socket's path ends at 103 bytes on macOS and 107 on Linux; the file's name takes 14


def socket_folder(folder: Path, user: User) -> Path:
    """Where the socket of the server in ``folder`` lives, the same for every process.

    Beside the data where that is short enough. Else, and when the folder is root's and the server's user may
    not be able to walk to it, in /tmp (not TMPDIR, which differs between processes and may be long too).
    """
    beside = folder / "socket"
    own = not user.drop or (folder.exists() and folder.stat().st_uid == user.uid)
    if own and len(os.fsencode(beside)) <= _LONGEST:
        return beside
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path("/tmp") / f"dateline-{user.uid}-{digest}"


def make_socket_folder(path: Path, user: User) -> None:
    """Make ``path`` for ``user`` alone. Raises DataFolderDenied if somebody else made it first."""
    try:
        path.mkdir(mode=0o700)
        if user.drop:
            os.chown(path, user.uid, user.gid)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != user.uid or found.st_mode & 0o077:
            raise DataFolderDenied(path=path, reason="it was made by somebody else") from None


def answers(folder: Path, timeout: float = 1.0) -> bool:
    """True once the server behind the socket in ``folder`` lets the user in (false while it recovers)."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(timeout)
        try:
            client.connect(str(folder / SOCKET_FILE))
            client.sendall(_startup_message())
            reply = client.recv(1)
            client.sendall(b"X\0\0\0\4")  # Terminate, or the server logs a lost connection
        except OSError:
            return False
    return reply == b"R"  # Authentication...; an error is "E"


def _startup_message() -> bytes:
    """Protocol 3.0: length, version, then names and values ending in NUL."""
    fields = b"".join(f"{k}\0{v}\0".encode() for k, v in (("user", NAME), ("database", NAME))) + b"\0"
    return struct.pack("!ii", 8 + len(fields), 3 << 16) + fields
