import math

import pytest

from app.extract.taxonomy import TYPES
from app.extract.what.scorer import Scorer


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer.load()


def test_labels_are_none_and_the_event_types(scorer: Scorer):
    assert scorer.labels == ("none", *TYPES)


@pytest.mark.parametrize(
    "features", [[], ["bias"], ["bias", "l=visit", "lp=visit/VERB"], ["never seen before"]]
)
def test_probabilities_sum_to_one(scorer: Scorer, features: list[str]):
    assert math.isclose(sum(scorer.probabilities(features).values()), 1.0, abs_tol=1e-6)


def test_the_card_says_what_it_was_trained_on(scorer: Scorer):
    assert {"trained", "texts", "candidates", "cross_validated", "method", "parser"} <= set(scorer.card)
