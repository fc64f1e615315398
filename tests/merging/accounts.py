"""Accounts to compare, each like the one before but for what a test says."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from app.merging import Account, Party, Spot
from app.merging.words import content_words

SOURCE = Party(actor_id="country:RU", name="Russia", role="source", country="RU", kind="country")
TARGET = Party(actor_id="country:UA", name="Ukraine", role="target", country="UA", kind="country")
KHARKIV = Spot(
    place_id="geonames:706483",
    name="Kharkiv",
    country="UA",
    admin1="Kharkiv",
    latitude=49.98,
    longitude=36.25,
    precision="city",
)
TOLD = "Russian missiles hit a block of flats in the Saltivka district of Kharkiv before dawn, killing seven people."
OPENING = TOLD + " Rescuers pulled Olena Petrenko from the rubble, the governor Oleh Syniehubov said."


def account(number: int = 1, **changes: Any) -> Account:
    """An account of a strike; ``number`` makes its report and its article."""
    values: dict[str, Any] = {
        "report_id": UUID(int=number),
        "article_id": UUID(int=1000 + number),
        "published": datetime(2024, 5, 10, 12, tzinfo=UTC),
        "type": "strike",
        "family": "conflict",
        "status": "happened",
        "parties": (SOURCE, TARGET),
        "first": date(2024, 5, 10),
        "last": date(2024, 5, 10),
        "date_precision": "day",
        "date_basis": "relative",
        "spot": KHARKIV,
        "killed": 7,
        "summary": TOLD,
        "words": content_words(TOLD),
        "context": content_words(OPENING),
        "title": "Missiles kill seven in Kharkiv",
    }
    return Account(**values | changes)
