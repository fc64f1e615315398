"""Figures of speech: "a heart attack" attacks nobody, and who "shoots down a proposal" fires no shot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from app.extract.records import Token
from app.extract.taxonomy import TYPES
from app.extract.tree import Tree

_AMOUNTS = frozenset(
    {"dozen", "hundred", "thousand", "million", "number", "group", "crowd", "lot", "ten", "score"}
)


@dataclass(frozen=True, slots=True)
class Figure:
    lemmas: tuple[str, ...]
    place: int  # of the word that is no act
    example: str


@dataclass(frozen=True, slots=True)
class Sense:
    """A word that is no act of some kind in one company, though it may be another: "fired his minister"."""

    relation: str
    words: frozenset[str]
    never: str  # PLOVER root, family or type
    example: str  # with the word in brackets


def _rows(name: str) -> Iterator[list[str]]:
    for line in files("app.extract").joinpath("data", name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


@cache
def figures() -> Mapping[str, tuple[Figure, ...]]:
    """The expressions of ``data/figures.tsv`` by the lemma of the word that is no act."""
    found: dict[str, list[Figure]] = {}
    for pattern, example in _rows("figures.tsv"):
        words = pattern.split()
        place = next(i for i, word in enumerate(words) if word.startswith("["))
        words[place] = words[place].strip("[]")
        found.setdefault(words[place], []).append(Figure(tuple(words), place, example))
    return MappingProxyType({lemma: tuple(rows) for lemma, rows in found.items()})


@cache
def senses() -> Mapping[str, tuple[Sense, ...]]:
    """The rows of ``data/figure_frames.tsv`` by the lemma of their word."""
    found: dict[str, list[Sense]] = {}
    for lemma, relation, words, never, example in _rows("figure_frames.tsv"):
        found.setdefault(lemma, []).append(Sense(relation, frozenset(words.split()), never, example))
    return MappingProxyType({lemma: tuple(rows) for lemma, rows in found.items()})


def is_figurative(tree: Tree, token: Token) -> bool:
    """True if the word is no act at all."""
    return figure_of(tree, token) is not None


def figure_of(tree: Tree, token: Token) -> Figure | None:
    """The expression in which ``token`` is no act, if it stands in one."""
    return next((f for f in figures().get(token.lemma, ()) if _stands(tree, token, f)), None)


def _stands(tree: Tree, token: Token, figure: Figure) -> bool:
    start = token.index - figure.place
    row = tree.tokens[max(start, 0) : start + len(figure.lemmas)]
    return start >= 0 and tuple(word.lemma for word in row) == figure.lemmas


def is_other_sense(tree: Tree, token: Token, kind: str) -> bool:
    """True if the word is no act of type ``kind`` here, itself or by the figure that it carries: "launched a verbal
    attack"."""
    carried = tree.below(token, "dobj") if token.pos == "VERB" else ()
    return any(_other(tree, word, kind) for word in (token, *carried))


def _other(tree: Tree, token: Token, kind: str) -> bool:
    code = TYPES[kind]
    return any(
        sense.never in (kind, code.family, code.plover) and _in_company(tree, token, sense)
        for sense in senses().get(token.lemma, ())
    )


def _in_company(tree: Tree, token: Token, sense: Sense) -> bool:
    return any(_is_one_of(tree, word, sense.words) for word in _company(tree, token, sense.relation))


def _is_one_of(tree: Tree, word: Token, words: frozenset[str]) -> bool:
    """ "Hurricane Milton" is a hurricane, "thousands of people" are people."""
    if word.lemma in words or word.text.lower() in words:
        return True
    inside = list(tree.below(word, "compound")) if word.pos == "PROPN" else []
    if word.lemma in _AMOUNTS:
        inside += [thing for prep in tree.below(word, "prep") for thing in tree.below(prep, "pobj")]
    return any(other.lemma in words for other in inside)


def _company(tree: Tree, token: Token, relation: str) -> Iterator[Token]:
    if relation == "near":
        yield from tree.tokens
    elif relation == "object":
        yield from tree.below(token, "dobj", "nsubjpass")
    elif relation == "subject":
        yield from _subjects(tree, token)
    elif relation == "doer":
        head = _carrier(tree, token)
        if head is not None:
            yield from _subjects(tree, head)
    elif relation == "modifier":
        yield from tree.below(token, "amod", "compound", "nmod")
    elif relation == "poss":
        yield from tree.below(token, "poss")
    else:
        for prep in tree.below(token, "prep", "agent"):
            if prep.lemma == relation:
                yield from tree.below(prep, "pobj")


def _subjects(tree: Tree, verb: Token) -> Iterator[Token]:
    subject = tree.subject(verb)
    if subject is not None and subject.dep == "nsubj":
        yield subject
    for agent in tree.below(verb, "agent"):
        yield from tree.below(agent, "pobj")


def _carrier(tree: Tree, noun: Token) -> Token | None:
    """The verb of "began a strike" and "went on strike"."""
    head = tree.head(noun)
    if head is not None and noun.dep == "pobj":
        head = tree.head(head)
    return head if head is not None and head.pos == "VERB" and noun.dep in ("dobj", "pobj") else None
