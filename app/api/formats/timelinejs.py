"""The JSON of TimelineJS 3, https://timeline.knightlab.com/docs/json-format.html: a slide an event."""

from datetime import date
from html import escape
from typing import Any

from pydantic_core import to_json

from app.api.formats.ics import dated
from app.api.formats.shape import Document, Page
from app.api.formats.words import clean, day_text, depth, lines
from app.schemas.events import EventDate, EventOut


def timeline(page: Page) -> bytes:
    title = {"text": {"headline": escape(clean(page.title))}}
    return to_json({"scale": "human", "title": title, "events": [slide(event) for event in page.events]})


def slide(event: EventOut) -> dict[str, Any]:
    """Headline and text are shown as HTML, so what strangers wrote is escaped."""
    assert event.date, "only dated events are asked for"
    return {
        "unique_id": f"event-{event.id}",
        "group": event.family,
        "display_date": day_text(event.date),
        **dates(event.date),
        "text": {
            "headline": escape(clean(event.summary)),
            "text": "".join(f"<p>{escape(line)}</p>" for line in lines(event)),
        },
        "autolink": False,
    }


def dates(day: EventDate) -> dict[str, dict[str, int]]:
    """As precise as it is known: a month has no day, a year no month. One day, month or year has no end."""
    first, last = _parts(day.start, depth(day)), _parts(day.end, depth(day))
    return {"start_date": first} | ({"end_date": last} if last != first else {})


def _parts(which: date, known: int) -> dict[str, int]:
    parts = {"year": which.year, "month": which.month, "day": which.day}
    return dict(list(parts.items())[:known])


TIMELINEJS = Document(media_type="application/json", whole=timeline, meant=dated)
