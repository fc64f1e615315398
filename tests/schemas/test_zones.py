from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from app.schemas.timeline import TimelineQuery
from app.schemas.zones import ZonedFilter


def read(**given: object) -> ZonedFilter:
    return ZonedFilter.model_validate(given)


@pytest.mark.parametrize(
    ("tz", "day", "first", "last"),
    [
        ("UTC", "2024-11-05", "2024-11-05T00:00:00", "2024-11-05T23:59:59.999999"),
        ("Asia/Tokyo", "2024-11-05", "2024-11-04T15:00:00", "2024-11-05T14:59:59.999999"),
        ("Europe/Paris", "2024-11-05", "2024-11-04T23:00:00", "2024-11-05T22:59:59.999999"),
        ("Europe/Paris", "2024-10-27", "2024-10-26T22:00:00", "2024-10-27T22:59:59.999999"),  # 25 hours
        ("Europe/Paris", "2024-03-31", "2024-03-30T23:00:00", "2024-03-31T21:59:59.999999"),  # 23 hours
        ("Asia/Kathmandu", "2024-11-05", "2024-11-04T18:15:00", "2024-11-05T18:14:59.999999"),
    ],
)
@pytest.mark.parametrize("clock", ["published", "ingested"])
def test_a_plain_day_is_the_readers(tz, day, first, last, clock):
    wanted = read(tz=tz, **{f"{clock}_from": day, f"{clock}_to": day})
    assert getattr(wanted, f"{clock}_from").at == datetime.fromisoformat(first).replace(tzinfo=UTC)
    assert getattr(wanted, f"{clock}_to").last_moment == datetime.fromisoformat(last).replace(tzinfo=UTC)


def test_times_and_days_of_events_stay():
    wanted = read(tz="Asia/Tokyo", published_from="2024-11-05T10:00:00+01:00", **{"from": "2024-11-05"})
    assert wanted.published_from.at == datetime(2024, 11, 5, 9, tzinfo=UTC)
    assert wanted.from_ == date(2024, 11, 5)


def test_as_of_may_be_the_readers_today():
    """Its end has not come; and where the day begins earlier it has begun before UTC's."""
    for tz in ("Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago"):
        today = read(tz=tz).today
        assert read(tz=tz, as_of=str(today)).today == today
        with pytest.raises(ValidationError, match="future"):
            read(tz=tz, as_of=str(today.replace(year=today.year + 1)))


def test_today_is_that_of_as_of():
    assert read(tz="Asia/Tokyo", as_of="2024-11-05T20:00:00Z").today == date(2024, 11, 6)
    assert read(tz="America/New_York", as_of="2024-11-05").today == date(2024, 11, 5)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"tz": "Mars/Olympus"}, "unknown_zone"),
        ({"tz": "europe/paris"}, "unknown_zone"),
        ({"tz": "+01:00"}, "unknown_zone"),
        ({"tz": "../etc/passwd"}, "unknown_zone"),
        ({"tz": ""}, "string_too_short"),
        ({"tz": "Asia/Tokyo", "published_from": "2024-02-30"}, "not_a_time"),
        ({"tz": "Asia/Tokyo", "published_from": "1066-10-14"}, "date_too_early"),
        ({"tz": "Asia/Tokyo", "published_from": 7}, "not_a_time"),
    ],
)
def test_what_makes_no_sense_is_refused(given, code):
    with pytest.raises(ValidationError) as caught:
        ZonedFilter.model_validate(given)
    assert [error["type"] for error in caught.value.errors()] == [code]


def test_a_cursor_tells_zones_apart():
    given = {"published_from": "2024-11-05"}
    paris, tokyo = (TimelineQuery(tz=tz, **given) for tz in ("Europe/Paris", "Asia/Tokyo"))
    assert paris.model_dump_json() != tokyo.model_dump_json()
