"""The two shapes of formats: those written entry by entry, without an end in sight, and whole documents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.schemas.events import EventOut
from app.schemas.queries import EventQuery


def as_asked(wanted: EventQuery) -> EventQuery:
    return wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Streamed:
    """``entries`` writes some events that follow each other, without head and tail."""

    media_type: str
    entries: Callable[[Sequence[EventOut]], bytes]
    head: bytes = b""
    between: bytes = b""  # parts one run of entries from the next
    tail: bytes = b""
    filename: str | None = None  # what a browser saves it as
    meant: Callable[[EventQuery], EventQuery] = as_asked  # what the format makes of a query

    def whole(self, events: Sequence[EventOut]) -> bytes:
        return self.head + self.entries(events) + self.tail


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page and where it stands, for formats that are one document. All addresses are absolute."""

    events: Sequence[EventOut]
    title: str
    base: str  # the server's own address, with a slash at its end
    self: str
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    media_type: str
    whole: Callable[[Page], bytes]
    meant: Callable[[EventQuery], EventQuery] = as_asked


Shape = Streamed | Document
