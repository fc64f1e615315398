"""A queue of bytes between one writer and one reader that grows on disk, not in memory."""

import asyncio
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

_IN_MEMORY = 1 << 20
_CHUNK = 1 << 16


class Spool:
    """What is written is read in order, as soon as it is there. The writer never waits for the reader.

    A client that sends everything before it reads would otherwise stop us both: we would wait until it
    reads our answers, it until we read its lines.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed on exit
        self._written = self._read = 0
        self._more = asyncio.Event()
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write(self, data: bytes) -> None:
        self._file.seek(self._written)
        self._written += self._file.write(data)
        self._more.set()

    def end(self) -> None:
        """Nothing more will be written."""
        self._ended = True
        self._more.set()

    async def chunks(self) -> AsyncIterator[bytes]:
        """Everything that was and will be written."""
        while True:
            await self._more.wait()
            self._more.clear()
            while self._read < self._written:
                self._file.seek(self._read)
                data = self._file.read(_CHUNK)
                self._read += len(data)
                yield data
            if self._ended and self._read == self._written:
                return
