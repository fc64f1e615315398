"""What a sentence is about besides politics: a storm, a film or a match make "strike" and "win" no event."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from app.extract.tree import Tree


@cache
def vocabulary() -> Mapping[str, frozenset[str]]:
    """Word -> topics, from ``data/topics.tsv``."""
    found: dict[str, set[str]] = {}
    for line in files("app.extract").joinpath("data/topics.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        topic, words = line.split("\t")
        for word in words.split():
            found.setdefault(word, set()).add(topic)
    return MappingProxyType({word: frozenset(topics) for word, topics in found.items()})


def topics_of(tree: Tree) -> frozenset[str]:
    """The topics that the words of one sentence touch."""
    known = vocabulary()
    return frozenset(topic for token in tree.tokens for topic in known.get(token.lemma, ()))
