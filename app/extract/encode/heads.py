"""The small layers on top of the encoder, in plain NumPy: what a word means, and how a word belongs to an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layer:
    weight: Array  # (in, out)
    bias: Array  # (out,)

    def __call__(self, values: Array) -> Array:
        return values @ self.weight + self.bias


@dataclass(frozen=True, slots=True)
class WordHead:
    """The odds of every type, "none" first, for each word."""

    hidden: Layer
    output: Layer

    def odds(self, vectors: Array) -> Array:
        """Probabilities (words, types) for vectors (words, width); each row sums to 1."""
        return softmax(self.output(np.maximum(self.hidden(vectors), 0)))


@dataclass(frozen=True, slots=True)
class PairHead:
    """How likely an act and a word, or two acts, belong together in each of several ways."""

    act: Layer
    word: Layer
    act_gate: Layer
    word_gate: Layer
    product: Layer
    output: Layer
    rows: Mapping[str, int]  # feature -> its row of the tables
    hidden_table: Array  # what a feature adds to the hidden layer
    output_table: Array  # and to the output

    def odds(self, acts: Array, words: Array, features: Sequence[Sequence[str]]) -> Array:
        """Probabilities (pairs, ways), each on its own, for pairs of vectors and the features of each pair. Where one
        side is the same in all pairs, one row of it does."""
        inner, outer = self._bags(features)
        hidden = self.act(acts) + self.word(words) + inner
        hidden += self.product(self.act_gate(acts) * self.word_gate(words))
        total = self.output(np.maximum(hidden, 0)) + outer
        return np.asarray(1.0 / (1.0 + np.exp(-total)), dtype=np.float32)

    def _bags(self, features: Sequence[Sequence[str]]) -> tuple[Array, Array]:
        """The sums of the features' rows in both tables; those of no known feature are nought."""
        known = [[row for name in names if (row := self.rows.get(name)) is not None] for names in features]
        flat = [row for rows in known for row in rows]
        owner = np.repeat(np.arange(len(known)), [len(rows) for rows in known])
        return _sums(self.hidden_table[flat], owner, len(known)), _sums(
            self.output_table[flat], owner, len(known)
        )


def _sums(values: Array, owner: npt.NDArray[np.int64], count: int) -> Array:
    """The rows of ``values`` added up by their owner, whose numbers ascend."""
    total = np.zeros((count, values.shape[1]), dtype=np.float32)
    if len(values):
        owners, starts = np.unique(owner, return_index=True)
        total[owners] = np.add.reduceat(values, starts, axis=0)
    return total


def softmax(values: Array) -> Array:
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)
