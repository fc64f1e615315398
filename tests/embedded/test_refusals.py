"""Folders that cannot be served: another major version's, and disks that are full."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.embedded import EmbeddedPostgres
from app.errors import EmbeddedPostgresError, WrongMajorVersion
from tests.conftest import fetch
from tests.embedded.conftest import IS_ROOT
from tests.processes import ROOT


@pytest.mark.parametrize("found", ["17", "16", "19"])
def test_a_folder_of_another_major_version_is_named(data_dir, found):
    with EmbeddedPostgres(data_dir):
        pass
    server = EmbeddedPostgres(data_dir)
    (server.cluster / "PG_VERSION").write_text(f"{found}\n")
    with pytest.raises(WrongMajorVersion) as caught:
        server.start()
    assert f"was made by PostgreSQL {found}, this program brings PostgreSQL 18" in str(caught.value)
    assert "DATELINE_DATA_DIR" in str(caught.value)
    (server.cluster / "PG_VERSION").write_text("18\n")
    with server as url:  # and nothing was touched
        assert fetch(url, "select 1")[0][0] == 1


def test_a_damaged_cluster_says_what_the_server_said(data_dir):
    with EmbeddedPostgres(data_dir):
        pass
    server = EmbeddedPostgres(data_dir)
    (server.cluster / "global" / "pg_control").write_bytes(b"\0" * 8192)
    with pytest.raises(EmbeddedPostgresError, match=r"server\.log") as caught:
        server.start()
    assert "FATAL" in str(caught.value) or "PANIC" in str(caught.value)


# A small file system, mounted for one process and its children alone. Root may just mount one; an ordinary user
# may in a namespace where they are root, and is then made themselves again in another one.
MOUNT = 'mount -t tmpfs -o size=$1,mode=0777 tmpfs "$0" && shift && exec "$@"'
NAMESPACE = ["unshare", "--mount"] if IS_ROOT else ["unshare", "--mount", "--user", "--map-root-user"]
THEMSELVES = [] if IS_ROOT else ["unshare", "--user", f"--map-user={os.geteuid()}"]


def in_small_disk(folder: Path, size: str, program: str) -> str:
    folder.mkdir(exist_ok=True)
    inside = ["sh", "-c", MOUNT, folder, size, *THEMSELVES, sys.executable, "-c", program, folder]
    done = subprocess.run(
        [*NAMESPACE, *inside], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_disk_too_small_for_a_cluster_is_named(data_dir):
    program = """
import sys
from pathlib import Path
from app.embedded import EmbeddedPostgres
from app.errors import DiskFull
try:
    EmbeddedPostgres(Path(sys.argv[1]) / "data").start()
except DiskFull as error:
    print(error)
"""
    said = in_small_disk(data_dir.parent / "small", "24m", program)
    assert "is full; free some space or choose another DATELINE_DATA_DIR" in said


def test_a_disk_that_filled_up_meanwhile_is_named_and_served_again_with_space(data_dir):
    program = """
import os, sys, time
from pathlib import Path
from app.embedded import EmbeddedPostgres
from app.errors import DiskFull
from tests.conftest import execute, fetch
disk = Path(sys.argv[1])
with EmbeddedPostgres(disk / "data") as url:
    execute(url, "create table kept as select generate_series(1, 1000)")
filler = os.open(disk / "filler", os.O_WRONLY | os.O_CREAT)
try:
    while os.write(filler, b"x" * 65536): pass
except OSError as error:
    pass
try:
    while os.write(filler, b"x"): pass
except OSError as error:
    pass
try:
    EmbeddedPostgres(disk / "data").start()
except DiskFull as error:
    print(error)
os.unlink(disk / "filler")
os.close(filler)
with EmbeddedPostgres(disk / "data") as url:
    print(fetch(url, "select count(*) from kept")[0][0])
"""
    said = in_small_disk(data_dir.parent / "small", "120m", program).splitlines()
    assert "is full; free some space" in said[0]
    assert said[1:] == ["1000"]
