import pytest

from app.extract.assemble.confidence import confidence_of
from tests.extract.assemble.accounts import account


@pytest.mark.parametrize(
    ("scores", "expected"),
    [((0.5,), 0.5), ((0.8,), 0.8), ((0.8, 0.8), 0.84), ((0.5, 0.9), 0.91), ((1.0,), 1.0)],
)
def test_more_mentions_make_surer(scores: tuple[float, ...], expected: float):
    group = [account(sentence=i, score=score) for i, score in enumerate(scores)]
    assert confidence_of(group, "strike") == expected


def test_mentions_of_another_type_do_not_count():
    group = [account(score=0.5), account("attack", sentence=1, score=0.9)]
    assert confidence_of(group, "strike") == 0.5
