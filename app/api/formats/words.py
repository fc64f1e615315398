"""What several formats say of an event to a person, in one line each."""

import re
from calendar import monthrange

from app.schemas.events import EventDate, EventOut, EventPlace

# XML 1.0 (2.2) and RFC 5545 (3.1) allow no control character but tab and line ends; half surrogates are no text.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """``text`` without what neither XML nor iCalendar can hold."""
    return _UNWRITABLE.sub("", text)


def day_text(day: EventDate) -> str:
    """As precise as it is: 2024-11-05, 2024-11, 2024, or two of them with a dash."""
    characters = {1: 4, 2: 7, 3: 10}[depth(day)]
    first, last = day.start.isoformat()[:characters], day.end.isoformat()[:characters]
    return first if first == last else f"{first} – {last}"


def depth(day: EventDate) -> int:
    """How many of year, month and day are known. Days that are no whole months or years are told as days,
    whatever the precision says: an editor may have set them."""
    months = day.start.day == 1 and day.end.day == monthrange(day.end.year, day.end.month)[1]
    years = months and (day.start.month, day.end.month) == (1, 12)
    if day.precision == "year" and years:
        return 1
    return 2 if day.precision == "month" and months else 3


def place_text(place: EventPlace) -> str:
    """From the smallest to the greatest, nothing twice: Mashhad, Razavi Khorasan, IR."""
    return ", ".join(
        dict.fromkeys(part for part in (place.canonical_name, place.admin1, place.country) if part)
    )


def lines(event: EventOut) -> list[str]:
    """When, where, who and how well it is told."""
    who = dict.fromkeys(actor.canonical_name for actor in event.actors)
    told = "1 report" if event.report_count == 1 else f"{event.report_count} reports"
    outlets = "1 outlet" if event.source_count == 1 else f"{event.source_count} outlets"
    found = [
        f"{event.type} ({event.status})",
        day_text(event.date) if event.date else "day unknown",
        place_text(event.location) if event.location else "",
        ", ".join(who),
        f"killed: {event.killed}" if event.killed is not None else "",
        f"injured: {event.injured}" if event.injured is not None else "",
        f"by the word of {event.claimed_by} alone" if event.claimed_by else "",
        f"{told} by {outlets}",
    ]
    return [clean(line) for line in found if line]
