"""Which words may name an act, and of what types: the vocabulary of ``data/triggers``, one file a type.

An entry is a part of speech and a lemma ("VERB<TAB>visit"); "call+for" is the lemma *call* with a dependent *for*
(a particle, a preposition or an object). An entry only proposes; the scorer decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from app.extract.records import Token
from app.extract.taxonomy import TYPES
from app.extract.tree import Tree

_POS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
_DEPTH = ("prt", "prep", "dobj", "acomp", "advmod", "xcomp", "attr", "agent", "pobj", "oprd")


class LexiconError(ValueError):
    """A line of the trigger lexicon cannot be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    type: str
    needs: tuple[str, ...]  # lemmas that must hang below the word

    @property
    def name(self) -> str:
        return f"{self.type}{''.join('+' + need for need in self.needs)}"


@dataclass(frozen=True, slots=True)
class Candidate:
    token: Token
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    entries: Mapping[tuple[str, str], tuple[Entry, ...]]  # (POS, lemma) -> what it may mean

    @classmethod
    def load(cls) -> Lexicon:
        """The packaged lexicon. Raises LexiconError on an unknown type, part of speech or empty line."""
        found: dict[tuple[str, str], list[Entry]] = {}
        folder = files("app.extract").joinpath("data/triggers")
        for kind in TYPES:
            text = folder.joinpath(f"{kind}.txt").read_text(encoding="utf-8")
            for number, line in enumerate(text.splitlines(), 1):
                pos, _, lemmas = line.partition("\t")
                if pos not in ("VERB", "NOUN", "ADJ") or not lemmas.split():
                    raise LexiconError(
                        f"triggers/{kind}.txt line {number}: want POS<TAB>lemmas, got {line!r}"
                    )
                for item in lemmas.split():
                    lemma, *needs = item.split("+")
                    found.setdefault((pos, lemma), []).append(Entry(kind, tuple(needs)))
        return cls(MappingProxyType({key: tuple(dict.fromkeys(row)) for key, row in found.items()}))

    def candidates(self, tree: Tree) -> Iterator[Candidate]:
        """The words of one sentence that the lexicon knows, with the entries whose dependents are there."""
        for token in tree.tokens:
            pos = _POS.get(token.pos)
            rows = self.entries.get((pos, token.lemma)) if pos else None
            if not rows:
                continue
            if any(row.needs for row in rows):
                below = _lemmas_below(tree, token)
                rows = tuple(row for row in rows if all(need in below for need in row.needs))
            if rows:
                yield Candidate(token, rows)


def _lemmas_below(tree: Tree, token: Token) -> set[str]:
    near = {child.lemma for child in tree.below(token)}
    for child in tree.below(token, *_DEPTH):
        near.update(grand.lemma for grand in tree.below(child, *_DEPTH))
    return near
