import pytest

from app.extract.assemble import MergeWeights
from app.extract.assemble.same import compare
from tests.extract.assemble.accounts import account, day, part, place


@pytest.fixture(scope="module")
def weights() -> MergeWeights:
    return MergeWeights.load()


def test_families_never_mix(weights: MergeWeights):
    assert weights.score(account("strike"), account("accusation", sentence=1)) == float("-inf")


@pytest.mark.parametrize(
    ("closer", "further"),
    [
        ({"when": day(3)}, {"when": day(4)}),
        ({"where": place("Kharkiv")}, {"where": place("Sanaa", "YE")}),
        ({"parts": (part("source", 1),)}, {"parts": (part("source", 2),)}),
        ({"sentence": 1}, {"sentence": 9}),
        ({"word": "strike"}, {"word": "barrage"}),
    ],
)
def test_agreement_scores_above_contradiction(weights: MergeWeights, closer: dict, further: dict):
    first = account(when=day(3), where=place("Kharkiv"), parts=(part("source", 1),))
    later = {"sentence": 1, "when": day(3), "where": place("Kharkiv"), "parts": (part("source", 1),)}
    near, far = account(**{**later, **closer}), account(**{**later, **further})
    assert weights.score(first, near) > weights.score(first, far)


@pytest.mark.parametrize(
    ("left", "right", "feature"),
    [
        ({"when": day(3)}, {}, "date=unknown"),
        ({"when": day(3)}, {"when": day(3)}, "date=same/2"),
        ({"when": day(3)}, {"when": day(5)}, "date=other/2"),
        ({}, {"where": place("Kharkiv")}, "place=unknown"),
        ({"where": place("Kharkiv")}, {"where": place("Odesa")}, "place=other"),
        (
            {"where": place("Kharkiv", geonames_id=1)},
            {"where": place("Kharkov", geonames_id=1)},
            "place=same",
        ),
        ({"parts": (part("source", 1),)}, {}, "source=later unknown"),
        ({}, {}, "source=neither"),
        ({"killed": 3}, {"killed": 3}, "killed=same"),
    ],
)
def test_what_is_unknown_is_a_feature_of_its_own(left: dict, right: dict, feature: str):
    assert feature in compare(account(**left), account(sentence=1, **right))
