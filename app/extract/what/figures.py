"""Figures of speech: "a heart attack" attacks nobody, and who comes "under fire from critics" is not shot at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from app.extract.records import Token
from app.extract.tree import Tree


@dataclass(frozen=True, slots=True)
class Figure:
    lemmas: tuple[str, ...]
    place: int  # of the word that is no act
    example: str


@cache
def figures() -> Mapping[str, tuple[Figure, ...]]:
    """The expressions of ``data/figures.tsv`` by the lemma of the word that is no act."""
    found: dict[str, list[Figure]] = {}
    for line in files("app.extract").joinpath("data/figures.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        pattern, example = line.split("\t")
        words = pattern.split()
        place = next(i for i, word in enumerate(words) if word.startswith("["))
        words[place] = words[place].strip("[]")
        found.setdefault(words[place], []).append(Figure(tuple(words), place, example))
    return MappingProxyType({lemma: tuple(rows) for lemma, rows in found.items()})


def is_figurative(tree: Tree, token: Token) -> bool:
    return figure_of(tree, token) is not None


def figure_of(tree: Tree, token: Token) -> Figure | None:
    """The expression in which ``token`` is no act, if it stands in one."""
    return next((f for f in figures().get(token.lemma, ()) if _stands(tree, token, f)), None)


def _stands(tree: Tree, token: Token, figure: Figure) -> bool:
    start = token.index - figure.place
    row = tree.tokens[max(start, 0) : start + len(figure.lemmas)]
    return start >= 0 and tuple(word.lemma for word in row) == figure.lemmas
