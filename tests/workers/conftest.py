"""Workers on a database of their own: in this process, or in one that may be killed."""

import asyncio
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest

from app.config import Settings
from app.db import create_engine, session_maker
from app.schemas.articles import ArticleIn
from app.store.articles import accept
from app.workers.loop import run_worker
from tests.conftest import TEMPLATE, clone, drop
from tests.processes import python

# Short leases and waits, so that what takes minutes in earnest takes a second here.
QUICK = {
    "worker_processes": 1,
    "lease_seconds": 1,
    "poll_seconds": 0.2,
    "backoff_seconds": 0,
    "statement_timeout_seconds": 10,
}

WORKER = """
import asyncio, json, signal
from app.config import Settings
from app.db import create_engine, session_maker
from app.workers.loop import run_worker
async def work(settings):
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await run_worker(settings, settings.database_url, stop)
if __name__ == "__main__":
    asyncio.run(work(Settings(**json.loads(sys.argv[1]))))
"""


@pytest.fixture
def quick(database_url: str) -> Settings:
    return Settings(database_url=database_url, **QUICK)


@pytest.fixture
def store(session) -> Callable:
    async def put(articles: Sequence[ArticleIn]) -> None:
        for article in articles:
            await accept(session, article)
        await session.commit()

    return put


@pytest.fixture
async def other_database(server_url: str, template_url: str):
    """A second migrated database: its URL and a way to store articles in it."""
    url = clone(server_url, f"other_{uuid4().hex}", template=TEMPLATE)
    engine = create_engine(url, Settings())

    async def put(articles: Sequence[ArticleIn]) -> None:
        async with session_maker(engine)() as session:
            for article in articles:
                await accept(session, article)
            await session.commit()

    yield url, put
    await engine.dispose()
    drop(server_url, url)


@pytest.fixture
def spawn() -> Iterator[Callable]:
    """Start a worker process."""
    started: list[subprocess.Popen] = []

    def start(settings: Settings) -> subprocess.Popen:
        process = python(WORKER, settings.model_dump_json())
        started.append(process)
        return process

    yield start
    for process in started:
        with process:
            process.kill()


@asynccontextmanager
async def working(settings: Settings):
    """A worker in this process; it is told to stop at the end and must then end well."""
    stop = asyncio.Event()
    task = asyncio.create_task(run_worker(settings, str(settings.database_url), stop))
    yield stop
    stop.set()
    await asyncio.wait_for(task, 60)


async def eventually(condition: Callable[[], bool], seconds: float = 90) -> None:
    """Wait for ``condition`` while the event loop runs on."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.05)
