"""Open streams of changes and the server process: its end, its memory, its patience."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable

import httpx
import psutil
import pytest

from app.db import plain_dsn
from tests.api.followers import MANY, changes, streaming
from tests.conftest import execute
from tests.processes import free_port, until


@pytest.fixture
def server(start, database_url, tmp_path) -> Callable[..., tuple[subprocess.Popen, str]]:
    """The command itself, with its address."""

    def begin(**settings: object) -> tuple[subprocess.Popen, str]:
        port = free_port()
        process = start("serve", "--port", port, database_url=plain_dsn(database_url), **settings)
        address = f"http://127.0.0.1:{port}"

        def answers() -> bool:
            try:
                return httpx.get(f"{address}/healthz").is_success
            except httpx.TransportError:
                return False

        until(answers)
        return process, address

    return begin


def test_the_server_ends_at_once_with_streams_open(server, tmp_path):
    process, address = server(shutdown_grace_seconds=30)
    with streaming(address) as one, streaming(address) as other:
        next(one), next(other)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        # both end as answers do, not as connections that break
        assert [message for message in one if message.data] == []
        assert [message for message in other if message.data] == []
        assert process.wait(20) == 0
        assert time.monotonic() - began < 15, "it waited for the streams"
    log = (tmp_path / "log").read_text()
    assert "Traceback" not in log
    assert "Cancel" not in log


def test_a_slow_client_costs_nothing_and_loses_nothing(server, database_url):
    process, address = server()
    number, size = 4000, 20_000  # 80 MB
    execute(database_url, MANY.format(size=size, number=number))
    with streaming(address, "/v1/stream?after=first") as found:
        changes(found, 300)
    before = psutil.Process(process.pid).memory_info().rss
    with streaming(address, "/v1/stream?after=first") as found:
        next(found)
        peak = 0
        for _ in range(20):
            time.sleep(0.1)
            peak = max(peak, psutil.Process(process.pid).memory_info().rss)
        assert peak - before < 25_000_000, "the server reads ahead of its client"
        names = [change["event"]["name"] for change in changes(found, number)]
    assert names == list(range(1, number + 1))


def test_a_client_that_takes_nothing_is_given_up(server, database_url):
    _, address = server(stream_stall_seconds=1)
    execute(database_url, MANY.format(size=20_000, number=1000))
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as stuck:
        stuck.sendall(b"GET /v1/stream?after=first HTTP/1.1\r\nHost: x\r\n\r\n")
        until(lambda: "dateline_streams 1.0" in httpx.get(f"{address}/metrics").text)
        until(lambda: "dateline_streams 0.0" in httpx.get(f"{address}/metrics").text, 10)


def test_a_stream_outlives_the_database(start, tmp_path):
    """The embedded server is killed under it, and started again by the process that owns it."""
    port = free_port()
    process = start("serve", "--port", port, data_dir=tmp_path / "data", worker_processes=1, lease_seconds=1)
    address = f"http://127.0.0.1:{port}"
    until(lambda: ready(address))
    article = {"text": "Iran's foreign minister visited Baghdad on Monday.", "published_at": "2025-03-04"}
    with streaming(address) as found:
        next(found)
        family = psutil.Process(process.pid).children(recursive=True)
        next(p for p in family if p.name() == "postgres" and p.parent().name() != "postgres").kill()
        until(lambda: ready(address))
        sent = httpx.post(f"{address}/v1/articles", json=article, headers={"Prefer": "wait=30"}, timeout=60)
        assert sent.json()["state"] == "done"
        assert changes(found, 1)[0]["kind"] == "created"


def ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz").is_success
    except httpx.TransportError:
        return False
