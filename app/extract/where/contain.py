"""Containment written out: "Nabatieh, southern Lebanon" says which Nabatieh, "Springfield, Ill." which Springfield."""

from __future__ import annotations

import math

from app.extract.records import Document, Token
from app.extract.where import words
from app.extract.where.gazetteer import Candidate
from app.extract.where.recognise import Name

TOWNS = ("city", "seat", "capital")
_SUBURB_KM = 40.0
_DISTRICT_KM = 80.0


def containers(doc: Document, names: list[Name]) -> list[tuple[Candidate, ...]]:
    """For each name the meanings of the larger place written after it: "Nabatieh, southern Lebanon".

    A list shares what its last member is in: "Boyo and Kainama, Democratic Republic of the Congo".
    """
    found: list[tuple[Candidate, ...]] = [()] * len(names)
    for i in range(len(names) - 2, -1, -1):
        one, other = names[i], names[i + 1]
        if one.sentence != other.sentence:
            continue
        between = _between(doc.sentences[one.sentence].tokens, one, other)
        if between in (["'s"], ["’s"]):
            found[i + 1] = found[i + 1] or _larger(one, ())
        elif between in (["in"], ["("], ["of"]):
            found[i] = tuple(outer for outer in _larger(other, found[i + 1]) if outer.kind not in TOWNS)
        elif between[-1:] == [","] and all(word in (",", "and") or word[0].isupper() for word in between):
            found[i] = _larger(other, found[i + 1])
        elif between == ["and"]:
            found[i] = found[i + 1]
    return found


def _larger(name: Name, around: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """What a containing place may be, given what contains it in turn."""
    usable = [
        one
        for one in name.candidates
        if one.kind in ("country", "admin1", "admin2", "region", *TOWNS) and one.rank not in (1, 3)
    ]
    inside = [one for one in usable if any(is_inside(one, outer) for outer in around)]
    return tuple(inside or usable) or around


def _between(tokens: tuple[Token, ...], one: Name, other: Name) -> list[str]:
    """The words between two names, but for articles, directions and the noun that belongs to the first."""
    inside = [token.text for token in tokens[one.last + 1 : other.first]]
    if inside and one.noun and inside[0].lower() == one.noun:
        inside = inside[1:]
    return [word for word in inside if word.lower() not in words.DIRECTIONS and word.lower() != "the"]


def is_inside(one: Candidate, outer: Candidate) -> bool:
    if one.id == outer.id or one.country != outer.country:
        return False
    if outer.kind in TOWNS:
        return (
            one.kind in (*TOWNS, "site")
            and outer.weight > one.weight
            and distance_km(one, outer) < _SUBURB_KM
        )
    if outer.kind == "admin2":
        return one.kind in (*TOWNS, "site") and distance_km(one, outer) < _DISTRICT_KM
    return outer.kind != "admin1" or one.admin1 == outer.admin1


def distance_km(one: Candidate, other: Candidate) -> float:
    """Great-circle distance; infinite where a point is missing."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    return great_circle_km((one.latitude, one.longitude), (other.latitude, other.longitude))


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between two points in degrees of latitude and longitude."""
    north, south = math.radians(one[0]), math.radians(other[0])
    half = math.radians(other[1] - one[1]) / 2
    bend = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(half) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(bend)))
