"""The places that an article names, resolved, as records."""

from __future__ import annotations

import re
from datetime import date

from app.extract.records import Document, Place, PlacePrecision, Token
from app.extract.where import words
from app.extract.where.gazetteer import Candidate, Gazetteer
from app.extract.where.recognise import Name, find_names
from app.extract.where.resolve import Resolved, resolve

_OWN_NOUNS = words.DIVISION_NOUNS | words.TOWN_NOUNS
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_KILOMETRES = dict.fromkeys(("km", "kilometers", "kilometres", "kilometer", "kilometre"), 1.0)
_KILOMETRES |= dict.fromkeys(("mile", "miles"), 1.609)
_COMPOUND = re.compile(r"\w-(?:e|i|ul|ud|al)-$")
_DISTRICT_OF_COLUMBIA = 4138106
_PRECISION: dict[str, PlacePrecision] = {
    "country": "country",
    "admin1": "admin1",
    "admin2": "region",
    "capital": "city",
    "seat": "city",
    "city": "city",
    "site": "site",
    "region": "region",
}


def find_places(doc: Document, gazetteer: Gazetteer, home: str | None = None) -> tuple[Place, ...]:
    """Every place that the article names, in order.

    A part of a country keeps its direction in the name ("southern Lebanon"); a place that the gazetteer does not
    know has no coordinates and no canonical name.
    """
    resolved = resolve(doc, names_of(doc, gazetteer), home)
    return tuple(place_of_name(doc, one, gazetteer) for one in resolved)


def names_of(doc: Document, gazetteer: Gazetteer, loose: bool = False) -> list[Name]:
    """The names that stand for places where they are written, in order; with ``loose`` also the others."""
    return [name for name in find_names(doc, gazetteer, loose) if not _in_compound(doc, name)]


def place_of_name(doc: Document, one: Resolved, gazetteer: Gazetteer) -> Place:
    """The record of a resolved name."""
    return _known(doc, one.name, one.candidate, gazetteer) if one.candidate else _unknown(doc, one)


def _in_compound(doc: Document, name: Name) -> bool:
    """The last part of a name like "Lashkar-e-Taiba" or "Tehrik-i-Taliban", which the parser cuts apart."""
    start = doc.sentences[name.sentence].tokens[name.first].start
    return _COMPOUND.search(doc.text, max(0, start - 24), start) is not None


def _known(doc: Document, name: Name, candidate: Candidate, gazetteer: Gazetteer) -> Place:
    tokens = doc.sentences[name.sentence].tokens
    first = _direction(tokens, name) if candidate.kind in ("country", "region") else name.first
    part = first < name.first
    start, end = tokens[first].start, _end(tokens, name)
    text = doc.text[start:end]
    own = part or name.facility or candidate.id < 0
    beside = _is_beside(tokens, first, candidate)
    return Place(
        sentence=name.sentence,
        start=start,
        end=end,
        name=text,
        canonical_name=text if part or name.facility else candidate.name,
        country=_country_then(candidate.country, doc.published),
        admin1=gazetteer.division(candidate.admin1),
        geonames_id=None if own else candidate.id,
        latitude=candidate.latitude,
        longitude=candidate.longitude,
        precision="region" if part or beside else _precision(candidate),
        radius_km=_away_km(tokens, first) if beside else candidate.radius_km,
    )


def _precision(candidate: Candidate) -> PlacePrecision:
    """A federal district is no more than its city."""
    return "city" if candidate.id == _DISTRICT_OF_COLUMBIA else _PRECISION[candidate.kind]


def _country_then(country: str | None, day: date) -> str | None:
    """South Sudan was a part of Sudan until 9 July 2011; no other border of the tables moved since 2010."""
    return "SD" if country == "SS" and day < date(2011, 7, 9) else country


def _unknown(doc: Document, one: Resolved) -> Place:
    name = one.name
    end = _end(doc.sentences[name.sentence].tokens, name)
    return Place(
        sentence=name.sentence,
        start=name.start,
        end=end,
        name=doc.text[name.start : end],
        canonical_name=name.text,
        country=one.country,
        admin1=None,
        geonames_id=None,
        latitude=None,
        longitude=None,
        precision="admin1" if name.noun in words.DIVISION_NOUNS else "city",
    )


def _end(tokens: tuple[Token, ...], name: Name) -> int:
    """The end of the name with the noun that belongs to it: "Helmand province"."""
    after = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
    own = after is not None and after.text.lower() == name.noun
    return after.end if after and own and name.noun in _OWN_NOUNS else name.end


def _direction(tokens: tuple[Token, ...], name: Name) -> int:
    """The first token of the name with a direction before it: "southern Lebanon"."""
    i = name.first
    while i > 0 and tokens[i - 1].text.lower() in words.DIRECTIONS:
        i -= 1
    return i


def _is_beside(tokens: tuple[Token, ...], first: int, candidate: Candidate) -> bool:
    """ "near Aleppo", "50 km north of Aleppo": somewhere about a town, not in it."""
    if candidate.kind not in ("city", "seat", "capital", "site") or not first:
        return False
    before = tokens[first - 1].text.lower()
    if before in ("near", "outside", "around", "towards", "toward"):
        return True
    return before in ("of", "from") and first > 1 and tokens[first - 2].text.lower() in words.BESIDE


def _away_km(tokens: tuple[Token, ...], first: int) -> float | None:
    """How far off "50 km south of Aleppo" is; None where the text gives no measure ("near Aleppo")."""
    for i in range(first - 1, max(first - 7, 0), -1):
        unit = _KILOMETRES.get(tokens[i].text.lower())
        number = tokens[i - 1].text.replace(",", "")
        if unit and _NUMBER.fullmatch(number):
            return round(float(number) * unit, 1)
    return None
