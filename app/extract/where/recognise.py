"""Find the names of places in a sentence: what the gazetteer knows, checked against what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.extract.records import Document, Sentence, Token
from app.extract.where import words
from app.extract.where.gazetteer import Candidate, Gazetteer
from app.extract.where.normal import key

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_CONNECTORS = frozenset(
    {
        "of",
        "the",
        "de",
        "del",
        "la",
        "las",
        "los",
        "al",
        "el",
        "es",
        "ash",
        "as",
        "-",
        "–",
        "and",
        "du",
        "da",
        "do",
        "dos",
        "le",
        "les",
        "upon",
        "on",
        "sur",
        "bin",
        "e",
        "y",
        "'",
        "’",
    }
)
_LONGEST = 7  # tokens in a name
_KNOWN = 150_000  # a town of so many people is taken for itself without further sign


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
    label: str  # what the parser took it for
    noun: str  # the kind of place that the text says it is: "province", "city", "camp", ""


def find_names(doc: Document, gazetteer: Gazetteer) -> list[Name]:
    """The names of places of the whole article, in order."""
    people = _surnames(doc)
    return [name for sentence in doc.sentences for name in _names(doc, sentence, gazetteer, people)]


def _surnames(doc: Document) -> frozenset[str]:
    """Last words of the persons that the article names in full: "Hilton" after "Paris Hilton"."""
    found: set[str] = set()
    for sentence in doc.sentences:
        tokens = sentence.tokens
        for before, token in zip(tokens, tokens[1:], strict=False):
            if token.entity == "PERSON" and not token.entity_start and before.entity == "PERSON":
                found.add(token.text)
                if before.entity_start:
                    found.add(before.text)
    return frozenset(found)


def _names(doc: Document, sentence: Sentence, gazetteer: Gazetteer, people: frozenset[str]) -> Iterator[Name]:
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        if not _can_start(tokens[i]):
            i += 1
            continue
        span = _longest(doc, tokens, i, gazetteer)
        if span is None:
            i += 1
            continue
        last, candidates = span
        name = _name(doc, sentence, i, last, candidates)
        if is_place(tokens, name, people):
            yield name
            i = name.last + 1
        else:
            i = last + 1


def _can_start(token: Token) -> bool:
    text = token.text
    return text[0].isupper() or (len(text) > 4 and text[2] == "-" and text[3].isupper())


def _longest(
    doc: Document, tokens: tuple[Token, ...], i: int, gazetteer: Gazetteer
) -> tuple[int, tuple[Candidate, ...]] | None:
    """The last token and the meanings of the longest known name that starts at token ``i``."""
    ends = [i]
    for j in range(i + 1, min(i + _LONGEST, len(tokens))):
        if _can_start(tokens[j]) or (tokens[j].text.isdigit() and tokens[j].start - tokens[j - 1].end <= 1):
            ends.append(j)
        elif tokens[j].text not in _CONNECTORS and not (j > i and tokens[j].text.lower() in words.SITES):
            break
        elif tokens[j].text.lower() in words.SITES:
            ends.append(j)
    article = i > 0 and tokens[i - 1].text.lower() == "the"
    for j in reversed(ends):
        found = gazetteer.lookup(doc.text[tokens[i].start : tokens[j].end])
        if not found and article:
            found = gazetteer.lookup("the " + doc.text[tokens[i].start : tokens[j].end])
        if found and any(candidate.rank < 2 for candidate in found):
            return j, found
    return None


def _name(
    doc: Document, sentence: Sentence, first: int, last: int, candidates: tuple[Candidate, ...]
) -> Name:
    tokens = sentence.tokens
    noun = ""
    if last + 1 < len(tokens):
        following = tokens[last + 1].text.lower()
        if following in words.DIVISION_NOUNS or following in words.TOWN_NOUNS or following in words.SITES:
            noun = following
    return Name(
        sentence=sentence.index,
        first=first,
        last=last,
        start=tokens[first].start,
        end=tokens[last].end,
        text=doc.text[tokens[first].start : tokens[last].end],
        candidates=candidates,
        label=tokens[first].entity,
        noun=noun,
    )


def is_place(tokens: tuple[Token, ...], name: Name, people: frozenset[str]) -> bool:
    """Whether ``name`` stands for a place here, and not for a person, a club or part of a body's name."""
    if any(token.entity in ("DATE", "TIME", "MONEY") for token in tokens[name.first : name.last + 1]):
        return False
    before = tokens[name.first - 1] if name.first else None
    after = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
    if _inside_other_name(tokens, name, before, after):
        return False
    led = before is not None and _is_led(tokens, name.first)
    best = name.candidates[0]
    common = key(name.text) in words.COMMON
    if common or not any(token.pos == "PROPN" for token in tokens[name.first : name.last + 1]):
        return led and name.label in PLACE_LABELS and not common
    if name.text in people and best.kind != "country":
        return led and name.label in PLACE_LABELS
    if name.label == "PERSON" and name.first == name.last:
        return best.kind in ("country", "capital", "site", "region") or led
    strong = max(candidate.weight for candidate in name.candidates if candidate.rank < 2) >= _KNOWN
    if best.kind in ("country", "site", "region", "capital") or strong:
        return True
    return name.label in PLACE_LABELS or (led and name.label != "PERSON")


def _is_led(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether a preposition of place, perhaps with "the" or a direction, stands before token ``first``."""
    i = first - 1
    while i > 0 and (tokens[i].text.lower() == "the" or tokens[i].text.lower() in words.DIRECTIONS):
        i -= 1
    word = tokens[i].text.lower()
    if word == "of":
        return i > 0 and tokens[i - 1].lemma in words.OF_PLACE
    return word in words.LOCATIVE


def _inside_other_name(
    tokens: tuple[Token, ...], name: Name, before: Token | None, after: Token | None
) -> bool:
    if after is not None and _joined(after, tokens[name.last]) and not name.noun:
        return True
    if before is not None and _joined(tokens[name.first], before):
        word = before.text.lower()
        if before.text[0].isupper() and word not in words.DIRECTIONS and _is_name_part(before, name.first):
            return True
        if word in words.TITLES:
            return True
    if before is not None and before.text == "of" and name.first > 1:
        head = tokens[name.first - 2]
        if head.text[0].isupper() and head.lemma in words.OF_HEADS:
            return True
    return name.label == "PERSON" and _entity_goes_on(tokens, name)


def _joined(second: Token, first: Token) -> bool:
    """Whether ``second`` carries on the name that ``first`` ends: a capital and no more than a space between."""
    if not (second.text[0].isupper() and second.pos in ("PROPN", "NOUN", "ADJ", "X")):
        return False
    return second.start - first.end <= 1 and second.entity not in ("DATE", "TIME") and second.pos != "ADJ"


def _is_name_part(before: Token, first: int) -> bool:
    """A capitalised word before a name belongs to it unless it only opens the sentence or is another kind of word."""
    return before.pos == "PROPN" and before.entity in (
        "PERSON",
        "ORG",
        "",
        "FAC",
        "WORK_OF_ART",
        "PRODUCT",
        "EVENT",
    )


def _entity_goes_on(tokens: tuple[Token, ...], name: Name) -> bool:
    after = name.last + 1
    if after < len(tokens) and tokens[after].entity == "PERSON" and not tokens[after].entity_start:
        return tokens[after].tag != "POS"
    return not tokens[name.first].entity_start and tokens[name.first].entity == "PERSON"
