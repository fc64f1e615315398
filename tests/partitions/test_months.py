"""Months, and the ids that begin with them."""

from uuid import UUID

import pytest

from app.models import new_id, now
from app.store.partitions import Month, month_of, months


@pytest.mark.parametrize(
    ("month", "further", "there"),
    [
        (Month(2024, 1), 0, Month(2024, 1)),
        (Month(2024, 1), 11, Month(2024, 12)),
        (Month(2024, 1), 12, Month(2025, 1)),
        (Month(2024, 1), -1, Month(2023, 12)),
    ],
)
def test_months_are_counted(month, further, there):
    assert month.plus(further) == there


def test_ids_begin_with_their_month():
    made = new_id()
    month = Month.of(now().date())
    assert month_of(made) == month
    assert month.first_id <= made < month.next.first_id
    assert month_of(month.first_id) == month
    assert month_of(UUID(int=month.first_id.int - 1)) == month.plus(-1)
    assert list(months(month, month.plus(2))) == [month, month.next, month.next.next]
