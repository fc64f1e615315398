"""The learned judge of candidates: a multinomial logistic regression over sparse features.

Weights come from ``app.training.triggers``; ``data/triggers_model.json.gz`` carries its card.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

NONE = "none"


class ModelError(ValueError):
    """The trigger model's file does not fit this version of the code."""


@dataclass(frozen=True, slots=True)
class Scorer:
    labels: tuple[str, ...]  # "none" first, then event types
    rows: Mapping[str, int]  # feature -> its row of the table
    table: npt.NDArray[np.float32]  # a weight for each feature and label
    card: Mapping[str, object]

    @classmethod
    def load(cls) -> Scorer:
        """The packaged model. Raises ModelError if its file is of another format."""
        raw = json.loads(
            gzip.decompress(files("app.extract").joinpath("data/triggers_model.json.gz").read_bytes())
        )
        if raw.get("format") != 1:
            raise ModelError(
                f"trigger model has format {raw.get('format')!r}, this code reads 1: train it again"
            )
        labels = tuple(raw["labels"])
        table = np.zeros((len(raw["weights"]), len(labels)), dtype=np.float32)
        for row, sparse in enumerate(raw["weights"].values()):
            table[row, sparse[::2]] = np.asarray(sparse[1::2], dtype=np.float32) * raw["scale"]
        return cls(labels, {name: row for row, name in enumerate(raw["weights"])}, table, raw["card"])

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """The probability of every label; they sum to 1."""
        known = [row for name in features if (row := self.rows.get(name)) is not None]
        total = self.table[known].sum(axis=0)
        exponents = [math.exp(value) for value in (total - total.max()).tolist()]
        mass = sum(exponents)
        return {label: value / mass for label, value in zip(self.labels, exponents, strict=True)}
