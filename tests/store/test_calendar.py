from datetime import date
from itertools import islice

import pytest
from sqlalchemy import Date, cast, literal, select

from app.store.calendar import first_day, group_of, groups_between, last_day


@pytest.mark.parametrize(
    ("unit", "day", "first", "last"),
    [
        ("day", date(2024, 2, 29), date(2024, 2, 29), date(2024, 2, 29)),
        ("week", date(2025, 1, 1), date(2024, 12, 30), date(2025, 1, 5)),
        ("week", date(2024, 12, 30), date(2024, 12, 30), date(2025, 1, 5)),
        ("month", date(2023, 2, 14), date(2023, 2, 1), date(2023, 2, 28)),
        ("month", date(2024, 12, 31), date(2024, 12, 1), date(2024, 12, 31)),
        ("week", date.max, date(9999, 12, 27), date.max),  # the calendar ends on a Friday
        ("month", date.max, date(9999, 12, 1), date.max),
        ("week", date.min, date.min, date(1, 1, 7)),
    ],
)
def test_the_group_of_a_day(unit, day, first, last):
    assert first_day(unit, day) == first
    assert last_day(unit, first) == last


@pytest.mark.parametrize("unit", ["day", "week", "month"])
async def test_postgres_groups_alike(session, unit):
    for day in [
        date(2024, 2, 29),
        date(2024, 12, 30),
        date(2025, 1, 5),
        date(1815, 6, 18),
        date(9999, 12, 30),
    ]:
        group = group_of(unit, cast(literal(day), Date))
        assert await session.scalar(select(group)) == first_day(unit, day)


def test_groups_between_two_days():
    low, high = date(2024, 1, 31), date(2024, 3, 1)
    months = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]
    assert list(groups_between("month", low, high)) == months
    assert list(groups_between("month", low, high, backwards=True)) == months[::-1]
    assert len(list(groups_between("week", low, high))) == 5
    assert list(groups_between("day", high, low)) == []


@pytest.mark.parametrize("unit", ["day", "week", "month"])
def test_the_ends_of_the_calendar(unit):
    assert list(groups_between(unit, date(9999, 12, 30), date.max))[-1] == first_day(unit, date.max)
    assert list(islice(groups_between(unit, date.min, date(1, 1, 2), backwards=True), 9))[-1] == date.min
