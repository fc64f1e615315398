"""The heads: the same figures as a plain loop over their layers."""

import math

import numpy as np
import pytest

from app.extract.encode.heads import Layer, PairHead, WordHead, softmax

WIDTH, HIDDEN, GATE, WAYS = 6, 5, 3, 4
FEATURES = ("off=0", "p=>nsubj", "k=actor")


def layer(chance: np.random.Generator, inner: int, outer: int) -> Layer:
    return Layer(
        chance.normal(size=(inner, outer)).astype(np.float32), chance.normal(size=outer).astype(np.float32)
    )


@pytest.fixture
def chance() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.fixture
def words(chance: np.random.Generator) -> WordHead:
    return WordHead(layer(chance, WIDTH, HIDDEN), layer(chance, HIDDEN, WAYS))


@pytest.fixture
def pairs(chance: np.random.Generator) -> PairHead:
    return PairHead(
        act=layer(chance, WIDTH, HIDDEN),
        word=layer(chance, WIDTH, HIDDEN),
        act_gate=layer(chance, WIDTH, GATE),
        word_gate=layer(chance, WIDTH, GATE),
        product=layer(chance, GATE, HIDDEN),
        output=layer(chance, HIDDEN, WAYS),
        rows={name: row for row, name in enumerate(FEATURES)},
        hidden_table=chance.normal(size=(len(FEATURES), HIDDEN)).astype(np.float32),
        output_table=chance.normal(size=(len(FEATURES), WAYS)).astype(np.float32),
    )


def through(part: Layer, vector: list[float]) -> list[float]:
    """One vector through one layer, number by number."""
    return [
        float(part.bias[j]) + sum(value * float(part.weight[i, j]) for i, value in enumerate(vector))
        for j in range(len(part.bias))
    ]


def by_hand(head: PairHead, act: list[float], word: list[float], names: list[str]) -> list[float]:
    gated = [a * b for a, b in zip(through(head.act_gate, act), through(head.word_gate, word), strict=True)]
    hidden = [
        sum(values)
        for values in zip(
            through(head.act, act), through(head.word, word), through(head.product, gated), strict=True
        )
    ]
    known = [head.rows[name] for name in names if name in head.rows]
    hidden = [
        value + sum(float(head.hidden_table[row, j]) for row in known) for j, value in enumerate(hidden)
    ]
    total = through(head.output, [max(value, 0.0) for value in hidden])
    return [
        1 / (1 + math.exp(-value - sum(float(head.output_table[row, j]) for row in known)))
        for j, value in enumerate(total)
    ]


NAMED = [list(FEATURES), ["off=0"], [], ["never seen before"], ["k=actor", "never seen before", "k=actor"]]


def test_pair_odds_are_those_of_a_plain_loop(pairs: PairHead, chance: np.random.Generator):
    acts, other = (chance.normal(size=(len(NAMED), WIDTH)).astype(np.float32) for _ in range(2))
    odds = pairs.odds(acts, other, NAMED)
    assert odds.shape == (len(NAMED), WAYS)
    for row, (act, word, names) in enumerate(zip(acts.tolist(), other.tolist(), NAMED, strict=True)):
        assert odds[row].tolist() == pytest.approx(by_hand(pairs, act, word, names), abs=1e-5)


def test_a_pair_does_not_hear_of_the_others(pairs: PairHead, chance: np.random.Generator):
    acts, other = (chance.normal(size=(len(NAMED), WIDTH)).astype(np.float32) for _ in range(2))
    together = pairs.odds(acts, other, NAMED)
    for row, names in enumerate(NAMED):
        alone = pairs.odds(acts[row : row + 1], other[row : row + 1], [names])
        assert alone[0] == pytest.approx(together[row], abs=1e-6)


def test_no_pairs_no_odds(pairs: PairHead):
    nothing = np.zeros((0, WIDTH), dtype=np.float32)
    assert pairs.odds(nothing, nothing, []).shape == (0, WAYS)


def test_word_odds_are_those_of_a_plain_loop(words: WordHead, chance: np.random.Generator):
    vectors = chance.normal(size=(3, WIDTH)).astype(np.float32)
    odds = words.odds(vectors)
    for row, vector in enumerate(vectors.tolist()):
        scores = through(words.output, [max(value, 0.0) for value in through(words.hidden, vector)])
        mass = sum(map(math.exp, scores))
        assert odds[row].tolist() == pytest.approx([math.exp(score) / mass for score in scores], abs=1e-5)


@pytest.mark.parametrize("scale", [0.0, 1.0, 1e4])
def test_softmax_sums_to_one(chance: np.random.Generator, scale: float):
    """Large scores too: their exponents alone would overflow."""
    odds = softmax(np.asarray(chance.normal(size=(20, WAYS)) * scale, dtype=np.float32))
    assert np.all((odds >= 0) & (odds <= 1))
    assert odds.sum(axis=1) == pytest.approx(1.0, abs=1e-5)


def test_softmax_keeps_the_order():
    assert softmax(np.asarray([[1.0, 3.0, 2.0]], dtype=np.float32)).argsort().tolist() == [[0, 2, 1]]
