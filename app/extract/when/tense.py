"""Whether the clause around a word looks back or ahead, read from its verb."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from app.extract.records import Sentence, Token
from app.extract.when import words
from app.extract.when.reading import Direction

# A text of one endless sentence must not take endless time; no sentence of the gold comes near either limit.
DEPTH = 25
REACH = 80
RANKED = 6  # words before a noun in which "the first" ranks it


def _set(name: str) -> frozenset[str]:
    return words.load().sets[name]


def climb(sentence: Sentence, index: int) -> Iterator[Token]:
    """The token and its governors up to the root, ``DEPTH`` of them at most."""
    for _ in range(DEPTH):
        yield sentence.tokens[index]
        if sentence.tokens[index].head == index:
            return
        index = sentence.tokens[index].head


def children(sentence: Sentence, index: int) -> list[Token]:
    """The direct dependents of a token, as far as they stand within ``REACH`` words of it."""
    near = sentence.tokens[max(0, index - REACH) : index + REACH]
    return [t for t in near if t.head == index and t.index != index]


def tokens_in(sentence: Sentence, start: int, end: int) -> tuple[Token, ...]:
    """The tokens that a stretch of the text touches."""
    first = bisect_right(sentence.tokens, start, key=lambda t: t.end)
    return sentence.tokens[first : bisect_left(sentence.tokens, end, key=lambda t: t.start)]


def governing_verb(sentence: Sentence, index: int) -> Token | None:
    return next((t for t in climb(sentence, index) if t.pos in ("VERB", "AUX")), None)


def direction(sentence: Sentence, index: int) -> Direction:
    """-1 for a clause that looks back, 1 for one that looks ahead, 0 where the verb does not tell."""
    for token in climb(sentence, index):
        if token.pos == "ADJ" and token.lemma in _set("ahead"):
            return 1
        if token.pos in ("VERB", "AUX"):
            return _of_verb(sentence, token)
        if any(
            t.lemma in ("upcoming", "planned", "scheduled", "forthcoming")
            for t in children(sentence, token.index)
        ):
            return 1
    return 0


def _of_verb(sentence: Sentence, verb: Token) -> Direction:
    helpers = [t for t in children(sentence, verb.index) if t.dep in ("aux", "auxpass")]
    lemmas = {t.text.lower() for t in helpers}
    perfect = any(t.lemma == "have" for t in helpers)
    if lemmas & _set("modal") and not perfect:
        return 1
    if "to" in lemmas:
        return _of_infinitive(sentence, verb)
    if verb.lemma in _set("ahead") and (verb.tag == "VBN" or any(t.pos == "ADJ" for t in [verb])):
        return 1
    if perfect or verb.tag == "VBD" or (verb.tag == "VBN" and all(t.tag == "VBD" for t in helpers)):
        return -1
    if verb.tag in ("VBZ", "VBP"):
        due = any(t.lemma in _set("ahead") for t in children(sentence, verb.index) if t.dep == "acomp")
        return 1 if due or verb.lemma in _set("timetable") else 0
    if verb.tag == "VBG":
        be = [t for t in helpers if t.lemma == "be"]
        if be:
            return 1 if be[0].tag in ("VBZ", "VBP") else -1
        if verb.head != verb.index:
            return direction(sentence, verb.head)
    return 0


def _of_infinitive(sentence: Sentence, verb: Token) -> Direction:
    if verb.head == verb.index:
        return 1
    governor = sentence.tokens[verb.head]
    before = sentence.tokens[max(0, governor.index - RANKED) : governor.index]
    if governor.pos in ("NOUN", "PROPN") and any(t.lemma in _set("rank") for t in before):
        return 0  # "the first country to join on Friday" has joined
    if governor.lemma in _set("done"):
        return _of_verb(sentence, governor) if governor.pos == "VERB" else -1
    if governor.lemma in _set("ahead") or governor.lemma == "be" or governor.pos in ("NOUN", "ADJ"):
        return 1
    return direction(sentence, governor.index) or 1


def torn(sentence: Sentence, index: int) -> bool:
    """Whether the clause looked ahead from a time past: "could come on Tuesday", "had been due to expire on Friday",
    "a vigil planned for Saturday was called off". Then the day may lie on either side of today."""
    ahead = False
    for token in climb(sentence, index):
        if token.pos not in ("VERB", "AUX", "ADJ"):
            continue
        helpers = {
            t.text.lower(): t.tag for t in children(sentence, token.index) if t.dep in ("aux", "auxpass")
        }
        if "could" in helpers:
            return True
        if helpers.keys() & _set("modal"):
            return False
        ahead = ahead or "to" in helpers or token.lemma in _set("ahead")
        finite = [tag for tag in (*helpers.values(), token.tag) if tag in ("VBD", "VBZ", "VBP")]
        if finite:
            return ahead and finite[0] == "VBD"
    return False
