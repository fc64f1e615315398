"""A primary and a streaming replica of it, both real, made from the programs that come with Dateline."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import make_url

from app.config import Settings
from app.embedded import EmbeddedPostgres
from app.embedded.binaries import bin_folder, server_user
from tests.api.conftest import ARTICLE, serving
from tests.conftest import execute, fetch

BOUND = 2.0  # seconds that a replica may be behind in these tests


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """One that the server's user may walk to, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-replica-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def stream_from(server_url: str, data_dir: Path) -> EmbeddedPostgres:
    """A replica of the server at ``server_url``, not started yet."""
    user = server_user(data_dir / "postgres")
    cluster = data_dir / "postgres" / "cluster"
    for made in (data_dir, data_dir / "postgres"):
        made.mkdir(mode=0o700)
        if user.drop:
            shutil.chown(made, user.uid, user.gid)
    parts = make_url(server_url)
    programs = bin_folder(user)
    source = ["-h", parts.query["host"], "-U", parts.username, "--wal-method=stream", "--checkpoint=fast"]
    subprocess.run(
        [programs / "pg_basebackup", *source, "-D", cluster, "--write-recovery-conf"],
        cwd="/",
        check=True,
        **user.process_options(),
    )
    return EmbeddedPostgres(data_dir)


@pytest.fixture(scope="session")
def replica_server(server_url: str, template_url: str, folder: Path) -> Iterator[EmbeddedPostgres]:
    server = stream_from(server_url, folder / "replica")
    with server:
        yield server


class Standby:
    """The replica of one test's database, and what can befall it."""

    def __init__(self, server: EmbeddedPostgres, primary_url: str) -> None:
        self.server = server
        self.primary_url = primary_url
        database = make_url(primary_url).database
        self.url = make_url(server.url).set(database=database).render_as_string(hide_password=False)

    def pause(self) -> None:
        """It goes on receiving and shows nothing new."""
        execute(self.url, "select pg_wal_replay_pause()")
        until(lambda: fetch(self.url, "select pg_get_wal_replay_pause_state()")[0][0] == "paused")

    def resume(self) -> None:
        execute(self.url, "select pg_wal_replay_resume()")

    def cut(self) -> None:
        """It receives nothing any more and has replayed all that it received."""
        self._conninfo: str = fetch(self.url, "show primary_conninfo")[0][0]
        execute(self.url, "alter system set primary_conninfo = ''", "select pg_reload_conf()")
        until(lambda: not fetch(self.url, "select 1 from pg_stat_wal_receiver"))

    def join(self) -> None:
        quoted = self._conninfo.replace("'", "''")
        execute(self.url, f"alter system set primary_conninfo = '{quoted}'", "select pg_reload_conf()")

    def behind(self) -> bool:
        """Whether it lacks anything that the primary has."""
        end = fetch(self.primary_url, "select pg_current_wal_flush_lsn()::text")[0][0]
        return bool(fetch(self.url, f"select pg_last_wal_replay_lsn() < '{end}'::pg_lsn")[0][0])


def until(holds: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


@pytest.fixture
def standby(replica_server: EmbeddedPostgres, server_url: str, database_url: str) -> Iterator[Standby]:
    found = Standby(replica_server, database_url)
    until(lambda: reachable(found.url))
    until(lambda: not found.behind())
    yield found
    if not replica_server.owned:
        replica_server.start()
    found.resume()


def reachable(url: str) -> bool:
    try:
        return bool(fetch(url, "select 1"))
    except Exception:
        return False


@pytest.fixture
def settings(database_url: str, standby: Standby, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database_url,
        database_read_url=standby.url,
        read_lag_seconds=BOUND,
        data_dir=tmp_path / "data",
    )


@pytest.fixture
def client(settings: Settings) -> Iterator[httpx.Client]:
    """A client of an API that knows by now how far its replica is."""
    with serving(settings) as address, httpx.Client(base_url=address, timeout=60) as client:
        until(lambda: near(client))
        yield client


def near(client: httpx.Client) -> bool:
    return replica_check(client) == "ok"


def replica_check(client: httpx.Client) -> str:
    checks = client.get("/readyz").json()["checks"]
    return next(words for name, words in checks.items() if name.startswith("replica "))


def reads(client: httpx.Client) -> tuple[int, int]:
    """How many reads went to replicas and to the primary."""
    found = {"replica": 0, "primary": 0}
    for line in client.get("/metrics").text.splitlines():
        if line.startswith("dateline_reads_total{"):
            name = "primary" if 'server="primary"' in line else "replica"
            found[name] += int(float(line.rsplit(" ", 1)[1]))
    return found["replica"], found["primary"]


def post(client: httpx.Client, **fields: str) -> httpx.Response:
    return client.post("/v1/articles", json=ARTICLE | {"url": f"https://news.example/{uuid4()}"} | fields)
