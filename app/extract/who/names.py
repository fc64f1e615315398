"""Runs of capitalised words read as people, organisations or offices: shape, titles and context over labels.

The small parser's entity labels miss "Al-Araji" and take "X." for a person, so they only break ties.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.extract.records import Sentence
from app.extract.who.raw import Hit, Word
from app.extract.who.word_sets import word_set

_LINKS = frozenset({"of", "for", "and", "the", "on", "&", "to", "in"})
_SENTENCE_STARTERS = frozenset(
    {"PRON", "DET", "ADP", "ADV", "CCONJ", "SCONJ", "AUX", "NUM", "VERB", "INTJ", "PART"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Consecutive words of one name phrase with the known writings in it."""

    words: tuple[Word, ...]
    hits: tuple[Hit, ...]


def runs(sentence: Sentence, words: Sequence[Word], hits: Sequence[Hit]) -> Iterator[Run]:
    """Maximal runs of capitalised words, with particles and "of the" inside them."""
    i = 0
    while i < len(words):
        if not _starts(words[i], sentence):
            i += 1
            continue
        j = i + 1
        while j < len(words) and words[j].spaced:
            if _capital(words[j]) and not _stops(words[j]):
                j += 1
                continue
            k = j
            while k < len(words) and words[k].spaced and _connects(words[k], words[i:k]):
                k += 1
            if k > j and k < len(words) and words[k].spaced and _capital(words[k]) and k - j <= 3:
                j = k + 1
            else:
                break
        span = tuple(words[i:j])
        inside = tuple(h for h in hits if h.start >= span[0].start and h.end <= span[-1].end)
        yield Run(words=span, hits=inside)
        i = j


def _capital(word: Word) -> bool:
    text = word.text
    head, _, tail = text.partition("-")
    arabic = head.lower() in word_set("name_particles") and tail[:1].isupper()
    return text[0].isupper() or arabic


def _stops(word: Word) -> bool:
    return word.text.lower() in word_set("never_names")


def _starts(word: Word, sentence: Sentence) -> bool:
    if not _capital(word) or _stops(word) or word.text in {"The", "A", "An"}:
        return False
    token = sentence.tokens[word.first]
    if token.index == 0 or sentence.tokens[token.index - 1].text in {'"', "“", "''", "``", ":", "'", "‘"}:
        return token.pos not in _SENTENCE_STARTERS or bool(
            token.entity and token.entity not in {"CARDINAL", "DATE"}
        )
    return token.pos not in {"PRON", "DET"}


def _connects(word: Word, before: Sequence[Word]) -> bool:
    """A small word that may stand inside a name: any particle, and a link after the head of an office or body."""
    text = word.text.lower()
    if text in word_set("name_particles"):
        return True
    opener = before[-1].text.lower()
    if text in {"of", "for"}:
        return any(is_org_word(w) or w.text.lower() in word_set("office_heads") for w in before[-3:])
    if text in {"the", "and", "&"}:
        linked = any(w.text.lower() in {"of", "for"} for w in before)
        return opener in {"of", "for"} or (text != "the" and linked and any(map(is_org_word, before)))
    return False


def is_org_word(word: Word) -> bool:
    return word.text.lower() in word_set("body_words")
