"""Accounts with sensible values; a test names only what it is about."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from app.merging.records import Account, Party, Spot

_numbers = count(1)
NOON = datetime(2024, 11, 5, 12, tzinfo=UTC)


def account(source: str | None = "One", *, hour: float = 0, **fields: Any) -> Account:
    """``hour``: after the first report, when it was published."""
    number = next(_numbers)
    values = {
        "report_id": UUID(int=number),
        "article_id": UUID(int=1_000_000 + number),
        "published": NOON + timedelta(hours=hour),
        "source": source,
        "type": "strike",
        "family": "conflict",
        "status": "happened",
        "confidence": 0.8,
        "summary": f"Told {number}",
    }
    return Account(**(values | fields))


def days(
    first: str, last: str | None = None, precision: str = "day", basis: str = "relative"
) -> dict[str, Any]:
    return {
        "first": date.fromisoformat(first),
        "last": date.fromisoformat(last or first),
        "date_precision": precision,
        "date_basis": basis,
    }


def spot(name: str, precision: str = "city", **fields: Any) -> Spot:
    values = {
        "place_id": f"name:{name}",
        "name": name,
        "country": "UA",
        "admin1": None,
        "latitude": None,
        "longitude": None,
        "precision": precision,
    }
    return Spot(**(values | fields))


def party(name: str, role: str = "source", **fields: Any) -> Party:
    values = {"actor_id": f"person:{name.split()[-1].lower()}", "name": name, "role": role, "country": None}
    return Party(**(values | {"kind": "person"} | fields))
