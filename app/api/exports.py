"""How many exports a process sends at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Gauge

from app.errors import TooManyExports


class Exports:
    """How many a process sends at once: each holds a connection, and requests need some too."""

    def __init__(self, limit: int, sent: Gauge) -> None:
        self._limit = limit
        self._sent = sent
        self._open = 0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """While one is sent. Raises TooManyExports."""
        if self._open >= self._limit:
            raise TooManyExports(limit=self._limit)
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def _count(self, step: int) -> None:
        self._open += step
        self._sent.set(self._open)
