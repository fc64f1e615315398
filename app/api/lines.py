"""Lines out of a stream of bytes, none longer than a limit."""

from collections.abc import AsyncIterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    number: int  # from 1, empty lines counted
    body: bytes | None  # None: it was longer than the limit


class Lines:
    """Cuts chunks into lines; what it holds is never more than the limit and one chunk."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._number = 0
        self._begun = bytearray()
        self._too_long = False

    def feed(self, chunk: bytes) -> list[Line]:
        """The lines that ``chunk`` completes, empty ones left out."""
        *ends, rest = chunk.split(b"\n")
        lines = [self._complete(end) for end in ends]
        self._add(rest)
        return [line for line in lines if line is not None]

    def last(self) -> list[Line]:
        """The line that no newline ended, if there is one."""
        line = self._complete(b"")
        return [line] if line is not None else []

    def _add(self, part: bytes) -> None:
        if self._too_long or len(self._begun) + len(part) > self._limit:
            self._too_long = True
            self._begun.clear()
        else:
            self._begun += part

    def _complete(self, part: bytes) -> Line | None:
        self._add(part)
        self._number += 1
        body = None if self._too_long else bytes(self._begun)
        self._begun.clear()
        self._too_long = False
        return Line(self._number, body) if body is None or body.strip() else None


async def batches(chunks: AsyncIterator[bytes], limit: int, size: int) -> AsyncIterator[list[Line]]:
    """Lines as they come, at most ``size`` together: a slow sender is not kept waiting for a full batch."""
    lines = Lines(limit)
    async for chunk in chunks:
        found = lines.feed(chunk)
        for start in range(0, len(found), size):
            yield found[start : start + size]
    if last := lines.last():
        yield last
