"""The replicas that reads go to: how far each one is, and which one is near enough to be asked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from time import monotonic

import asyncpg
from prometheus_client import CollectorRegistry, Counter, Gauge
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.config import Settings
from app.db import create_engine, session_maker
from app.store.staleness import NEVER, Log, Where, where

_log = logging.getLogger(__name__)
_TROUBLE = (OSError, SQLAlchemyError, asyncpg.InterfaceError, asyncpg.InternalClientError)
_LOOK_SECONDS = 1.0  # between two looks at a server, and the longest that one may take
_HURRY_SECONDS = 0.01  # the same while a read waits for a position
_PATIENCE_SECONDS = 5.0  # for a connection to a replica, and beyond its own limit for a statement


class ReadMeters:
    """What Prometheus reads about replicas; made only where there are some."""

    def __init__(self, registry: CollectorRegistry) -> None:
        labels = ("server",)
        self.reads = Counter(
            "dateline_reads", "Reads by the server that was asked.", labels, registry=registry
        )
        self.up = Gauge("dateline_replica_up", "1 if reads may go there.", labels, registry=registry)
        self.lag = Gauge(
            "dateline_replica_lag_seconds",
            "Everything that was committed so long ago is there; +Inf if that is not known.",
            labels,
            registry=registry,
        )


class Watched:
    """A server that is looked at over a connection of its own, which a full pool cannot keep from it."""

    def __init__(self, url: str, settings: Settings) -> None:
        alone = settings.model_copy(update={"pool_size": 1, "pool_overflow": 0})
        self._eye = create_engine(url, alone, name="dateline-watch", patience=_LOOK_SECONDS)
        self._seconds = min(_LOOK_SECONDS, settings.read_lag_seconds / 4)
        self.hurry = asyncio.Event()

    async def look(self) -> Where:
        async with asyncio.timeout(_LOOK_SECONDS), AsyncSession(self._eye) as session:
            return await where(session)

    async def rest(self) -> None:
        """Until the next look is due."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.hurry.wait(), self._seconds)
            await asyncio.sleep(_HURRY_SECONDS)

    async def close(self) -> None:
        await self._eye.dispose()


class Replica(Watched):
    """One replica; ``trouble`` says why it is not asked, None that it may be."""

    def __init__(self, url: str, settings: Settings) -> None:
        super().__init__(url, settings)
        longest = settings.query_timeout_seconds
        patience = _PATIENCE_SECONDS + longest if longest else None
        self.engine: AsyncEngine = create_engine(
            url, settings, name="dateline-reads", reading=True, patience=patience
        )
        self.sessions = session_maker(self.engine)
        self.name = server_name(url)
        self.bound = settings.read_lag_seconds
        self.trouble: str | None = "not asked yet"
        self.position = 0
        self.complete_at = NEVER
        self._waiting = 0

    @property
    def behind(self) -> float:
        """Everything that was committed before so many seconds is there."""
        return monotonic() - self.complete_at

    @property
    def state(self) -> str:
        """ok, or why reads do not go there."""
        if self.trouble is None and self.behind > self.bound:
            return f"more than {self.bound:g} s behind"
        return self.trouble or "ok"

    def failed(self, error: BaseException) -> None:
        if self.trouble is None:
            _log.warning("The replica %s is not asked for now: %s", self.name, error)
        self.trouble = f"does not answer ({type(error).__name__})"

    def found(self, there: Where, cluster: int | None, log: Log) -> None:
        """Take in what a look at it has shown; ``cluster`` and ``log`` are the primary's."""
        if not there.replica:
            self.trouble = "is no replica"
        elif cluster is not None and there.cluster != cluster:
            self.trouble = "is a replica of another database"
        else:
            self.trouble = None
            self.position = there.position
            self.complete_at = log.complete_at(there.position)

    async def reached(self, position: int, seconds: float) -> bool:
        """Whether it has replayed the log up to ``position``; waits for that as long as ``seconds``."""
        give_up = monotonic() + seconds
        self._waiting += 1
        self.hurry.set()
        try:
            while self.trouble is None and self.position < position and monotonic() < give_up:
                await asyncio.sleep(_HURRY_SECONDS)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self.hurry.clear()
        return self.trouble is None and self.position >= position

    async def close(self) -> None:
        await super().close()
        await self.engine.dispose()


class Replicas:
    """All of them. With none configured it does nothing, and every read goes to the primary."""

    def __init__(self, settings: Settings, url: str, registry: CollectorRegistry) -> None:
        self.all = [Replica(read_url, settings) for read_url in settings.read_urls]
        self.meters = ReadMeters(registry) if self.all else None
        self._primary = Watched(url, settings) if self.all else None
        self._log = Log()
        self._cluster: int | None = None
        self._wait = settings.read_wait_seconds
        self._turn = count()

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self._follow(replica)) for replica in self.all]
        if self._primary:
            tasks.append(asyncio.create_task(self._follow_primary(self._primary)))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for server in (*self.all, *([self._primary] if self._primary else [])):
                await server.close()

    async def end_of_log(self) -> int | None:
        """A position behind everything that is committed; None if there are no replicas, or it cannot be told."""
        if self._primary is None:
            return None
        try:
            return (await self._primary.look()).position
        except _TROUBLE as error:
            _log.warning("An answer goes without a token, the primary does not tell its position: %s", error)
            return None

    async def choose(self, position: int | None) -> Replica | None:
        """A replica that is near enough and, with ``position``, has replayed the log so far; None: ask the primary."""
        near = [replica for replica in self.all if replica.state == "ok"]
        if not near:
            return None
        if position is not None:
            there = [replica for replica in near if replica.position >= position]
            if not there:
                furthest = max(near, key=lambda replica: replica.position)
                return furthest if await furthest.reached(position, self._wait) else None
            near = there
        return near[next(self._turn) % len(near)]

    def count(self, server: Replica | None) -> None:
        if self.meters:
            self.meters.reads.labels(server.name if server else "primary").inc()

    async def _follow_primary(self, primary: Watched) -> None:
        while True:
            asked = monotonic()
            try:
                found = await primary.look()
                if not found.replica:
                    self._cluster = found.cluster
                    self._log.saw(asked, found.position)
            except _TROUBLE as error:
                _log.warning("How far the primary's log goes cannot be read: %s", error)
            await primary.rest()

    async def _follow(self, replica: Replica) -> None:
        while True:
            try:
                replica.found(await replica.look(), self._cluster, self._log)
            except _TROUBLE as error:
                replica.failed(error)
            if self.meters:
                self.meters.up.labels(replica.name).set(replica.state == "ok")
                self.meters.lag.labels(replica.name).set(replica.behind)
            await replica.rest()


def server_name(url: str) -> str:
    """Host, port and database of ``url``, without user and password."""
    parts = make_url(url)
    return f"{parts.host or parts.query.get('host', 'localhost')}:{parts.port or 5432}/{parts.database}"
