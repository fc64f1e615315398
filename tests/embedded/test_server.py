"""The embedded server starts, is shared, and ends with its owner; everything here is really killed."""

import os
import signal
import stat
from concurrent.futures import ThreadPoolExecutor

import asyncpg
import pytest

from app.embedded import EmbeddedPostgres
from tests.conftest import execute, fetch
from tests.embedded.conftest import servers, supervisor
from tests.processes import until

ROWS = "select count(*) from kept"


def count(url: str) -> int:
    return fetch(url, ROWS)[0][0]


def count_or_none(url: str) -> int | None:
    """For a server that is on its way back."""
    try:
        return count(url)
    except (OSError, asyncpg.PostgresError):
        return None


def test_starts_answers_and_ends(data_dir):
    with EmbeddedPostgres(data_dir) as url:
        assert fetch(url, "show server_version_num")[0][0].startswith("18")
        assert servers(data_dir)
    assert not servers(data_dir)


def test_a_second_start_finds_the_rows_of_the_first(data_dir):
    with EmbeddedPostgres(data_dir) as url:
        execute(url, "create table kept as select generate_series(1, 1000)")
    with EmbeddedPostgres(data_dir) as url:
        assert count(url) == 1000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("shared_buffers", "128MB"),
        ("max_connections", "100"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("datcollate", "C.UTF-8"),
        ("data_checksums", "on"),
    ],
)
def test_runs_with_settings_that_keep_rows(server_url, name, value):
    asked = {
        "datcollate": "select datlocale from pg_database where datname = current_database()",
        # the server of the tests has it switched off over the launcher's own file
        "fsync": "select setting from pg_file_settings where name = 'fsync' and sourcefile not like '%auto.conf'",
    }
    assert fetch(server_url, asked.get(name, f"show {name}"))[0][0] == value


@pytest.mark.parametrize(
    "extension", ["pg_trgm", "btree_gist", "unaccent", "vector", "cube", "earthdistance"]
)
def test_brings_the_extensions(bare_database_url, extension):
    execute(bare_database_url, f"create extension {extension} cascade")


def test_the_socket_lies_in_a_folder_of_the_servers_user_alone(data_dir):
    with EmbeddedPostgres(data_dir):
        server = EmbeddedPostgres(data_dir)
        found = server.socket_folder.stat()
        assert stat.S_IMODE(found.st_mode) == 0o700
        assert found.st_uid == servers(data_dir)[0].uids().real != 0
        assert stat.S_IMODE(server.cluster.stat().st_mode) == 0o700
        assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700


def test_folders_above_keep_their_permissions(data_dir):
    data_dir.parent.chmod(0o711)
    (data_dir.parent / "deeper").mkdir(mode=0o750)
    with EmbeddedPostgres(data_dir.parent / "deeper" / "data"):
        pass
    assert stat.S_IMODE(data_dir.parent.stat().st_mode) == 0o711
    assert stat.S_IMODE((data_dir.parent / "deeper").stat().st_mode) == 0o750


def test_works_in_a_folder_with_a_very_long_path(data_dir):
    long = data_dir / ("long" * 30) / ("er" * 60)
    with EmbeddedPostgres(long) as url:
        assert fetch(url, "select 1")[0][0] == 1
    assert not EmbeddedPostgres(long).socket_folder.exists()


def test_works_in_a_folder_with_odd_characters(data_dir):
    with EmbeddedPostgres(data_dir / "my data & 50% 'more'") as url:
        assert fetch(url, "select 1")[0][0] == 1


def test_a_second_process_uses_the_running_server(data_dir, attach):
    owner, url = attach()
    other, same = attach()
    assert url == same
    assert len(servers(data_dir)) == 1
    assert not EmbeddedPostgres(data_dir).owned
    other.stdin.close()
    assert other.wait(10) == 0
    execute(url, "select 1")  # the second one's end is not the server's
    owner.stdin.close()
    assert owner.wait(10) == 0
    assert not servers(data_dir)


def test_many_that_start_at_once_share_one_server(data_dir, attach):
    with ThreadPoolExecutor(4) as pool:
        urls = {url for _, url in pool.map(lambda _: attach(), range(4))}
    assert len(urls) == 1
    assert len(servers(data_dir)) == 1
    assert fetch(urls.pop(), "select 1")[0][0] == 1


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_with_its_owner_however_that_ends(data_dir, attach, number):
    owner, url = attach()
    execute(url, "create table kept as select generate_series(1, 500)")
    owner.send_signal(number)
    owner.wait(10)
    until(lambda: not servers(data_dir))
    with EmbeddedPostgres(data_dir) as again:
        assert count(again) == 500


def test_owner_and_supervisor_killed_at_once_take_the_server_along(data_dir, attach):
    owner, url = attach()
    execute(url, "create table kept as select generate_series(1, 500)")
    guard = supervisor(data_dir)
    guard.suspend()  # so that it cannot do its work between the two kills
    owner.kill()
    guard.kill()
    owner.wait(10)
    until(lambda: not servers(data_dir))
    with EmbeddedPostgres(data_dir) as again:
        assert count(again) == 500


def test_who_is_attached_takes_the_server_over_when_its_owner_is_killed(data_dir, attach):
    owner, url = attach()
    execute(url, "create table kept as select generate_series(1, 500)")
    with EmbeddedPostgres(data_dir) as same:
        owner.kill()
        owner.wait(10)
        assert until(lambda: count_or_none(same)) == 500
        assert len(servers(data_dir)) == 1
    assert not servers(data_dir)


def test_a_killed_server_comes_back_with_every_committed_row(data_dir):
    with EmbeddedPostgres(data_dir) as url:
        execute(url, "create table kept (n int)", "insert into kept select generate_series(1, 10000)")
        killed = servers(data_dir)[0]
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait(10)
        assert until(lambda: count_or_none(url)) == 10_000
        assert servers(data_dir)[0].pid != killed.pid


def test_a_crash_of_everything_at_once_loses_no_committed_row(data_dir, attach):
    owner, url = attach()
    execute(
        url, "create table kept (n int)", "checkpoint", "insert into kept select generate_series(1, 10000)"
    )
    everything = [owner, supervisor(data_dir), *servers(data_dir)]
    for process in everything:
        process.send_signal(signal.SIGSTOP)
    for process in everything:
        process.kill()
    owner.wait(10)
    with EmbeddedPostgres(data_dir) as again:
        assert count(again) == 10_000


def test_a_crash_while_the_cluster_is_made_is_made_good(data_dir, attach):
    server = EmbeddedPostgres(data_dir)
    half = server.cluster.with_name("cluster.new")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with server as url:
        assert fetch(url, "select 1")[0][0] == 1


def test_a_stale_pid_file_is_not_believed(data_dir):
    with EmbeddedPostgres(data_dir):
        pass
    server = EmbeddedPostgres(data_dir)
    owner = server.cluster.stat()
    # a process that lives and is no server: this one
    pid_file = server.cluster / "postmaster.pid"
    pid_file.write_text(
        f"{os.getpid()}\n{server.cluster}\n1700000000\n5432\n{server.socket_folder}\n\n\nready\n"
    )
    os.chown(pid_file, owner.st_uid, owner.st_gid)
    # and the same claim beside the socket
    server.socket_folder.mkdir(mode=0o700)
    os.chown(server.socket_folder, owner.st_uid, owner.st_gid)
    (server.socket_folder / ".s.PGSQL.5432.lock").write_text(pid_file.read_text())
    with server as url:
        assert fetch(url, "select 1")[0][0] == 1
        assert not pid_file.read_text().startswith(f"{os.getpid()}\n")
