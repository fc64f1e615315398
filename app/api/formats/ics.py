"""iCalendar as RFC 5545 has it: planned events as days of a calendar that can be subscribed to."""

from collections.abc import Sequence
from datetime import date, timedelta

from icalendar import Event

from app.api.formats.shape import Streamed
from app.api.formats.words import clean, lines, place_text
from app.schemas.events import EventOut
from app.schemas.queries import EventQuery

_STATUS = {"planned": "TENTATIVE", "happened": "CONFIRMED", "denied": "CANCELLED"}
_EVER = date(1, 1, 2)  # asyncpg sends the first day of all as minus infinity
_HEAD = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Dateline//events//EN\r\nMETHOD:PUBLISH\r\n"
    b"NAME:Dateline\r\nX-WR-CALNAME:Dateline\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
)


def dated(wanted: EventQuery) -> EventQuery:
    """What has no day has no place in a calendar; a lower bound leaves it out, so that counts and pages agree."""
    return wanted if wanted.from_ or wanted.to else wanted.model_copy(update={"from_": _EVER})


def planned(wanted: EventQuery) -> EventQuery:
    """Planned events, unless another status is asked for."""
    return dated(wanted if wanted.status else wanted.model_copy(update={"status": ["planned"]}))


def entry(event: EventOut) -> bytes:
    """Days without hours; DTEND is the day after the last."""
    assert event.date, "only dated events are asked for"
    made = Event()
    made.add("UID", str(event.id))
    made.add("DTSTAMP", event.updated_at)
    made.add("LAST-MODIFIED", event.updated_at)
    made.add("CREATED", event.ingested_at)
    made.add("SEQUENCE", event.version - 1)
    made.add("DTSTART", event.date.start)
    if event.date.end < date.max:  # the day after the last of all cannot be written
        made.add("DTEND", event.date.end + timedelta(days=1))
    made.add("SUMMARY", clean(event.summary))
    made.add("DESCRIPTION", "\n".join(lines(event)))
    made.add("STATUS", _STATUS[event.status])
    made.add("TRANSP", "TRANSPARENT")  # nobody's own time is taken
    made.add("CATEGORIES", [event.type, event.family])
    _place(made, event)
    written: bytes = made.to_ical()
    return written


def _place(made: Event, event: EventOut) -> None:
    place = event.location
    if place is None:
        return
    made.add("LOCATION", clean(place_text(place)))
    if place.latitude is not None and place.longitude is not None:
        made.add("GEO", (place.latitude, place.longitude))


def entries(events: Sequence[EventOut]) -> bytes:
    return b"".join(map(entry, events))


ICS = Streamed(
    media_type="text/calendar; charset=utf-8; method=PUBLISH",
    head=_HEAD,
    entries=entries,
    tail=b"END:VCALENDAR\r\n",
    meant=planned,
)
