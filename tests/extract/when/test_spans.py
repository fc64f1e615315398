"""The calendar's arithmetic, at its edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.extract.when import spans

DAYS = st.dates(min_value=date(1600, 1, 1), max_value=date(2400, 12, 31))


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1961, date(1961, 4, 2)),
        (2000, date(2000, 4, 23)),
        (2019, date(2019, 4, 21)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
    ],
)
def test_easter(year, day):
    assert spans.easter(year) == day


@pytest.mark.parametrize(
    ("year", "month", "weekday", "which", "day"),
    [
        (1999, 11, 3, 4, date(1999, 11, 25)),
        (2024, 5, 0, -1, date(2024, 5, 27)),
        (2024, 9, 0, 1, date(2024, 9, 2)),
    ],
)
def test_nth_weekday(year, month, weekday, which, day):
    assert spans.nth_weekday(year, month, weekday, which) == day


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        (date(2024, 1, 31), 1, "month", date(2024, 2, 29)),
        (date(2024, 2, 29), -1, "year", date(2023, 2, 28)),
        (date(2024, 1, 1), -1, "quarter", date(2023, 10, 1)),
        (date(2024, 11, 6), 2, "week", date(2024, 11, 20)),
        (date(2024, 11, 6), -1, "decade", date(2014, 11, 6)),
    ],
)
def test_shift(start, count, unit, end):
    assert spans.shift(start, count, unit) == end


def test_shift_leaves_no_year_that_dates_cannot_hold():
    with pytest.raises(ValueError, match="year"):
        spans.shift(date(2024, 1, 1), -3000, "year")


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [
        ("weekend", date(2024, 11, 9), date(2024, 11, 10)),
        ("week", date(2024, 11, 4), date(2024, 11, 10)),
        ("quarter", date(2024, 10, 1), date(2024, 12, 31)),
        ("decade", date(2020, 1, 1), date(2029, 12, 31)),
        ("century", date(2001, 1, 1), date(2100, 12, 31)),
    ],
)
def test_unit_of(unit, first, last):
    span = spans.unit_of(unit, date(2024, 11, 6))
    assert (span.first, span.last, span.unit) == (first, last, unit)


@given(DAYS, st.integers(0, 6), st.booleans())
def test_weekday_near_is_that_weekday_within_a_week(day, number, ahead):
    found = spans.weekday_near(day, number, ahead=ahead)
    assert found.weekday() == number
    assert timedelta(0) <= (found - day if ahead else day - found) < timedelta(days=7)


@given(
    DAYS, st.sampled_from(["day", "weekend", "week", "month", "quarter", "half", "year", "decade", "century"])
)
def test_parts_lie_inside_in_order(day, unit):
    whole = spans.unit_of(unit, day)
    early, mid, late = (spans.part(whole, which) for which in ("early", "mid", "late"))
    assert whole.first == early.first <= early.last <= whole.last
    assert whole.first <= mid.first <= mid.last <= whole.last
    assert late.first <= late.last == whole.last
