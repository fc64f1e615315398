"""The small network learns what the teacher makes of texts, annotated or not, beside what is annotated."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from app.training.encoder.fit import Batch, Loss, Vocabulary, batch_of, batches, heads_loss, masked
from app.training.encoder.net import Net
from app.training.encoder.rows import Kit, Row, row_of

# Of the distance between vectors and of that between types, beside the heads' own loss.
_VECTORS_WEIGHT, _TYPES_WEIGHT = 2.0, 5.0
_LONGEST = 12_000  # characters of a text
_SHORTEST = 200
_HEADS = ("word_hidden", "word_output", "links", "twins")
_SOME_DAY = "2019-06-15"  # of texts that do not say when they were published; nothing is dated by it here

Lessons = Mapping[str, Sequence[Tensor]]  # a text -> for each of its windows the vectors of its pieces


def unlabelled(paths: Sequence[Path], kit: Kit) -> list[Row]:
    """Texts without annotations; each once."""
    return [
        replace(row_of(article, kit), words=(), pairs=(), twins=())
        for path in paths
        for article in _articles(path)
    ]


def _articles(path: Path) -> Iterator[dict[str, object]]:
    seen = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        text = row["text"][:_LONGEST]
        if len(text) >= _SHORTEST and text not in seen:
            seen.add(text)
            day = str(row.get("published_at") or _SOME_DAY)[:10]
            yield {"id": f"{path.stem}-{number}", "text": text, "published_at": day, "events": []}


def lessons(teacher: Net, rows: Sequence[Row]) -> Lessons:
    """What the teacher makes of every piece, in half precision."""
    found: dict[str, list[Tensor]] = {}
    with torch.no_grad():
        for group in batches(rows, 6000, None):
            batch = batch_of(group)
            windows = iter(teacher.vectors(batch.pieces, batch.mask).half())
            for row in group:
                found[row.id] = [next(windows)[: len(pieces)].clone() for pieces in row.windows.pieces]
            if len(found) % 500 < len(group):
                print(f"the teacher has read {len(found)} of {len(rows)} texts", file=sys.stderr)
    return found


def with_heads_of(net: Net, teacher: Net) -> Net:
    """``net`` with the teacher's heads to begin with: they read the vectors that it is to learn."""
    for name in _HEADS:
        getattr(net, name).load_state_dict(getattr(teacher, name).state_dict())
    return net


def taught_by(teacher: Net, lessons: Lessons) -> Loss:
    """The loss of a pupil."""

    def loss_of(net: Net, rows: Sequence[Row], known: Vocabulary) -> Tensor:
        batch = batch_of(rows)
        vectors = net.vectors(masked(batch), batch.mask)
        told = _told(batch, lessons, vectors.shape[-1])
        read = batch.mask == 1
        loss = _distance(net, teacher, vectors[read], told[read])
        if any(row.words for row in rows):
            loss = loss + heads_loss(net, batch, vectors, known)
        return loss

    return loss_of


def _distance(net: Net, teacher: Net, own: Tensor, told: Tensor) -> Tensor:
    """How far vectors, and the types that are read from them, are from the teacher's."""
    vectors = functional.mse_loss(own, told) / told.var()
    with torch.no_grad():
        wanted = teacher.types(told).log_softmax(-1)
    types = functional.kl_div(net.types(own).log_softmax(-1), wanted, reduction="none", log_target=True)
    return _VECTORS_WEIGHT * vectors + _TYPES_WEIGHT * types.sum(-1).mean()


def _told(batch: Batch, lessons: Lessons, width: int) -> Tensor:
    found = torch.zeros((*batch.pieces.shape, width))
    windows = (window for row in batch.rows for window in lessons[row.id])
    for number, window in enumerate(windows):
        found[number, : len(window)] = window.float()
    return found
