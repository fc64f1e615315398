"""NDJSON: a line an event, each as GET /v1/events gives it in JSON."""

from app.api.formats.shape import Streamed
from app.schemas.events import EventOut


def line(event: EventOut) -> bytes:
    """JSON has no line ends of its own."""
    return event.model_dump_json().encode() + b"\n"


NDJSON = Streamed(media_type="application/x-ndjson", written=line, filename="events.ndjson")
