"""Days of other calendars against days that history and observatories tell."""

from datetime import date

import pytest

from app.extract.when.calendars import islamic, islamic_years, persian


@pytest.mark.parametrize(
    ("day", "observed"),
    [
        ((1445, 9, 1), "2024-03-11"),
        ((1445, 10, 1), "2024-04-10"),
        ((1445, 12, 10), "2024-06-16"),
        ((1440, 10, 1), "2019-06-04"),
        ((1427, 10, 1), "2006-10-23"),
        ((1411, 9, 1), "1991-03-17"),
    ],
)
def test_an_islamic_day_is_within_a_day_of_what_was_observed(day, observed):
    assert abs((islamic(*day) - date.fromisoformat(observed)).days) <= 1


@pytest.mark.parametrize(
    ("day", "gregorian"),
    [
        ((1357, 11, 22), "1979-02-11"),  # the revolution
        ((1332, 5, 28), "1953-08-19"),  # the coup
        ((1388, 3, 22), "2009-06-12"),  # the election
        ((1399, 1, 1), "2020-03-20"),
        ((1403, 1, 1), "2024-03-20"),
        ((1404, 1, 1), "2025-03-21"),
    ],
)
def test_a_persian_day_is_exact(day, gregorian):
    assert persian(*day) == date.fromisoformat(gregorian)


def test_a_gregorian_year_may_hold_two_ramadans():
    days = [islamic(year, 9, 1) for year in islamic_years(2030)]
    assert len([day for day in days if day.year == 2030]) == 2


@pytest.mark.parametrize(
    ("calendar", "day"), [(islamic, (1445, 13, 1)), (islamic, (0, 1, 1)), (persian, (1403, 7, 31))]
)
def test_a_day_that_does_not_exist_is_refused(calendar, day):
    with pytest.raises(ValueError, match="no "):
        calendar(*day)
