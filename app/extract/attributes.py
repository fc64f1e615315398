"""The parser's table of attributes (which tag is which part of speech), looked up instead of matched.

spaCy's own component tries each of its 180 patterns on every word, which took a fifth of the parse. What a pattern
asks is the word, its tag and its label in the tree. Most words are in no pattern, so that few combinations are left:
each is judged once and kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

_ASKED = ("LOWER", "TAG", "DEP", "IS_SPACE")
_REMEMBERED = 100_000  # words

Key = tuple[str, str, str, bool]  # what the patterns ask, in the order of _ASKED; "" for a word in no pattern
Seen = tuple[int, int, int, bool]  # the same as spaCy numbers it
Constraint = Mapping[str, Any]


class UnknownPattern(ValueError):
    """The model's table asks something that is not looked up here."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """If ``tokens`` fit a stretch of words, the word at ``index`` gets ``attributes``; later patterns override."""

    tokens: tuple[Constraint, ...]
    index: int
    attributes: dict[int, Any]


@dataclass(slots=True)
class AttributeTable:
    """A spaCy component that gives every word what the patterns of an ``AttributeRuler`` give it."""

    patterns: tuple[Pattern, ...]
    words: frozenset[str]  # that patterns name
    shapes: tuple[re.Pattern[str], ...]  # of words that patterns describe
    strings: StringStore
    known: dict[int, int] = field(default_factory=dict)  # a word's number, or 0 where no pattern asks for it
    alone: dict[Seen, tuple[Pattern, ...]] = field(default_factory=dict)  # one-word patterns that fit
    leads: dict[Seen, tuple[Pattern, ...]] = field(default_factory=dict)  # longer ones that may start here

    @classmethod
    def of(cls, ruler: AttributeRuler) -> AttributeTable:
        """Raises UnknownPattern if the ruler asks more than word, tag and label."""
        found: list[Pattern] = []
        rows: list[dict[str, Any]] = [dict(row) for row in ruler.patterns]
        for row, attributes in zip(rows, ruler.attrs, strict=True):
            for tokens in row["patterns"]:
                found.append(Pattern(tuple(map(_checked, tokens)), row["index"], attributes))
        asked = [token["LOWER"] for pattern in found for token in pattern.tokens if "LOWER" in token]
        plain = [word for word in asked if isinstance(word, str)]
        listed = [word for group in asked if isinstance(group, Mapping) for word in group.get("IN", ())]
        shapes = [
            re.compile(group["REGEX"]) for group in asked if isinstance(group, Mapping) and "REGEX" in group
        ]
        return cls(tuple(found), frozenset((*plain, *listed)), tuple(shapes), ruler.vocab.strings)

    def __call__(self, doc: Doc) -> Doc:
        seen: list[Seen] = [(self._known(t.lower), t.tag, t.dep, t.is_space) for t in doc]
        for i, one in enumerate(seen):
            alone = self.alone.get(one)
            if alone is None:
                alone = self._judge(one)
            for pattern in alone:
                set_token_attrs(doc[i], pattern.attributes)
        for i, one in enumerate(seen):
            for pattern in self.leads[one]:
                keys = [self._key(other) for other in seen[i : i + len(pattern.tokens)]]
                if len(keys) == len(pattern.tokens) and all(map(_fits, keys, pattern.tokens)):
                    set_token_attrs(doc[i + pattern.index], pattern.attributes)
        return doc

    def _known(self, word: int) -> int:
        number = self.known.get(word)
        if number is None:
            text = self.strings[word]
            number = word if text in self.words or any(shape.search(text) for shape in self.shapes) else 0
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[word] = number
        return number

    def _key(self, seen: Seen) -> Key:
        word, tag, dep, space = seen
        return self.strings[word], self.strings[tag], self.strings[dep], space

    def _judge(self, seen: Seen) -> tuple[Pattern, ...]:
        key = self._key(seen)
        fitting = [pattern for pattern in self.patterns if _fits(key, pattern.tokens[0])]
        self.leads[seen] = tuple(pattern for pattern in fitting if len(pattern.tokens) > 1)
        self.alone[seen] = tuple(pattern for pattern in fitting if len(pattern.tokens) == 1)
        return self.alone[seen]


@Language.factory("attribute_table")
def _table(nlp: Language, name: str) -> AttributeTable:
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return AttributeTable.of(ruler)


def with_table(nlp: Language) -> Language:
    """``nlp`` with a table in the place of its attribute ruler. A model without one, or whose patterns ask for more,
    stays as it is: the words get the same attributes either way."""
    if "attribute_ruler" in nlp.pipe_names:
        try:
            nlp.add_pipe("attribute_table", before="attribute_ruler")
        except UnknownPattern:
            return nlp
        nlp.remove_pipe("attribute_ruler")
    return nlp


def _checked(constraint: Constraint) -> Constraint:
    for name, wanted in constraint.items():
        if name not in _ASKED or (
            isinstance(wanted, Mapping) and not wanted.keys() <= {"IN", "NOT_IN", "REGEX"}
        ):
            raise UnknownPattern(f"cannot look up {name}: {wanted!r}")
        if name == "LOWER" and isinstance(wanted, Mapping) and "NOT_IN" in wanted:
            raise UnknownPattern("cannot tell the words that a pattern leaves out from those that none names")
    return constraint


def _fits(key: Key, constraint: Constraint) -> bool:
    return all(_holds(key[_ASKED.index(name)], wanted) for name, wanted in constraint.items())


def _holds(value: str | bool, wanted: Any) -> bool:
    if not isinstance(wanted, Mapping):
        return bool(value == wanted)
    return (
        ("IN" not in wanted or value in wanted["IN"])
        and ("NOT_IN" not in wanted or value not in wanted["NOT_IN"])
        and ("REGEX" not in wanted or re.search(wanted["REGEX"], str(value)) is not None)
    )
