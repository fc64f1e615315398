"""What an article speaks of: each country's share of its country names, demonyms and sure places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from app.extract.records import Document
from app.extract.where.context import demonyms
from app.extract.where.recognise import Name

_DEMONYM, _BIG_TOWN = 0.7, 0.5  # against a country named once
_BIG = 1_000_000


@dataclass(frozen=True, slots=True)
class Votes:
    shares: dict[str, float]
    count: float
    states: bool  # a state of the United States is named: their towns are meant


def votes_of(doc: Document, names: list[Name]) -> Votes:
    counts: dict[str, float] = defaultdict(float)
    states = False
    for name in names:
        if not name.candidates:
            continue
        best = name.candidates[0]
        wide = {one.country for one in name.candidates if one.kind in ("country", "region", "site")}
        state = any(one.kind == "admin1" and one.country == "US" and not one.rank for one in name.candidates)
        if len(wide) == 1 and not state and (country := wide.pop()):
            counts[country] += 1.0
        elif best.weight > _BIG and best.kind != "country" and best.country:
            counts[best.country] += _BIG_TOWN
        states = states or (state and not wide)
    for country in demonyms(doc).values():
        counts[country] += _DEMONYM
    total = sum(counts.values())
    return Votes({country: count / total for country, count in counts.items()}, total, states)
