"""An event as one flat row, for tables and maps."""

from typing import Any

from app.schemas.events import EventOut

_AS_THEY_ARE = (
    *("killed", "killed_low", "killed_high", "injured", "injured_low", "injured_high", "claimed_by"),
    *("confidence", "report_count", "source_count", "independent_sources"),
)
_LAST = (
    *("edited", "review", "plover", "cameo", "goldstein"),
    *("first_published_at", "last_published_at", "ingested_at", "updated_at", "version"),
)
COLUMNS = (
    *("id", "type", "family", "status", "summary", "start", "end", "date_precision", "date_basis"),
    *("place", "place_id", "geonames_id", "country", "admin1", "longitude", "latitude", "place_precision"),
    *("source_actors", "target_actors", "participants", "actor_ids"),
    *_AS_THEY_ARE,
    "disputed",
    *_LAST,
)


def flat(event: EventOut) -> dict[str, Any]:
    """``event`` by `COLUMNS`, in their order; lists stay lists, what is not known is None."""
    return {
        "id": event.id,
        "type": event.type,
        "family": event.family,
        "status": event.status,
        "summary": event.summary,
        **_date(event),
        **_place(event),
        "source_actors": _named(event, "source"),
        "target_actors": _named(event, "target"),
        "participants": _named(event, "participant"),
        "actor_ids": sorted({actor.actor_id for actor in event.actors}),
        **{name: getattr(event, name) for name in _AS_THEY_ARE},
        "disputed": sorted(event.differences),
        **{name: getattr(event, name) for name in _LAST},
    }


def _date(event: EventOut) -> dict[str, Any]:
    day = event.date
    return {
        "start": day and day.start,
        "end": day and day.end,
        "date_precision": day and day.precision,
        "date_basis": day and day.basis,
    }


def _place(event: EventOut) -> dict[str, Any]:
    place = event.location
    return {
        "place": place and place.canonical_name,
        "place_id": place and place.place_id,
        "geonames_id": place and place.geonames_id,
        "country": place and place.country,
        "admin1": place and place.admin1,
        "longitude": place and place.longitude,
        "latitude": place and place.latitude,
        "place_precision": place and place.precision,
    }


def _named(event: EventOut, role: str) -> list[str]:
    """Canonical names, each once, in the order in which they are shown."""
    return list(dict.fromkeys(actor.canonical_name for actor in event.actors if actor.role == role))
