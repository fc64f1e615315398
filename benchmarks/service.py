"""The served API and a worker, over real HTTP: latency, throughput, peak memory."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import psutil

from app.embedded import EmbeddedPostgres
from benchmarks.figures import Figure, percentile
from benchmarks.texts import samples, variants

_DATELINE = Path(sys.executable).parent / "dateline"


class Program:
    """A running `dateline` command whose memory is watched: resident MiB of it and all its children."""

    def __init__(self, words: list[str], environment: dict[str, str], log: Path) -> None:
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [_DATELINE, *words], env=environment, stdout=output, stderr=subprocess.STDOUT
            )
        self.peak_mib = 0.0
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        self._ended.set()
        self._watcher.join()
        self._process.terminate()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _watch(self) -> None:
        while not self._ended.wait(0.2):
            self.peak_mib = max(self.peak_mib, _resident_mib(self._process.pid))


def _resident_mib(pid: int) -> float:
    total = 0
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0.0
    for process in family:
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / 2**20


def measure(rounds: int, requests: int) -> list[Figure]:
    """Accept articles, have them read, page through the timeline: ``requests`` of each a round."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        log = Path(folder) / "log"
        try:
            with EmbeddedPostgres(Path(folder) / "postgres") as url:
                return _measure(url.replace("+asyncpg", ""), rounds, requests, log)
        except Exception:
            print(log.read_text() if log.exists() else "", file=sys.stderr)
            raise


def _measure(url: str, rounds: int, requests: int, log: Path) -> list[Figure]:
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DATELINE_WORKER_PROCESSES": "1",
        "DATELINE_PORT": str(_port()),
    }
    subprocess.run([_DATELINE, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{environment['DATELINE_PORT']}"
    with _running(["serve"], environment, log) as api, httpx.Client(base_url=base, timeout=60) as client:
        _until(lambda: _answers(client, "/readyz"), api, 60)
        accepting = [_latencies(_posts(client, requests, f"r{turn}")) for turn in range(rounds)]
        reading, worker_peak = _work(client, environment, log, rounds * requests)
        pages = [_latencies(_timeline_pages(client, requests)) for _ in range(rounds)]
        light = api.peak_mib
        _one_extraction(client)
        time.sleep(0.5)
    return [
        *_latency_figures("accepting an article (POST /v1/articles)", accepting),
        *_latency_figures("a timeline page (GET /v1/timeline)", pages),
        Figure(name="worker, one process, article to events", value=reading, unit="articles/s"),
        Figure(name="peak memory of the API", value=light, unit="MiB"),
        Figure(name="peak memory of the API with its extraction process", value=api.peak_mib, unit="MiB"),
        Figure(name="peak memory of the worker, one process", value=worker_peak, unit="MiB"),
    ]


def _latency_figures(name: str, rounds: list[list[float]]) -> list[Figure]:
    return [
        Figure(
            name=f"{name}, {label}",
            value=1000 * median(percentile(times, share) for times in rounds),
            unit="ms",
        )
        for label, share in (("p50", 0.5), ("p95", 0.95))
    ]


def _latencies(calls: Iterator[Callable[[], None]]) -> list[float]:
    times = []
    for call in calls:
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return times


def _posts(client: httpx.Client, number: int, name: str) -> Iterator[Callable[[], None]]:
    for article in variants(number, name):
        yield partial(_post, client, article)


def _post(client: httpx.Client, article: dict[str, Any]) -> None:
    _expect(client.post("/v1/articles", json=article), 202)


def _timeline_pages(client: httpx.Client, number: int) -> Iterator[Callable[[], None]]:
    for bucket in islice(cycle(("day", "week", "month")), number):
        yield partial(_timeline_page, client, bucket)


def _timeline_page(client: httpx.Client, bucket: str) -> None:
    _expect(client.get("/v1/timeline", params={"bucket": bucket}), 200)


def _expect(response: httpx.Response, status: int) -> None:
    if response.status_code != status:
        raise RuntimeError(f"{response.request.url} answered {response.status_code}: {response.text[:300]}")


def _one_extraction(client: httpx.Client) -> None:
    body = {name: samples()[0][name] for name in ("text", "published_at", "title")}
    _expect(client.post("/v1/extract", json=body), 200)


def _work(client: httpx.Client, environment: dict[str, str], log: Path, articles: int) -> tuple[float, float]:
    """Articles that a worker reads a second, loading aside, and its peak memory in MiB."""
    with _running(["worker"], environment, log) as worker:
        _until(lambda: _done(client) > 0, worker, 120)
        begun, before = time.perf_counter(), _done(client)
        _until(lambda: _done(client) >= articles, worker, 600)
        return (articles - before) / (time.perf_counter() - begun), worker.peak_mib


def _done(client: httpx.Client) -> int:
    """Articles that have been read, from the metrics or the list, whatever state they ended in."""
    total = 0
    for state in ("done", "failed"):
        answer = client.get("/v1/articles", params={"state": state, "limit": 1})
        _expect(answer, 200)
        total += answer.json()["count"]["value"]
    return total


@contextmanager
def _running(words: list[str], environment: dict[str, str], log: Path) -> Iterator[Program]:
    program = Program(words, environment, log)
    try:
        yield program
    finally:
        program.stop()


def _until(ready: Callable[[], bool], program: Program, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not ready():
        if not program.alive() or time.monotonic() > end:
            raise RuntimeError("the program ended or did not get there in time")
        time.sleep(0.1)


def _answers(client: httpx.Client, path: str) -> bool:
    try:
        return client.get(path).status_code == 200
    except httpx.TransportError:
        return False


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
