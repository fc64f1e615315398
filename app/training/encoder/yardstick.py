"""How well the heads read texts that they were not trained on, word by word and link by link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from app.extract.encode.windows import Word
from app.training.encoder.fit import Vocabulary, batch_of, batches, numbers
from app.training.encoder.net import Net
from app.training.encoder.rows import Row

THRESHOLD = 0.45  # of the probability that a word names an act at all
_LINKS = ("source", "target", "place", "time")
_ASKED = {"actor": (0, 1), "place": (2,), "time": (3,)}


Tally = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Read:
    """A text with the vectors of its words."""

    net: Net
    known: Vocabulary
    row: Row
    flat: Tensor
    places: Mapping[Word, int]

    def of(self, words: Iterable[Word]) -> Tensor:
        return self.flat[[self.places[word] for word in words]]


def measure(net: Net, rows: Sequence[Row], known: Vocabulary) -> dict[str, float]:
    """F1 of words found (any type), of words typed right, and of each kind of link, given the annotated acts."""
    tally: Tally = Counter()
    net.eval()
    with torch.no_grad():
        for group in batches(rows, 4000, None):
            batch = batch_of(group)
            vectors = net.vectors(batch.pieces, batch.mask)
            flat = vectors.reshape(-1, vectors.shape[-1])
            for row, places in zip(group, batch.offsets, strict=True):
                text = _Read(net, known, row, flat, places)
                _words(text, tally)
                _links(text, tally)
                _twins(text, tally)
    return {name: _f1(tally, name) for name in ("detect", "typed", *_LINKS, "twins")}


def _words(text: _Read, tally: Tally) -> None:
    judged = [w for w in text.row.words if w.type is not None and w.weight == 1.0]
    if not judged:
        return
    labels = text.known.labels
    for word, odds in zip(
        judged, text.net.types(text.of(w.word for w in judged)).softmax(-1).tolist(), strict=True
    ):
        found, act = 1.0 - odds[0] >= THRESHOLD, word.type != labels[0]
        best = labels[1 + max(range(len(odds) - 1), key=odds[1:].__getitem__)]
        _count(tally, "detect", found, act, found and act)
        _count(tally, "typed", found, act, found and word.type == best)


def _links(text: _Read, tally: Tally) -> None:
    pairs = text.row.pairs
    if not pairs:
        return
    acts = text.of(pair.act for pair in pairs)
    words = text.of((pair.candidate.sentence, pair.candidate.token) for pair in pairs)
    odds = text.net.links(acts, words, [numbers(text.known.links, pair.features) for pair in pairs]).sigmoid()
    best: dict[tuple[object, ...], list[float]] = {}
    for pair, scores in zip(pairs, odds.tolist(), strict=True):
        told = [*scores, *map(float, pair.truth)]
        key = (pair.act, pair.candidate.kind, pair.candidate.group)
        best[key] = list(map(max, best[key], told)) if key in best else told
    for (_, kind, _), scores in best.items():
        for k in _ASKED[str(kind)]:
            found, true = scores[k] >= 0.5, scores[k + len(_LINKS)] == 1.0
            _count(tally, _LINKS[k], found, true, found and true)


def _twins(text: _Read, tally: Tally) -> None:
    twins = text.row.twins
    if not twins:
        return
    first, second = text.of(twin.first for twin in twins), text.of(twin.second for twin in twins)
    scores = text.net.twins(first, second, [numbers(text.known.twins, twin.features) for twin in twins])
    for twin, score in zip(twins, scores[:, 0].tolist(), strict=True):
        _count(tally, "twins", score > 0, twin.same, score > 0 and twin.same)


def _count(tally: Tally, name: str, found: bool, true: bool, both: bool) -> None:
    tally[name, "found"] += found
    tally[name, "true"] += true
    tally[name, "both"] += both


def _f1(tally: Tally, name: str) -> float:
    total = tally[name, "found"] + tally[name, "true"]
    return round(2 * tally[name, "both"] / total, 3) if total else 0.0
