"""The network: a pretrained encoder with a head for words and a head for links."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from app.extract.encode.model import WIDTH

HIDDEN = 192  # of the word head
LINK_HIDDEN = 128
GATE = 48
DROPOUT = 0.15
LINK_OUTPUTS = 4  # source, target, place, time


class Bag(nn.Embedding):
    """Sums of the rows of a table: the features of a pair, however many."""

    def forward(self, features: Sequence[Sequence[int]]) -> Tensor:
        flat = torch.tensor([row for rows in features for row in rows], dtype=torch.long)
        owner = torch.tensor([i for i, rows in enumerate(features) for _ in rows], dtype=torch.long)
        total = torch.zeros(len(features), self.embedding_dim)
        return total.index_add(0, owner, super().forward(flat))


class Links(nn.Module):
    """Scores for pairs of words: one output for each question asked of a pair."""

    def __init__(self, features: int, outputs: int) -> None:
        super().__init__()
        self.act = nn.Linear(WIDTH, LINK_HIDDEN)
        self.word = nn.Linear(WIDTH, LINK_HIDDEN, bias=False)
        self.act_gate = nn.Linear(WIDTH, GATE)
        self.word_gate = nn.Linear(WIDTH, GATE)
        self.product = nn.Linear(GATE, LINK_HIDDEN, bias=False)
        self.link_output = nn.Linear(LINK_HIDDEN, outputs)
        self.hidden_table = Bag(features, LINK_HIDDEN)
        self.output_table = Bag(features, outputs)
        self.dropout = nn.Dropout(DROPOUT)
        nn.init.normal_(self.hidden_table.weight, std=0.05)
        nn.init.zeros_(self.output_table.weight)

    def forward(self, acts: Tensor, words: Tensor, features: Sequence[Sequence[int]]) -> Tensor:
        hidden = self.act(acts) + self.word(words) + self.hidden_table(features)
        hidden = hidden + self.product(self.act_gate(acts) * self.word_gate(words))
        total: Tensor = self.link_output(self.dropout(torch.relu(hidden))) + self.output_table(features)
        return total


def pretrained(base: Path) -> nn.Module:
    """The encoder of a folder, made ready to be trained."""
    # no dropout inside: on two cores its random numbers cost as much as the products; masked pieces regularise
    encoder: nn.Module = AutoModel.from_pretrained(
        base,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        add_pooling_layer=False,
        attn_implementation="eager",  # in bfloat16 twice as fast backwards as the fused one on these cores
    )
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    return encoder


class Net(nn.Module):
    def __init__(self, encoder: nn.Module, labels: int, link_features: int, twin_features: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.word_hidden = nn.Linear(WIDTH, HIDDEN)
        self.word_output = nn.Linear(HIDDEN, labels)
        self.dropout = nn.Dropout(DROPOUT)
        self.links = Links(link_features, LINK_OUTPUTS)
        self.twins = Links(twin_features, 1)

    def vectors(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """(windows, pieces, width)"""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found: Tensor = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        return found.float()

    def types(self, vectors: Tensor) -> Tensor:
        """Scores (words, labels)"""
        hidden = torch.relu(self.word_hidden(self.dropout(vectors)))
        scores: Tensor = self.word_output(self.dropout(hidden))
        return scores
