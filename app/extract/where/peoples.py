"""Demonyms as names of places: "Turkish troops", "Minnesotans". A layer of its own: they place no event."""

from __future__ import annotations

from collections.abc import Container
from functools import cache

from app.extract.records import Document, Sentence
from app.extract.where.gazetteer import Candidate, Gazetteer
from app.extract.where.recognise import Name
from app.extract.where.tables import countries, demonym_names

_KINDS = frozenset({"country", "admin1", "region"})


@cache
def _meant() -> dict[str, str]:
    """From a demonym to the name of its land; a part of a country goes before the country."""
    found = {people: country.name for country in reversed(countries()) for people in country.demonyms}
    return found | demonym_names()


def peoples(doc: Document, gazetteer: Gazetteer, taken: Container[tuple[int, int]]) -> list[Name]:
    """The demonyms of the article, in order; ``taken`` are sentences and tokens that are names of places."""
    return [
        name
        for sentence in doc.sentences
        for name in _of_sentence(doc, sentence, gazetteer)
        if (name.sentence, name.first) not in taken and (name.sentence, name.last) not in taken
    ]


def _of_sentence(doc: Document, sentence: Sentence, gazetteer: Gazetteer) -> list[Name]:
    meant, tokens = _meant(), sentence.tokens
    found: list[Name] = []
    for token in tokens:
        if not token.text[0].isupper():
            continue
        first = token.index
        pair = f"{tokens[first - 1].text} {token.text}" if first else ""
        land = meant.get(pair)
        if land:
            first -= 1
        else:
            land = meant.get(token.text)
        if land and (candidates := _lands(gazetteer, land)):
            if found and found[-1].last >= first:
                found.pop()
            found.append(_name(doc, sentence, first, token.index, candidates))
    return found


def _lands(gazetteer: Gazetteer, land: str) -> tuple[Candidate, ...]:
    return tuple(one for one in gazetteer.lookup(land) if one.kind in _KINDS and not one.rank)[:1]


def _name(
    doc: Document, sentence: Sentence, first: int, last: int, candidates: tuple[Candidate, ...]
) -> Name:
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    return Name(
        sentence=sentence.index,
        first=first,
        last=last,
        start=start,
        end=end,
        text=doc.text[start:end],
        candidates=candidates,
        noun="",
        firm=False,
        facility=False,
    )
