"""How well the heads read texts that they were not trained on, word by word and link by link."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import torch

from app.training.encoder.fit import Vocabulary, batch_of, batches
from app.training.encoder.net import Net
from app.training.encoder.rows import Row

THRESHOLD = 0.45  # of the probability that a word names an act at all
_LINKS = ("source", "target", "place", "time")
_ASKED = {"actor": (0, 1), "place": (2,), "time": (3,)}


def measure(net: Net, rows: Sequence[Row], known: Vocabulary) -> dict[str, float]:
    """F1 of words found (any type), of words typed right, and of each kind of link, given the annotated acts."""
    tally: Counter[str] = Counter()
    net.eval()
    with torch.no_grad():
        for group in batches(rows, 4000, None):
            batch = batch_of(group)
            vectors = net.vectors(batch.pieces, batch.mask)
            for i, row in enumerate(group):
                places = batch.offsets[i]
                flat = vectors.reshape(-1, vectors.shape[-1])
                _words(net, row, flat, places, known, tally)
                _links(net, row, flat, places, known, tally)
    names = ("detect", "typed", *_LINKS)
    return {name: _f1(tally, name) for name in names}


def _words(net, row, flat, places, known, tally) -> None:  # type: ignore[no-untyped-def]
    judged = [w for w in row.words if w.type is not None and w.weight == 1.0]
    if not judged:
        return
    odds = net.types(flat[[places[w.word] for w in judged]]).softmax(-1)
    for word, row_odds in zip(judged, odds.tolist(), strict=True):
        found, act = 1.0 - row_odds[0] >= THRESHOLD, word.type != known.labels[0]
        best = known.labels[1 + max(range(len(row_odds) - 1), key=lambda k: row_odds[k + 1])]
        for name in ("detect", "typed"):
            tally[name, "found"] += found
            tally[name, "true"] += act
        tally["detect", "both"] += found and act
        tally["typed", "both"] += found and word.type == best


def _links(net, row, flat, places, known, tally) -> None:  # type: ignore[no-untyped-def]
    if not row.pairs:
        return
    acts = flat[[places[p.act] for p in row.pairs]]
    words = flat[[places[p.candidate.sentence, p.candidate.token] for p in row.pairs]]
    odds = net.links(acts, words, [known.numbers(p.features) for p in row.pairs]).sigmoid().tolist()
    best: defaultdict[tuple[object, ...], list[float]] = defaultdict(lambda: [0.0] * 8)
    for pair, scores in zip(row.pairs, odds, strict=True):
        merged = best[pair.act, pair.candidate.kind, pair.candidate.group]
        merged[:] = map(max, merged, [*scores, *map(float, pair.truth)])
    for (_, kind, _), scores in best.items():
        for k in _ASKED[str(kind)]:
            found, true = scores[k] >= 0.5, scores[k + 4] == 1.0
            tally[_LINKS[k], "found"] += found
            tally[_LINKS[k], "true"] += true
            tally[_LINKS[k], "both"] += found and true


def _f1(tally: Counter[str], name: str) -> float:
    total = tally[name, "found"] + tally[name, "true"]  # type: ignore[index]
    return round(2 * tally[name, "both"] / total, 3) if total else 0.0  # type: ignore[index]
