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
class Sides:
    """What one side of some pairs adds to the hidden layer, and how it gates the other side."""

    hidden: Array  # (words, hidden)
    gate: Array  # (words, gates)

    def at(self, numbers: Sequence[int]) -> Sides:
        """Those of a choice of the words."""
        return Sides(self.hidden[numbers], self.gate[numbers])


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

    def sides(self, words: Array) -> Sides:
        """What the words' side of a pair comes to, worked out once for all acts that they are paired with."""
        return Sides(self.word(words), self.word_gate(words))

    def odds(self, acts: Array, words: Array | Sides, features: Sequence[Sequence[str]]) -> Array:
        """Probabilities (pairs, ways), each on its own, for pairs of vectors and the features of each pair. Where one
        side is the same in all pairs, one row of it does."""
        inner, outer = self._bags(features)
        sides = words if isinstance(words, Sides) else self.sides(words)
        hidden = self.act(acts) + sides.hidden + inner
        hidden += self.product(self.act_gate(acts) * sides.gate)
        total = self.output(np.maximum(hidden, 0)) + outer
        return np.asarray(1.0 / (1.0 + np.exp(-total)), dtype=np.float32)

    def _bags(self, features: Sequence[Sequence[str]]) -> tuple[Array, Array]:
        """The sums of the features' rows in both tables; those of no known feature are nought."""
        find = self.rows.get
        known = [[row for name in names if (row := find(name)) is not None] for names in features]
        flat = [row for rows in known for row in rows]
        inner = np.zeros((len(known), self.hidden_table.shape[1]), dtype=np.float32)
        outer = np.zeros((len(known), self.output_table.shape[1]), dtype=np.float32)
        if flat:
            lengths = np.array([len(rows) for rows in known])
            held = lengths > 0
            starts = (np.cumsum(lengths) - lengths)[held]
            inner[held] = np.add.reduceat(self.hidden_table[flat], starts, axis=0)
            outer[held] = np.add.reduceat(self.output_table[flat], starts, axis=0)
        return inner, outer


def softmax(values: Array) -> Array:
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)
