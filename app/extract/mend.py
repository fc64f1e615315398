"""One reading that the parser regularly gets wrong, put right before anybody builds on it: "The EU will give 40 million
euros, its ambassador announced on Wednesday". What comes last tells the rest; the parser takes it for a second act,
and its day and its place for those of the first one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.extract.records import Token

_SAYING = frozenset(
    {"say", "announce", "tell", "report", "confirm", "declare", "state", "add", "note", "claim"}
)
_CONTENT = frozenset({"ccomp", "xcomp", "dobj", "advcl"})
_LISTENERS = frozenset({"tell"})


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of one sentence, a closing verb of saying put above what it tells."""
    for verb in tokens:
        if (
            verb.dep == "conj"
            and verb.lemma in _SAYING
            and verb.tag in ("VBD", "VBZ")
            and _closes(tokens, verb)
        ):
            return _turned(tokens, verb)
    return tokens


def _closes(tokens: Sequence[Token], verb: Token) -> bool:
    """Is it ", X said" with a subject of its own, no "and" before it and nothing of its own to tell?"""
    head = tokens[verb.head]
    if head.pos not in ("VERB", "AUX") or head.index > verb.index:
        return False
    below = [token for token in tokens if token.head == verb.index and token.index != verb.index]
    subject = next((token for token in below if token.dep == "nsubj" and token.index < verb.index), None)
    content = _CONTENT - {"dobj"} if verb.lemma in _LISTENERS else _CONTENT
    if subject is None or any(token.dep in content for token in below):
        return False
    first = min(_under(tokens, subject.index))
    if first == 0 or tokens[first - 1].text != ",":
        return False
    return not any(t.dep == "cc" and t.head == head.index and head.index < t.index < first for t in tokens)


def _under(tokens: Sequence[Token], top: int) -> set[int]:
    """The numbers of a word and of those that hang from it, however deep."""
    found = {top}
    grown = True
    while grown:
        more = {t.index for t in tokens if t.head in found} - found
        found |= more
        grown = bool(more)
    return found


def _turned(tokens: Sequence[Token], verb: Token) -> tuple[Token, ...]:
    told = tokens[verb.head]
    root = told.head == told.index
    turned = {
        verb.index: replace(verb, dep=told.dep, head=verb.index if root else told.head),
        told.index: replace(told, dep="ccomp", head=verb.index),
    }
    return tuple(turned.get(token.index, token) for token in tokens)
