"""Pairs of found and annotated stretches, shares of them, and distances."""

import pytest

from app.evaluation.spans import Share, pairs
from app.evaluation.timex import normal
from app.evaluation.toponyms import distance


def span(start: int, end: int) -> dict[str, int]:
    return {"start": start, "end": end}


def test_equal_stretches_meet_before_those_that_share_more():
    # the first annotated one would take the second found one, did that not equal the second annotated one
    assert pairs([span(0, 10), span(4, 9)], [span(0, 3), span(4, 9)]) == [(1, 1), (0, 0)]


def test_stretches_that_only_touch_do_not_meet():
    assert pairs([span(0, 5)], [span(5, 9)]) == []


def test_each_stretch_meets_once():
    assert pairs([span(0, 10)], [span(0, 4), span(5, 10)]) == [(0, 1)]


def test_shares():
    share = Share(right=3, found=4, annotated=6)
    assert (share.precision, share.recall, share.f1) == (0.75, 0.5, pytest.approx(0.6))
    assert Share(right=0, found=0, annotated=0).f1 == 0.0


def test_a_time_on_the_whole_minute_is_one_without_seconds():
    assert normal("2024-05-01t09:30:00") == normal(" 2024-05-01T09:30 ") == "2024-05-01T09:30"


def test_a_quarter_of_the_way_round_the_earth():
    pole, equator = {"lat": 90.0, "lon": 0.0}, {"lat": 0.0, "lon": 50.0}
    assert distance(pole, equator) == pytest.approx(10007.6, abs=1)
