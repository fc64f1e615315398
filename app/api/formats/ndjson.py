"""NDJSON: a line an event, each as GET /v1/events gives it in JSON."""

from collections.abc import Sequence

from app.api.formats.shape import Streamed
from app.schemas.events import EventOut


def lines(events: Sequence[EventOut]) -> bytes:
    """JSON has no line ends of its own."""
    return "".join(f"{event.model_dump_json()}\n" for event in events).encode()


NDJSON = Streamed(media_type="application/x-ndjson", entries=lines, filename="events.ndjson")
