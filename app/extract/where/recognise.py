"""Find the names of places in a sentence: what the gazetteer knows, checked against what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from app.extract.records import Document, Sentence, Token
from app.extract.where import words
from app.extract.where.gazetteer import Candidate, Gazetteer
from app.extract.where.judge import is_led, is_place, is_unknown_place
from app.extract.where.spans import facility_end, is_capital, known_span, list_noun, unknown_span

_SHORTEST = 3  # letters of a town that lends its name to a mosque or a hotel


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A span that may name a place, with every place it may mean (none: unknown to the gazetteer)."""

    sentence: int
    first: int  # token numbers, last one included
    last: int
    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    noun: str  # the kind of place that the next word says it is: "province", "city", "camp", ""
    firm: bool  # a place for sure; other names stand within those of bodies, or with no sign that they are places
    facility: bool  # the candidates are the town of something that has its own name: "Beijing Hotel"


def find_names(doc: Document, gazetteer: Gazetteer, loose: bool = False) -> list[Name]:
    """The names of places of the whole article, in order; with ``loose`` also those that are not ``firm``."""
    people = people_of(doc)
    return [name for sentence in doc.sentences for name in _names(doc, sentence, gazetteer, people, loose)]


def people_of(doc: Document) -> frozenset[str]:
    """First and last words of the persons that the article names in full: "Paris" and "Hilton"."""
    found: set[str] = set()
    for sentence in doc.sentences:
        for before, token in pairwise(sentence.tokens):
            if before.entity == "PERSON" and token.entity == "PERSON" and not token.entity_start:
                found.add(token.text)
                if before.entity_start:
                    found.add(before.text)
    return frozenset(found)


def _names(
    doc: Document, sentence: Sentence, gazetteer: Gazetteer, people: frozenset[str], loose: bool
) -> Iterator[Name]:
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        if not is_capital(tokens[i]):
            i += 1
            continue
        name, after = _name_at(doc, sentence, i, gazetteer, people)
        if name is not None and (loose or name.firm):
            yield name
        elif loose and after > i + 1:
            yield from _inside(doc, sentence, i + 1, after, gazetteer)
        i = after


def _inside(doc: Document, sentence: Sentence, i: int, end: int, gazetteer: Gazetteer) -> Iterator[Name]:
    """The known names within a longer one: "Canada" in "Environment Canada"."""
    while i < end:
        span = known_span(doc, sentence.tokens, i, gazetteer) if is_capital(sentence.tokens[i]) else None
        if span is not None and span[1] < end:
            yield _name(doc, sentence, *span, firm=False)
            i = span[1]
        i += 1


def _name_at(
    doc: Document, sentence: Sentence, i: int, gazetteer: Gazetteer, people: frozenset[str]
) -> tuple[Name | None, int]:
    """The name that starts at token ``i``, if one does, and the token to go on from."""
    tokens = sentence.tokens
    span = known_span(doc, tokens, i, gazetteer)
    if span is None:
        last = unknown_span(tokens, i)
        if last is None or not is_unknown_place(tokens, i, last, people):
            return None, i + 1 if last is None else last + 1
        return _name(doc, sentence, i, last, ()), last + 1
    first, last, candidates = span
    # "Al Noor Mosque" is neither in Alabama nor in the Norwegian Ål
    short = tokens[last].end - tokens[first].start < _SHORTEST
    if not short and (end := facility_end(tokens, last)) is not None:
        return _name(doc, sentence, first, end, candidates, facility=True), end + 1
    firm = _is_firm(tokens, first, last, candidates, people)
    return _name(doc, sentence, first, last, candidates, firm=firm), last + 1


def _is_firm(
    tokens: tuple[Token, ...],
    first: int,
    last: int,
    candidates: tuple[Candidate, ...],
    people: frozenset[str],
) -> bool:
    if any(one.kind == "admin2" for one in candidates) and list_noun(tokens, last + 1):
        return True  # "Harvey, Harper and Kingman counties"
    if all(one.rank == 3 for one in candidates):
        return is_led(tokens, first)  # "Rapides" without "Parish"
    return is_place(tokens, first, last, candidates, people)


def _name(
    doc: Document,
    sentence: Sentence,
    first: int,
    last: int,
    candidates: tuple[Candidate, ...],
    facility: bool = False,
    firm: bool = True,
) -> Name:
    tokens = sentence.tokens
    start, end = tokens[first].start, tokens[last].end
    return Name(
        sentence=sentence.index,
        first=first,
        last=last,
        start=start,
        end=end,
        text=doc.text[start:end],
        candidates=candidates,
        noun="" if facility else words.place_noun(tokens, last + 1) or list_noun(tokens, last + 1),
        firm=firm,
        facility=facility,
    )
