"""The served API over real HTTP: uvicorn in a thread, on a port of its own, before the test's database."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from sqlalchemy import text

from app.config import Settings
from app.db import create_engine, session_maker
from app.main import create_app
from app.workers.loop import run_worker
from tests.conftest import TEMPLATE, clone, drop
from tests.questions.stored import store_events
from tests.questions.world import Made, events
from tests.store.conftest import tell

__all__ = ["tell"]

ARTICLE = {"text": "Qasim al-Araji visited Tehran on Tuesday.", "published_at": "2024-11-06T09:30:00Z"}


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The address of the API while it runs."""
    with served(uvicorn.Config(create_app(settings), port=0, log_level="warning", lifespan="on")) as address:
        yield address


@contextmanager
def served(config: uvicorn.Config) -> Iterator[str]:
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < deadline, "the server takes too long to start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def working(settings: Settings) -> Iterator[None]:
    """A real worker meanwhile, with extraction processes of its own."""
    stop, loop = asyncio.Event(), asyncio.new_event_loop()
    work = run_worker(settings, str(settings.database_url), stop)
    thread = threading.Thread(target=loop.run_until_complete, args=(work,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        loop.close()


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    with serving(settings) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def lonely(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of an API whose database does not answer, for what needs none."""
    folder: Path = tmp_path_factory.mktemp("data")
    nowhere = Settings(database_url="postgresql://nobody@127.0.0.1:1/none", data_dir=folder)
    with serving(nowhere) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture
def post(client: httpx.Client) -> Callable[..., httpx.Response]:
    """POST /v1/articles with a good article, but for the fields that are given."""

    def send(headers: dict[str, str] | None = None, **fields: Any) -> httpx.Response:
        return client.post("/v1/articles", json=ARTICLE | fields, headers=headers)

    return send


def codes(answer: httpx.Response) -> dict[str, str]:
    """The faults of a problem: code by field."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return {fault["field"]: fault["code"] for fault in answer.json()["errors"]}


@pytest.fixture(scope="session")
def asked(
    server_url: str, template_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[httpx.Client, list[Made]]]:
    """A client of an API over two thousand random events, and the events; for tests that only read."""
    url = clone(server_url, "questions", template=TEMPLATE)
    settings = Settings(database_url=url, data_dir=tmp_path_factory.mktemp("questions"))
    world = events(seed=3)
    asyncio.run(_store(settings, world))
    with serving(settings) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client, world
    drop(server_url, url)


async def _store(settings: Settings, world: list[Made]) -> None:
    engine = create_engine(str(settings.database_url), settings)
    async with session_maker(engine)() as session:
        await store_events(session, world)
        await session.execute(text("analyze"))
    await engine.dispose()
