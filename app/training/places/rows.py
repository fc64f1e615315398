"""Annotated places to learn from: toponyms with coordinates, or the countries of events' places."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.extract import parse
from app.extract.records import Document
from app.extract.where.contain import great_circle_km
from app.extract.where.gazetteer import Candidate
from app.extract.where.recognise import Name

_SAME_KM = 100.0  # a meaning so near the annotated point is the one that was meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A toponym as annotated; one without a point says only that the words are no place to learn from."""

    start: int
    end: int
    geonames_id: str | None
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    id: str
    source: str
    doc: Document
    marked: tuple[Marked, ...]
    countries: Mapping[str, str]  # of the names of events' places; empty where toponyms are marked


def half_of(id_: str) -> int:
    """0 or 1, always the same for a document."""
    return hashlib.sha256(id_.encode()).digest()[0] % 2


def read(path: Path, nlp: Any) -> Iterator[Text]:
    """The texts of a file of toponyms or of annotated articles, parsed."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            day = date.fromisoformat((row.get("published_at") or "2015-01-01")[:10])
            yield Text(
                id=row["id"],
                source=row["source"] if "toponyms" in row else "articles",
                doc=parse.parse(nlp, row["text"], day, row.get("title")),
                marked=tuple(_marked(toponym) for toponym in row.get("toponyms", ())),
                countries=_countries(row.get("events", ())),
            )


def _marked(row: Mapping[str, Any]) -> Marked:
    point = (row["lat"], row["lon"]) if row.get("lat") is not None else None
    return Marked(start=row["start"], end=row["end"], geonames_id=row.get("geonameid"), point=point)


def _countries(events: Any) -> dict[str, str]:
    places = [event["location"] for event in events if event.get("location")]
    return {place["name"]: place["country"] for place in places if place.get("country")}


def over(text: Text, name: Name) -> list[Marked]:
    """The annotations that share words with a name."""
    return [mark for mark in text.marked if mark.start < name.end and name.start < mark.end]


def meant(text: Text, name: Name, candidates: tuple[Candidate, ...]) -> list[int]:
    """The meanings that the annotation of ``name`` allows, by number; none where it has none or is of no use."""
    if name.text in text.countries:
        return [i for i, one in enumerate(candidates) if one.country == text.countries[name.text]]
    marks = [mark for mark in over(text, name) if mark.point]
    if not marks:
        return []
    same = [i for i, one in enumerate(candidates) if str(one.id) == str(marks[0].geonames_id)]
    if same or any(one.kind == "region" for one in candidates):
        return same  # two tables need not agree where the middle of a sea lies
    return [i for i, one in enumerate(candidates) if is_at(one, marks[0], _SAME_KM)]


def is_at(one: Candidate, mark: Marked, within_km: float) -> bool:
    if mark.point is None or one.latitude is None or one.longitude is None:
        return False
    return great_circle_km((one.latitude, one.longitude), mark.point) < within_km
