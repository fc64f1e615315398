"""What all streams of a process share: one connection that is told of changes, and one look at how far they go.

A stream waits here and reads for itself, a page at a time, so that no queue grows for a client that is slow.
"""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import asyncpg
from prometheus_client import Gauge
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.config import Settings
from app.db import plain_dsn
from app.errors import TooManyStreams
from app.models import CHANNEL
from app.store.feed import START, Position, reach

_log = logging.getLogger(__name__)
# a server that dies half way through an answer makes asyncpg fail of itself (InternalClientError)
_TROUBLE = (
    OSError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError
)  # fmt: skip
_LOOK_SECONDS = 20.0  # a look takes milliseconds; one that takes so long waits for a server that is gone
_READERS = 4  # streams that read at once: the others leave the connections to requests
_BREATH_SECONDS = 0.05  # changes that come in a burst are read together
_HELD_SECONDS = 0.2  # what an older transaction holds back is readable when that ends, of which nobody tells


class Tail:
    """Looks only while somebody streams. Made once an application; `close` ends every stream."""

    def __init__(
        self,
        settings: Settings,
        sessions: async_sessionmaker[AsyncSession],
        url: str,
        open_streams: Gauge,
    ) -> None:
        self.reading = asyncio.Semaphore(_READERS)
        self._settings = settings
        self._sessions = sessions
        self._url = url
        self._open = open_streams
        self._readers = 0
        self._work: asyncio.Task[None] | None = None
        self._end = START
        self._told = asyncio.Event()  # the database spoke
        self._news = asyncio.Event()  # replaced whenever it is set: whoever waits holds the one it began with
        self.closed = False

    @contextmanager
    def joined(self) -> Iterator[None]:
        """While a stream is open. Raises TooManyStreams."""
        if self._readers >= self._settings.streams:
            raise TooManyStreams(limit=self._settings.streams)
        self._readers += 1
        self._open.set(self._readers)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._look_on())
            self._work.add_done_callback(_tell)
        try:
            yield
        finally:
            self._readers -= 1
            self._open.set(self._readers)
            if not self._readers and self._work:
                self._work.cancel()
                self._work = None

    def close(self) -> None:
        self.closed = True
        self._wake()

    async def news(self, position: Position, seconds: float) -> bool:
        """Whether there is something behind ``position``; waits for it as long as ``seconds``, or until `close`."""
        give_up = asyncio.get_running_loop().time() + seconds
        with suppress(TimeoutError):
            async with asyncio.timeout_at(give_up):
                while self._end <= position and not self.closed:
                    await self._news.wait()
        return self._end > position

    async def _look_on(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._look())

    async def _look(self) -> None:
        while True:
            self._told.clear()
            wait = self._settings.feed_poll_seconds
            try:
                async with asyncio.timeout(_LOOK_SECONDS), self._sessions() as session:
                    found = await reach(session)
                if found.end != self._end:
                    self._end = found.end
                    self._wake()
                wait = min(wait, _HELD_SECONDS) if found.held else wait
            except _TROUBLE as error:
                _log.warning("Streams wait, how far changes go cannot be read: %s", error)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._told.wait(), wait)
            await asyncio.sleep(_BREATH_SECONDS)

    async def _listen(self) -> None:
        """Notifications only make it fast: what they miss, the regular look finds."""
        while True:
            try:
                connection = await asyncpg.connect(
                    plain_dsn(self._url), server_settings={"application_name": "dateline-tail"}
                )
                try:
                    lost = asyncio.Event()
                    connection.add_termination_listener(lambda _, lost=lost: lost.set())
                    await connection.add_listener(CHANNEL, lambda *_: self._told.set())
                    self._told.set()
                    await lost.wait()
                finally:
                    connection.terminate()
            except _TROUBLE as error:
                _log.warning("Streams are told of changes late, the database does not answer: %s", error)
            await asyncio.sleep(self._settings.feed_poll_seconds)

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()


def _tell(work: asyncio.Task[None]) -> None:
    if not work.cancelled() and (error := work.exception()):
        _log.error("Streams get no changes any more", exc_info=error)
