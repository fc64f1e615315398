"""What the database takes of each question: the application in this process, its statements timed one by one."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
from sqlalchemy import event
from sqlalchemy.engine import Engine

from app.config import Settings
from app.main import create_app
from benchmarks.queries.asking import Refused


class Watch:
    """Time and number of statements since the last `reset`: sent, run, rows taken in; on a socket, not on the wire."""

    def __init__(self) -> None:
        self.milliseconds, self.statements = 0.0, 0

    def reset(self) -> None:
        self.milliseconds, self.statements = 0.0, 0

    def before(self, *arguments: Any) -> None:
        arguments[4].begun = time.perf_counter()

    def after(self, *arguments: Any) -> None:
        self.milliseconds += 1000 * (time.perf_counter() - arguments[4].begun)
        self.statements += 1


@contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch()
    event.listen(Engine, "before_cursor_execute", watch.before)
    event.listen(Engine, "after_cursor_execute", watch.after)
    try:
        yield watch
    finally:
        event.remove(Engine, "before_cursor_execute", watch.before)
        event.remove(Engine, "after_cursor_execute", watch.after)


class Inside:
    """Questions to the application without HTTP."""

    def __init__(self, client: httpx.AsyncClient, watch: Watch) -> None:
        self._client, self._watch = client, watch

    async def timed(self, path: str) -> tuple[float, int]:
        """Milliseconds that statements took, and how many they were."""
        self._watch.reset()
        answer = await self._client.get(path)
        if answer.status_code != 200:
            raise Refused(f"{path} answered {answer.status_code}: {answer.text[:300]}")
        return self._watch.milliseconds, self._watch.statements


@asynccontextmanager
async def inside(url: str) -> AsyncIterator[Inside]:
    app = create_app(Settings(database_url=url))
    async with app.router.lifespan_context(app) as state:

        async def stated(scope: Any, receive: Any, send: Any) -> None:
            scope["state"] = dict(state or {})  # as a server gives it with each request
            await app(scope, receive, send)

        transport = httpx.ASGITransport(app=stated)
        async with httpx.AsyncClient(transport=transport, base_url="http://inside", timeout=120) as client:
            with watching() as watch:
                yield Inside(client, watch)
