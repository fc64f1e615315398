"""Fine-tune the network on rows: one pass is one loss over a batch of whole articles."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from app.extract.encode.windows import Word
from app.training.encoder.net import Net
from app.training.encoder.rows import Pair, Row

_PADDING, _MASK, _MARKS = 0, 103, (101, 102)  # [PAD], [MASK], [CLS] and [SEP] of the vocabulary
_KINDS = {"actor": (1.0, 1.0, 0.0, 0.0), "place": (0.0, 0.0, 1.0, 0.0), "time": (0.0, 0.0, 0.0, 1.0)}
_MASKED = 0.1  # share of word pieces hidden in training
_RARE = 4  # features of links seen less often are left out
_WORDS_WEIGHT = 5.0  # nine words in ten are "none", so their loss is small


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    epochs: int = 8
    rate: float = 2e-4  # of the encoder; small models bear a large one
    head_rate: float = 2e-3
    pieces: int = 2000  # of a batch, with padding
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    labels: tuple[str, ...]
    links: Mapping[str, int]  # feature -> its row
    twins: Mapping[str, int]


def vocabulary(rows: Sequence[Row], labels: Sequence[str]) -> Vocabulary:
    """The labels, and the features seen often enough to learn from."""
    links = Counter(name for row in rows for pair in row.pairs for name in set(pair.features))
    twins = Counter(name for row in rows for twin in row.twins for name in set(twin.features))
    return Vocabulary(tuple(labels), _numbered(links), _numbered(twins))


def _numbered(seen: Counter[str]) -> dict[str, int]:
    kept = sorted(name for name, count in seen.items() if count >= _RARE)
    return {name: number for number, name in enumerate(kept)}


def numbers(known: Mapping[str, int], names: Iterable[str]) -> list[int]:
    return [row for name in names if (row := known.get(name)) is not None]


@dataclass(frozen=True, slots=True)
class Batch:
    rows: Sequence[Row]
    pieces: Tensor  # (windows, longest)
    mask: Tensor
    offsets: Sequence[Mapping[Word, int]]  # for each row: a word's place in the flattened windows

    def gather(self, vectors: Tensor, words: Iterable[tuple[int, Word]]) -> Tensor:
        """The vectors of words, each named by its row and its place there."""
        flat = vectors.reshape(-1, vectors.shape[-1])
        return flat[torch.tensor([self.offsets[row][word] for row, word in words], dtype=torch.long)]


def batch_of(rows: Sequence[Row]) -> Batch:
    longest = max(len(window) for row in rows for window in row.windows.pieces)
    filled = [window for row in rows for window in row.windows.pieces]
    pieces = torch.tensor([[*window, *[_PADDING] * (longest - len(window))] for window in filled])
    offsets, before = [], 0
    for row in rows:
        # a row counts pieces without padding; here every window is as long as the longest
        starts, total = [], 0
        for window in row.windows.pieces:
            starts.append(total)
            total += len(window)
        places: dict[Word, int] = {}
        current = 0
        for word, position in sorted(row.windows.rows.items(), key=lambda item: item[1]):
            while current + 1 < len(starts) and position >= starts[current + 1]:
                current += 1
            places[word] = (before + current) * longest + position - starts[current]
        offsets.append(places)
        before += len(row.windows.pieces)
    return Batch(rows, pieces, (pieces != _PADDING).long(), offsets)


def batches(rows: Sequence[Row], size: int, chance: random.Random | None) -> list[list[Row]]:
    """Rows of like window length together, since padding costs as much as words."""
    order = [row for row in rows if row.windows.pieces]
    if chance:
        chance.shuffle(order)
    order.sort(key=lambda row: _longest(row) // 16 + (chance.random() if chance else 0))
    filled: list[list[Row]] = [[]]
    for row in order:
        windows = [window for r in [*filled[-1], row] for window in r.windows.pieces]
        if filled[-1] and len(windows) * max(map(len, windows)) > size:
            filled.append([])
        filled[-1].append(row)
    if chance:
        chance.shuffle(filled)
    return filled


def _longest(row: Row) -> int:
    return max(len(window) for window in row.windows.pieces)


Loss = Callable[[Net, Sequence[Row], Vocabulary], Tensor]


def loss_of(net: Net, rows: Sequence[Row], known: Vocabulary) -> Tensor:
    batch = batch_of(rows)
    return heads_loss(net, batch, net.vectors(masked(batch), batch.mask), known)


def masked(batch: Batch) -> Tensor:
    """The pieces with a few hidden."""
    hidden = (torch.rand(batch.pieces.shape) < _MASKED) & (batch.mask == 1)
    for mark in _MARKS:
        hidden &= batch.pieces != mark
    return torch.where(hidden, _MASK, batch.pieces)


def heads_loss(net: Net, batch: Batch, vectors: Tensor, known: Vocabulary) -> Tensor:
    """How far the heads are from what is annotated."""
    pairs = _links_loss(net, batch, vectors, known) + _twins_loss(net, batch, vectors, known)
    return pairs + _WORDS_WEIGHT * _words_loss(net, batch, vectors, known)


def _words_loss(net: Net, batch: Batch, vectors: Tensor, known: Vocabulary) -> Tensor:
    judged = [(i, w) for i, row in enumerate(batch.rows) for w in row.words if w.type is not None]
    scores = net.types(batch.gather(vectors, ((i, w.word) for i, w in judged)))
    truth = torch.tensor([known.labels.index(w.type or "") for _, w in judged])
    weight = torch.tensor([w.weight for _, w in judged])
    return (functional.cross_entropy(scores, truth, reduction="none") * weight).mean()


def _links_loss(net: Net, batch: Batch, vectors: Tensor, known: Vocabulary) -> Tensor:
    """An actor is judged by its best mention: which of several names it need not be known."""
    pairs = [(i, pair) for i, row in enumerate(batch.rows) for pair in row.pairs]
    if not pairs:
        return torch.zeros(())
    acts = batch.gather(vectors, ((i, pair.act) for i, pair in pairs))
    words = batch.gather(vectors, ((i, (p.candidate.sentence, p.candidate.token)) for i, p in pairs))
    scores = net.links(acts, words, [numbers(known.links, pair.features) for _, pair in pairs])
    groups: dict[tuple[object, ...], int] = {}
    owner = torch.tensor([groups.setdefault(_group(i, pair), len(groups)) for i, pair in pairs])
    index = owner[:, None].expand(-1, scores.shape[1])
    best = torch.full((len(groups), scores.shape[1]), -30.0).scatter_reduce(
        0, index, scores, "amax", include_self=False
    )
    told = torch.tensor([pair.truth for _, pair in pairs], dtype=torch.float)
    truth = torch.zeros_like(best).scatter_reduce(0, index, told, "amax")
    asked = torch.zeros_like(best)
    asked[owner] = torch.tensor([_KINDS[pair.candidate.kind] for _, pair in pairs])
    loss = functional.binary_cross_entropy_with_logits(best, truth, reduction="none")
    return (loss * asked).sum() / asked.sum()


def _twins_loss(net: Net, batch: Batch, vectors: Tensor, known: Vocabulary) -> Tensor:
    twins = [(i, twin) for i, row in enumerate(batch.rows) for twin in row.twins]
    if not twins:
        return torch.zeros(())
    first = batch.gather(vectors, ((i, twin.first) for i, twin in twins))
    second = batch.gather(vectors, ((i, twin.second) for i, twin in twins))
    scores = net.twins(first, second, [numbers(known.twins, twin.features) for _, twin in twins])[:, 0]
    truth = torch.tensor([float(twin.same) for _, twin in twins])
    return functional.binary_cross_entropy_with_logits(scores, truth)


def _group(row: int, pair: Pair) -> tuple[object, ...]:
    return row, pair.act, pair.candidate.kind, pair.candidate.group


def fit(net: Net, rows: Sequence[Row], known: Vocabulary, plan: Plan, loss_of: Loss = loss_of) -> Net:
    """Train ``net`` in place; progress goes to standard error."""
    chance = random.Random(plan.seed)
    steps = len(batches(rows, plan.pieces, None)) * plan.epochs
    optimizer = torch.optim.AdamW(_groups(net, plan), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
    )
    start = time.monotonic()
    for epoch in range(plan.epochs):
        net.train()
        losses = []
        for group in batches(rows, plan.pieces, chance):
            loss = loss_of(net, group, known)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        spent = time.monotonic() - start
        print(
            f"epoch {epoch + 1}/{plan.epochs}: loss {sum(losses) / len(losses):.3f}, {spent:.0f} s",
            file=sys.stderr,
        )
    return net.eval()


def _groups(net: Net, plan: Plan) -> list[dict[str, object]]:
    encoder = [p for p in net.encoder.parameters() if p.requires_grad]
    inside = {id(p) for p in net.encoder.parameters()}
    heads_of_pairs = (net.links, net.twins)
    tables = [table.weight for part in heads_of_pairs for table in (part.hidden_table, part.output_table)]
    apart = inside | {id(p) for p in tables}
    heads = [p for p in net.parameters() if id(p) not in apart]
    return [
        {"params": encoder, "lr": plan.rate, "weight_decay": 0.01},
        {"params": heads, "lr": plan.head_rate, "weight_decay": 0.01},
        {"params": tables, "lr": plan.head_rate / 2, "weight_decay": 0.05},
    ]
