"""Whether a name stands for a place where it is written, and not for a person, a club or part of a body's name."""

from __future__ import annotations

from app.extract.records import Token
from app.extract.where import words
from app.extract.where.context import demonym_codes
from app.extract.where.gazetteer import Candidate
from app.extract.where.normal import key
from app.extract.where.spans import PLACE_LABELS

_KNOWN = 150_000  # a town of so many people is taken for itself without further sign
_SMALL = 15_000
_CURATED = frozenset({"country", "site", "region", "capital"})
_MODIFIERS = frozenset({"compound", "nmod", "amod", "poss"})  # "the Istanbul bombing"
_NO_NAME = frozenset({"DATE", "TIME", "MONEY"})


def is_place(
    tokens: tuple[Token, ...],
    first: int,
    last: int,
    candidates: tuple[Candidate, ...],
    people: frozenset[str],
) -> bool:
    """Judge a span that the gazetteer knows."""
    span = tokens[first : last + 1]
    best, text = candidates[0], " ".join(token.text for token in span)
    if best.rank == 2:
        return True  # an abbreviation, found only after a town and a comma
    if any(token.entity in _NO_NAME for token in span) or text in demonym_codes():
        return False
    if _in_other_name(tokens, first, last):
        return False
    if (
        text.isupper()
        and len(text) <= 5
        and best.kind not in _CURATED
        and not _is_dateline(tokens, first, last)
    ):
        return False  # "NATO", "EU" are towns in the Philippines and in France
    town = best.kind not in _CURATED
    common = town and all(word in words.COMMON for word in key(text).split())
    if words.place_noun(tokens, last + 1) in words.DIVISION_NOUNS | words.TOWN_NOUNS:
        return not common
    article = first and tokens[first - 1].text.lower() == "the" and tokens[last].dep not in _MODIFIERS
    if town and first and (article or _goes_on_with_of(tokens, last)):
        return False  # "the Constitution", "the Chamber of Deputies"
    led = is_led(tokens, first)
    strong = not town or max(one.weight for one in candidates if one.rank < 2) >= _KNOWN
    if strong and text.isupper() and _is_dateline(tokens, first, last):
        return True
    labelled = span[0].entity in PLACE_LABELS or span[-1].entity in PLACE_LABELS
    if common or not any(token.pos == "PROPN" for token in span):
        return labelled and not common and (led or strong)
    if text in people and best.kind != "country":
        return led and labelled
    if span[0].entity == "PERSON":
        return led or best.kind in _CURATED
    if not labelled and all(one.rank for one in candidates):
        # "Hamas" is another name of Hamm
        return led if span[0].entity != "ORG" else _leader(tokens, first) in words.PREPOSITION_IN
    if strong:
        return True
    small = max(one.weight for one in candidates) < _SMALL
    return labelled or (led and (not small or _leader(tokens, first) in words.PREPOSITION_IN))


def _goes_on_with_of(tokens: tuple[Token, ...], last: int) -> bool:
    after = tokens[last + 1 : last + 3]
    return len(after) == 2 and after[0].text == "of" and after[1].pos != "PROPN"


def is_unknown_place(tokens: tuple[Token, ...], first: int, last: int, people: frozenset[str]) -> bool:
    """Judge a run of capitals that the gazetteer does not know: only what the text itself calls a place."""
    span = tokens[first : last + 1]
    if any(token.text in people for token in span) or _in_other_name(tokens, first, last):
        return False
    if all(token.text.isupper() for token in span) or span[0].entity in _NO_NAME:
        return False
    if all(token.text.lower() in words.COMMON for token in span) or span[-1].text in ("Nations", "Union"):
        return False
    if words.place_noun(tokens, last + 1) in (
        "province",
        "governorate",
        "district",
        "oblast",
        "town",
        "village",
    ):
        return first > 0
    if (
        first > 1
        and tokens[first - 1].text == "of"
        and tokens[first - 2].lemma in ("town", "village", "city", "district")
    ):
        return True
    plain = first > 0 and _leader(tokens, first) in words.PREPOSITION_IN
    return plain and (all(token.entity in PLACE_LABELS for token in span) or _has_container(tokens, last))


def _has_container(tokens: tuple[Token, ...], last: int) -> bool:
    """ "in Hader, Quneitra Governorate": what follows the comma is a place."""
    after = tokens[last + 1 : last + 4]
    if len(after) < 3 or after[0].text != ",":
        return False
    return after[1].entity in PLACE_LABELS or after[2].text.lower() in words.DIVISION_NOUNS


def is_led(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether a preposition of place, perhaps with "the" or a direction, stands before token ``first``."""
    word = _leader(tokens, first)
    return word in words.LOCATIVE or word == "of+"


def _leader(tokens: tuple[Token, ...], first: int) -> str:
    """The word that leads to the name; "of+" for an "of" that follows a noun of place."""
    i = first - 1
    while i > 0 and (tokens[i].text.lower() == "the" or tokens[i].text.lower() in words.DIRECTIONS):
        i -= 1
    if i < 0:
        return ""
    word = tokens[i].text.lower()
    return "of+" if word == "of" and i > 0 and words.is_of_place(tokens[i - 1]) else word


def _is_dateline(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    return (
        first == 0
        and last + 1 < len(tokens)
        and tokens[last + 1].text in (":", "(", ",", "-", "--", "–", "—", "/")
    )


def _in_other_name(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and _joined(tokens[last], after) and not words.place_noun(tokens, last + 1):
        return after.lemma not in words.EVENTS and after.text.lower() not in words.BODIES
    if first and _joined(tokens[first - 1], tokens[first]) and _owns(tokens[first - 1]):
        return True
    if first > 1 and tokens[first - 1].text == "of":
        head = tokens[first - 2]
        if head.text[0].isupper() and head.lemma in words.OF_HEADS:
            return True
    return tokens[first].entity == "PERSON" and _person_goes_on(tokens, first, last)


def _joined(one: Token, other: Token) -> bool:
    """Whether two words stand together as one name: capitals and no more than a space between."""
    if not other.text[0].isupper() or other.start - one.end > 1:
        return False
    return other.pos in ("PROPN", "NOUN", "X") and other.entity not in ("DATE", "TIME")


def _owns(before: Token) -> bool:
    """Whether the word before a name makes it somebody's: a title, a first name, another part of the name."""
    word = before.text.lower()
    if word in words.TITLES:
        return True
    if not before.text[0].isupper() or word in words.DIRECTIONS or before.pos != "PROPN":
        return False
    return before.entity in ("PERSON", "ORG", "GPE", "", "FAC", "WORK_OF_ART", "PRODUCT", "EVENT")


def _person_goes_on(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    after = last + 1
    if words.place_noun(tokens, after):
        return False
    if after < len(tokens) and tokens[after].entity == "PERSON" and not tokens[after].entity_start:
        return tokens[after].tag != "POS"
    return not tokens[first].entity_start
