"""``dateline serve`` is a whole Dateline, and leaves nothing running behind."""

import json
import signal
import socket
import urllib.request
from pathlib import Path

import psutil
import pytest

from app.embedded import EmbeddedPostgres
from tests.cli.conftest import dateline
from tests.processes import free_port, until

ARTICLE = {"text": "Iran's foreign minister visited Baghdad on Monday.", "published_at": "2025-03-04"}


def call(base: str, path: str, body: dict | None = None, **headers: str):
    """The JSON answer; None while nothing answers or the answer is an error."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except OSError:
        return None


def post(base: str, number: int) -> dict:
    sent = ARTICLE | {"external_id": f"a{number}", "text": f"{ARTICLE['text']} It was {number} degrees warm."}
    return call(base, "/v1/articles", sent, Prefer="wait=30")


def worker_of(server) -> psutil.Process | None:
    """The worker process of a running server."""
    children = psutil.Process(server.pid).children()
    return next((child for child in children if "worker" in child.cmdline()), None)


@pytest.fixture
def serve(start, tmp_path):
    """Start a server on the embedded database; returns the process and its address."""

    def begin(*options):
        port = free_port()
        process = start(
            "serve", "--port", port, *options, data_dir=tmp_path / "data", worker_processes=1, lease_seconds=1
        )
        base = f"http://127.0.0.1:{port}"
        until(lambda: call(base, "/readyz"))
        return process, base

    return begin


def family(process) -> list[psutil.Process]:
    return [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]


def gone(processes: list[psutil.Process]) -> bool:
    return all(not p.is_running() or p.status() == psutil.STATUS_ZOMBIE for p in processes)


def test_one_command_takes_an_article_to_its_timeline_and_ends_clean(serve, tmp_path):
    server, base = serve()
    answer = post(base, 1)
    assert answer["state"] == "done"
    assert [report["type"] for report in answer["reports"]] == ["visit"]
    timeline = call(base, "/v1/timeline?bucket=day")
    assert [item["start"] for item in timeline["items"]] == ["2025-03-03"]
    all_of_it = family(server)
    assert len(all_of_it) > 5
    server.send_signal(signal.SIGTERM)
    assert server.wait(30) == 0
    until(lambda: gone(all_of_it))
    with EmbeddedPostgres(tmp_path / "data"):  # what was stored stays
        pass
    server, base = serve()
    assert call(base, "/v1/events")["count"]["value"] == 1


def test_a_killed_worker_is_started_again(serve, tmp_path):
    server, base = serve()
    worker = until(lambda: worker_of(server))
    assert post(base, 1)["state"] == "done"
    worker.kill()
    assert post(base, 2)["state"] == "done"
    assert until(lambda: worker_of(server)).pid != worker.pid
    assert "starting it again" in (tmp_path / "log").read_text()


def test_a_killed_server_takes_everything_along(serve):
    server, base = serve()
    assert post(base, 1)["state"] == "done"
    all_of_it = family(server)
    server.kill()
    server.wait()
    until(lambda: gone(all_of_it))


def test_a_killed_database_comes_back_under_the_running_server(serve):
    server, base = serve()
    assert post(base, 1)["state"] == "done"
    postmaster = next(p for p in family(server) if p.name() == "postgres" and p.parent().name() != "postgres")
    postmaster.kill()
    until(lambda: call(base, "/readyz"))
    assert post(base, 2)["state"] == "done"
    assert call(base, "/v1/articles")["count"]["value"] == 2


def test_a_second_process_uses_the_servers_database(serve, tmp_path):
    _, base = serve()
    done = dateline("ingest", "-", stdin=json.dumps(ARTICLE) + "\n", data_dir=tmp_path / "data")
    assert done.stdout.startswith("1 article: 1 new")
    until(lambda: call(base, "/v1/articles")["items"][0]["state"] == "done", 30)


def test_without_a_worker_articles_wait(serve):
    server, base = serve("--no-worker")
    sent = call(base, "/v1/articles", ARTICLE)
    assert sent["state"] == "queued"
    assert worker_of(server) is None


@pytest.mark.parametrize(("host", "warned"), [("0.0.0.0", True), ("127.0.0.1", False), ("localhost", False)])
def test_warns_when_others_may_reach_it(start, tmp_path, database_url, host, warned):
    start("serve", "--host", host, "--port", 0, database_url=database_url)
    log = tmp_path / "log"
    until(lambda: "Dateline serves on http://" in log.read_text())
    assert ("there are no access keys yet" in log.read_text()) is warned


def test_a_taken_port_is_one_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = dateline("serve", "--port", taken.getsockname()[1])
    (line,) = done.stderr.splitlines()
    assert "Address already in use; choose another with --host and --port" in line


def test_a_configured_database_that_does_not_answer_is_said_and_served_later(start, tmp_path):
    start("serve", "--port", 0, database_url="postgresql://me:secret@127.0.0.1:1/d")
    log: Path = tmp_path / "log"
    until(lambda: "Dateline serves on http://" in log.read_text())
    assert "Warning: The database at postgresql://me:***@127.0.0.1:1/d does not answer" in log.read_text()
