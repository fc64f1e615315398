"""When do two names mean the same actor or place?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

Words = tuple[str, ...]
_SMALL = frozenset({"the", "al", "el", "a", "an", "mr", "mrs", "ms"})
_POSSESSIVE = re.compile(r"['’`]s\b")
_OTHER = re.compile(r"[^a-z0-9 ]+")


def words(name: str) -> Words:
    """A name's words without case, accents, articles and punctuation.

    >>> words("the Iraqi President's")
    ('iraqi', 'president')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    plain = _OTHER.sub(" ", _POSSESSIVE.sub("", plain))
    return tuple(word for word in plain.split() if word not in _SMALL)


def forms(named: Mapping[str, Any]) -> list[Words]:
    """Every way in which an actor or a place is named."""
    names = [named.get("name"), named.get("canonical_name"), *(named.get("aliases") or ())]
    return [words(name) for name in names if name]


def same(left: Iterable[Words], right: Iterable[Words]) -> bool:
    """True if some form of one equals, or is a shortened form with the same last word of, a form of the other."""
    others = list(right)
    return any(_alike(a, b) for a in left for b in others)


def _alike(a: Words, b: Words) -> bool:
    if not a or not b:
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return short[-1] == long[-1] and len(short[-1]) > 2 and "of" not in long and set(short) <= set(long)
