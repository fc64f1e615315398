"""Signs that a known name stands for a place, weighed in log odds (``data/places_model.json``, ``recognition``)."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping

from app.extract.records import Document, Token
from app.extract.where import words
from app.extract.where.normal import key
from app.extract.where.recognise import Name


def signs(
    doc: Document, name: Name, is_demonym: bool, firm: Collection[str], people: Collection[str]
) -> Iterator[str]:
    """What can be seen of a name: itself, the parser's label, the words beside it.

    ``firm`` are the texts that are surely places elsewhere in the article, ``people`` parts of persons' names.
    """
    tokens = doc.sentences[name.sentence].tokens
    span = tokens[name.first : name.last + 1]
    yield "bias"
    yield from _of_itself(name, span, is_demonym)
    label = span[0].entity or "none"
    whole = span[0].entity_start and not _goes_on(tokens, name.last)
    yield f"label:{label}"
    yield f"label:{label}:{'whole' if whole else 'part'}"
    yield f"pos:{span[-1].pos}"
    if name.firm:
        yield "firm"
        yield f"firm:{label}"
    elif name.text in firm:
        yield "firm elsewhere"
    if name.text in people:
        yield "person elsewhere"
    before = tokens[name.first - 1] if name.first else None
    after = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
    yield f"before:{_shape(before, span[0])}"
    yield f"after:{_shape(after, span[-1])}"
    if before is not None:
        yield f"before={before.text.lower()}"
        if before.text == "of" and name.first > 1:
            yield f"of={tokens[name.first - 2].lemma}"
    if after is not None:
        yield f"after={after.lemma}"


def _of_itself(name: Name, span: tuple[Token, ...], is_demonym: bool) -> Iterator[str]:
    text = name.text
    if is_demonym:
        yield "kind:demonym"
        yield "demonym:plural" if text.endswith("s") and span[-1].pos != "ADJ" else "demonym:other"
    elif name.candidates:
        best = name.candidates[0]
        yield f"kind:{best.kind}"
        yield f"rank:{best.rank}"
        yield f"size:{_size(name)}"
    else:
        yield "kind:unknown"
    if text.isupper() and len(text) > 1:
        yield "capitals"
    if all(word in words.COMMON for word in key(text).split()):
        yield "common word"
    if len(span) > 1:
        yield "long"
    if name.noun:
        yield "noun"
    if name.facility:
        yield "facility"


def _size(name: Name) -> str:
    most = max(one.weight for one in name.candidates)
    return str(min(int(math.log10(most + 1.0)), 7))


def _shape(other: Token | None, beside: Token) -> str:
    if other is None:
        return "none"
    text = other.text
    gap = max(other.start - beside.end, beside.start - other.end)
    if text[0].isupper():
        lower = text.lower()
        if lower in words.TITLES:
            return "title"
        if lower in words.BODIES or lower in words.FACILITIES:
            return "body"
        return "capital" if gap <= 1 else "capital apart"
    if text in (",", ".", "-", "--", "'s", "’s", "(", ")", ":", "—", "–"):
        return text
    if text.lower() in words.LOCATIVE:
        return "locative"
    return other.pos


def _goes_on(tokens: tuple[Token, ...], last: int) -> bool:
    """Whether the parser's name goes on behind the span."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    return after is not None and bool(after.entity) and not after.entity_start


def odds(weights: Mapping[str, float], seen: Iterator[str]) -> float:
    """The log odds that the name stands for a place; a sign without a weight says nothing."""
    return sum(weights.get(sign, 0.0) for sign in seen)
