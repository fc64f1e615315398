"""The word sets of data/actor_words.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from app.extract.who.facts import DATA, KnowledgeError


def word_set(name: str) -> frozenset[str]:
    """The set of that name. Raises KeyError for a name that the file does not hold."""
    return _sets()[name]


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    sets = tomllib.loads((DATA / "actor_words.toml").read_text(encoding="utf-8"))
    for name, text in sets.items():
        found = text.split()
        if not found or len(found) != len(set(found)):
            raise KnowledgeError(f"actor_words.toml: {name} is empty or names a word twice")
    return {name: frozenset(text.split()) for name, text in sets.items()}
