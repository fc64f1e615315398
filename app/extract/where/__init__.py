"""Where things happened: the places that an article names, and the one of each event."""

from app.extract.where.attach import best_place, event_place, place_of
from app.extract.where.gazetteer import Gazetteer
from app.extract.where.layer import Toponym, toponyms
from app.extract.where.places import find_places
from app.extract.where.setting import Setting

__all__ = [
    "Gazetteer",
    "Setting",
    "Toponym",
    "best_place",
    "event_place",
    "find_places",
    "place_of",
    "toponyms",
]
