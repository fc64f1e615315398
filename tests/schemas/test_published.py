from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from app.schemas.limits import Limits
from app.schemas.published import PublishedAt

READ = TypeAdapter(PublishedAt)
NOW = datetime(2024, 11, 10, 12, tzinfo=UTC)
LIMITS = Limits(now=NOW, future=timedelta(hours=24), text_chars=100)


@pytest.mark.parametrize(
    ("sent", "at", "day", "precision"),
    [
        ("2024-11-05T09:30:00Z", datetime(2024, 11, 5, 9, 30), date(2024, 11, 5), "time"),
        ("2024-11-05t09:30:00z", datetime(2024, 11, 5, 9, 30), date(2024, 11, 5), "time"),
        ("2024-11-05 09:30Z", datetime(2024, 11, 5, 9, 30), date(2024, 11, 5), "time"),
        ("2024-11-05T01:00:00+03:00", datetime(2024, 11, 4, 22), date(2024, 11, 5), "time"),
        ("2024-11-05T23:00:00-05:00", datetime(2024, 11, 6, 4), date(2024, 11, 5), "time"),
        ("2024-11-05T09:30:00.125Z", datetime(2024, 11, 5, 9, 30, 0, 125000), date(2024, 11, 5), "time"),
        ("2024-11-05", datetime(2024, 11, 5), date(2024, 11, 5), "day"),
        ("2024-02-29", datetime(2024, 2, 29), date(2024, 2, 29), "day"),
        ("1900-01-01", datetime(1900, 1, 1), date(1900, 1, 1), "day"),
        ("2024-11-11T11:59:00Z", datetime(2024, 11, 11, 11, 59), date(2024, 11, 11), "time"),
    ],
)
def test_times_with_a_zone_and_days_are_read(sent, at, day, precision):
    published = READ.validate_python(sent, context=LIMITS)
    assert (published.at, published.day, published.precision) == (at.replace(tzinfo=UTC), day, precision)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("2024-11-05T09:30:00", "naive_time"),
        ("2024-11-05 09:30", "naive_time"),
        ("2024-11-12T12:00:00Z", "date_in_future"),
        ("2024-11-12", "date_in_future"),
        ("2999-01-01", "date_in_future"),
        ("1899-12-31", "date_too_early"),
        ("0001-01-01T00:00:00+14:00", "date_too_early"),
        ("2024-02-30", "not_a_time"),
        ("2023-02-29T00:00:00Z", "not_a_time"),
        ("2024-11-05T25:00:00Z", "not_a_time"),
        ("2024-11-05T09:30:00+99:00", "not_a_time"),
        ("05.11.2024", "not_a_time"),
        ("20241105", "not_a_time"),
        ("yesterday", "not_a_time"),
        ("", "not_a_time"),
        ("٢٠٢٤-١١-٠٥", "not_a_time"),
        (1730799000, "not_a_time"),
        (None, "not_a_time"),
        (True, "not_a_time"),
        ({}, "not_a_time"),
    ],
)
def test_everything_else_is_refused_by_name(sent, code):
    with pytest.raises(ValidationError) as caught:
        READ.validate_python(sent, context=LIMITS)
    assert [error["type"] for error in caught.value.errors()] == [code]


def test_without_limits_the_future_is_open():
    assert READ.validate_python("2999-01-01").day == date(2999, 1, 1)


@pytest.mark.parametrize("sent", ["2024-11-05", "2024-11-05T09:30:00+00:00"])
def test_what_was_read_is_written_the_same(sent):
    assert READ.dump_python(READ.validate_python(sent), mode="json") == sent
