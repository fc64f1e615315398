"""An event as the API shows it, with sensible values; a test names only what it is about."""

from typing import Any

from app.schemas.events import EventOut

ID = "01930a1c-6d5e-7b1a-9c3f-2f6f0e6c1a55"
MOMENT = "2024-11-06T09:30:00Z"


def day(start: str, end: str | None = None, precision: str = "day") -> dict[str, str]:
    return {"start": start, "end": end or start, "precision": precision, "basis": "explicit"}


def place(**fields: Any) -> dict[str, Any]:
    values = {
        "place_id": "geonames:112931",
        "name": "Tehran",
        "canonical_name": "Tehran",
        "country": "IR",
        "admin1": "Tehran",
        "geonames_id": 112931,
        "latitude": 35.69,
        "longitude": 51.42,
        "precision": "city",
    }
    return values | fields


def actor(known_as: str, role: str = "source", **fields: Any) -> dict[str, Any]:
    values = {"actor_id": f"person:{known_as.lower()}", "name": known_as, "canonical_name": known_as}
    values["kind"] = "person"
    return values | {"role": role, "country": None, "sector": None} | fields


def event(**fields: Any) -> EventOut:
    values = {
        "id": ID,
        "type": "visit",
        "family": "diplomacy",
        "plover": "CONSULT",
        "cameo": "042",
        "goldstein": 1.9,
        "status": "happened",
        "summary": "Araji visits Tehran",
        "date": day("2024-11-05"),
        "location": place(),
        "actors": [actor("Araji"), actor("Iran", "target")],
        **dict.fromkeys(("killed", "killed_low", "killed_high", "injured", "injured_low", "injured_high")),
        "claimed_by": None,
        "confidence": 0.8,
        **dict.fromkeys(("report_count", "source_count", "independent_sources", "version"), 1),
        "differences": {},
        "edited": [],
        "review": "none",
        **dict.fromkeys(("first_published_at", "last_published_at", "ingested_at", "updated_at"), MOMENT),
    }
    return EventOut.model_validate(values | fields)
