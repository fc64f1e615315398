"""The places that an article names, resolved, as records."""

from __future__ import annotations

from app.extract.records import Document, Place, PlacePrecision, Token
from app.extract.where import words
from app.extract.where.gazetteer import Candidate, Gazetteer
from app.extract.where.recognise import Name, find_names
from app.extract.where.resolve import Resolved, resolve

_PRECISION: dict[str, PlacePrecision] = {
    "country": "country",
    "admin1": "admin1",
    "capital": "city",
    "seat": "city",
    "city": "city",
    "site": "site",
    "region": "region",
}


def find_places(doc: Document, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Every place that the article names, in order; ``name`` keeps a direction ("southern Lebanon")."""
    names = find_names(doc, gazetteer)
    return tuple(_place(doc, one, gazetteer) for one in resolve(doc, names) if one.candidate is not None)


def _place(doc: Document, one: Resolved, gazetteer: Gazetteer) -> Place:
    name, candidate = one.name, one.candidate
    assert candidate is not None
    tokens = doc.sentences[name.sentence].tokens
    first = _direction(tokens, name)
    start = tokens[first].start
    part = first < name.first and candidate.kind in ("country", "admin1", "region")
    return Place(
        sentence=name.sentence,
        start=start,
        end=name.end,
        name=doc.text[start : name.end],
        canonical_name=doc.text[start : name.end] if part else candidate.name,
        country=candidate.country,
        admin1=gazetteer.division(candidate.admin1),
        geonames_id=None if part or candidate.id < 0 else candidate.id,
        latitude=candidate.latitude,
        longitude=candidate.longitude,
        precision="region" if part or _is_beside(tokens, first, candidate) else _PRECISION[candidate.kind],
    )


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
