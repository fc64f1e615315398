import math

import pytest

from app.extract.assemble.confidence import Confidence, figures
from tests.extract.assemble.accounts import account

PLAIN = Confidence({"bias": 0.0, "best": 1.0, "more": 0.5, "length": -1.0}, {})


@pytest.mark.parametrize("score", [0.3, 0.5, 0.8])
def test_one_mention_in_one_sentence_keeps_its_score(score: float):
    assert PLAIN.of([account(score=score)], "strike", 1) == score


def test_more_mentions_make_surer():
    one, three = [account(score=0.6)], [account(sentence=i, score=0.6) for i in range(3)]
    assert PLAIN.of(three, "strike", 1) > PLAIN.of(one, "strike", 1)


def test_a_longer_article_makes_less_sure():
    assert PLAIN.of([account(score=0.8)], "strike", 30) < PLAIN.of([account(score=0.8)], "strike", 2)


def test_mentions_of_another_type_do_not_count():
    group = [account(score=0.5), account("attack", sentence=1, score=0.9)]
    assert figures(group, "strike", 1) == {"bias": 1.0, "best": 0.0, "more": 0.0, "length": 0.0}


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_a_score_at_the_end_is_not_certainty(score: float):
    assert math.isfinite(figures([account(score=score)], "strike", 1)["best"])


def test_the_packaged_weights_know_every_figure():
    packaged = Confidence.load()
    assert set(packaged.weights) == set(figures([account()], "strike", 1))
    assert packaged.weights["best"] > 0
    assert packaged.card["right_when_sure"] >= 0.9
