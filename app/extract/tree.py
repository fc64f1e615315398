"""Walks over the dependency tree of one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.extract.records import Sentence, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence with the dependents of every token at hand."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    dependents: tuple[tuple[Token, ...], ...]

    @classmethod
    def of(cls, sentence: Sentence) -> Tree:
        below: list[list[Token]] = [[] for _ in sentence.tokens]
        for token in sentence.tokens:
            if token.head != token.index:
                below[token.head].append(token)
        return cls(sentence, sentence.tokens, tuple(tuple(row) for row in below))

    def head(self, token: Token) -> Token | None:
        """The governing token, or None at the root."""
        return self.tokens[token.head] if token.head != token.index else None

    def below(self, token: Token, *deps: str) -> Iterator[Token]:
        """The direct dependents whose label is one of ``deps`` (all of them if none is given)."""
        for child in self.dependents[token.index]:
            if not deps or child.dep in deps:
                yield child

    def first(self, token: Token, *deps: str) -> Token | None:
        return next(self.below(token, *deps), None)

    def subtree(self, token: Token) -> Iterator[Token]:
        """``token`` and everything under it, in no order."""
        stack = [token]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(self.dependents[node.index])

    def ancestors(self, token: Token) -> Iterator[Token]:
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token

    def subject(self, verb: Token) -> Token | None:
        """The verb's own subject, else the one it shares with the verb it is coordinated with or controlled by."""
        for _ in range(4):
            found = self.first(verb, *_SUBJECTS)
            if found is not None:
                return found
            if verb.dep not in ("conj", "xcomp", "advcl", "pcomp") or verb.head == verb.index:
                return None
            verb = self.tokens[verb.head]
        return None
