import pytest

from app.extract.assemble import MergeWeights
from app.extract.assemble.same import compare
from tests.extract.assemble.accounts import account, day, part, place


@pytest.fixture(scope="module")
def weights() -> MergeWeights:
    return MergeWeights.load()


def test_families_never_mix(weights: MergeWeights):
    assert weights.score(account("strike"), account("accusation", sentence=1), 0.99) == float("-inf")


@pytest.mark.parametrize(
    ("closer", "further"),
    [
        ({"when": day(3)}, {"when": day(4)}),
        ({"where": place("Kharkiv")}, {"where": place("Sanaa", "YE")}),
        ({"parts": (part("source", 1),)}, {"parts": (part("source", 2),)}),
        ({"sentence": 1}, {"sentence": 9}),
    ],
)
def test_agreement_scores_above_contradiction(weights: MergeWeights, closer: dict, further: dict):
    first = account(when=day(3), where=place("Kharkiv"), parts=(part("source", 1),))
    later = {"sentence": 1, "when": day(3), "where": place("Kharkiv"), "parts": (part("source", 1),)}
    near, far = account(**{**later, **closer}), account(**{**later, **further})
    assert weights.score(first, near, 0.5) > weights.score(first, far, 0.5)


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
    assert feature in compare(account(**left), account(sentence=1, **right), 0.0)


@pytest.mark.parametrize(
    ("read", "steps"), [(0.0, 0), (0.02, 0), (0.03, 1), (0.5, 5), (0.51, 6), (0.9, 8), (1.0, 11)]
)
def test_a_surer_encoder_passes_more_steps(read: float, steps: int):
    named = [name for name in compare(account(), account(sentence=1), read) if name.startswith("read>")]
    assert len(named) == len(set(named)) == steps


def test_what_the_encoder_reads_as_one_scores_higher(weights: MergeWeights):
    first, later = account(), account(sentence=1)
    assert weights.score(first, later, 0.99) > weights.score(first, later, 0.01)
