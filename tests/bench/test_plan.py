"""Which events a piece has, and when news comes in."""

from datetime import UTC, date, datetime

import pytest

from app.bench.plan import PIECE, Plan, piece_of

PLAN = Plan(events=12_001, seed=1, until=date(2026, 11, 1))


@pytest.mark.parametrize("events", [1, PIECE - 1, PIECE, PIECE + 1, 12_001])
def test_pieces_have_every_event_once(events):
    plan = Plan(events=events, seed=1, until=PLAN.until)
    assert [n for number in range(plan.pieces) for n in piece_of(plan, number)] == list(range(events))


def test_the_decade_is_ten_years_up_to_its_last_day():
    assert PLAN.moment(0) == datetime(2016, 11, 1, tzinfo=UTC)
    assert PLAN.moment(1) == datetime(2026, 11, 1, tzinfo=UTC)


def test_four_times_as_much_comes_in_at_the_end():
    share = 0.001
    first, last = PLAN.moment(share) - PLAN.moment(0), PLAN.moment(1) - PLAN.moment(1 - share)
    assert first / last == pytest.approx(4, rel=0.02)
