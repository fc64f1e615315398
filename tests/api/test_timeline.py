from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.api.conftest import codes
from tests.store.build import report, when


@pytest.fixture
async def told(tell):
    for type_, day in [("visit", "2024-02-29"), ("threat", "2024-02-29"), ("visit", "2024-03-02")]:
        await tell(report(type_, date=when(day)))
    await tell(report(date=None))


async def test_events_over_time(client, told):
    body = client.get("/v1/timeline?bucket=month&sort=date").json()
    assert [(group["start"], group["end"], group["count"], group["families"]) for group in body["items"]] == [
        ("2024-02-01", "2024-02-29", 2, {"diplomacy": 1, "speech": 1}),
        ("2024-03-01", "2024-03-31", 1, {"diplomacy": 1}),
    ]
    assert (body["count"], body["undated"]) == ({"value": 3, "exact": True}, 1)
    assert {event["type"] for event in body["items"][0]["events"]} == {"visit", "threat"}


async def test_the_filter_and_pages(client, told):
    path, days = "/v1/timeline?type=visit&limit=1", []
    while path:
        body = client.get(path).json()
        days += [group["start"] for group in body["items"]]
        path = body["next"]
    assert days == ["2024-03-02", "2024-02-29"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bucket=year", {"bucket": "literal_error"}),
        ("sort=-updated", {"sort": "literal_error"}),
        ("top=21", {"top": "less_than_equal"}),
        ("from=2024-02-02&to=2024-02-01", {"from": "reversed_range"}),
        ("group=day", {"group": "unknown_parameter"}),
        ("empty=perhaps", {"empty": "bool_parsing"}),
        ("tz=Mars/Olympus", {"tz": "unknown_zone"}),
    ],
)
def test_a_query_that_makes_no_sense(lonely, query, found):
    assert codes(lonely.get(f"/v1/timeline?{query}")) == found


async def test_a_cursor_that_is_none(client, told):
    assert codes(client.get("/v1/timeline?cursor=x")) == {"cursor": "bad_cursor"}
    following = client.get("/v1/timeline?limit=1").json()["next"]
    assert codes(client.get(f"{following}&bucket=month")) == {"cursor": "foreign_cursor"}


async def test_empty_groups_run_to_the_readers_today(client, told):
    body = client.get("/v1/timeline?from=2024-02-28&empty=true&sort=date&limit=5&top=0").json()
    assert [(group["start"], group["count"]) for group in body["items"]] == [
        ("2024-02-28", 0),
        ("2024-02-29", 2),
        ("2024-03-01", 0),
        ("2024-03-02", 1),
        ("2024-03-03", 0),
    ]
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        before = datetime.now(ZoneInfo(zone)).date()
        body = client.get(f"/v1/timeline?from=2024-02-28&empty=true&limit=1&tz={zone}").json()
        assert before <= date.fromisoformat(body["today"]) <= datetime.now(ZoneInfo(zone)).date()
        assert body["items"][0]["start"] == body["today"]
        assert body["items"][0]["families"] == {}


async def test_empty_groups_of_the_past_end_with_it(client, told):
    """Nothing was known then; and no group lies behind the last moment that is asked about."""
    body = client.get(
        "/v1/timeline?from=2024-02-28&as_of=2024-03-01T23:30:00Z&tz=Asia/Tokyo&empty=true"
    ).json()
    assert [(group["start"], group["count"]) for group in body["items"]] == [
        (f"2024-0{day}", 0) for day in ("3-02", "3-01", "2-29", "2-28")
    ]
    assert body["today"] == "2024-03-02"


async def test_a_published_day_is_the_readers(client, tell):
    """23:30 in UTC is the next day in Tokyo."""
    await tell(report(), published_at="2024-11-05T23:30:00Z")
    for zone, day, found in [("UTC", 5, 1), ("Asia/Tokyo", 5, 0), ("Asia/Tokyo", 6, 1), ("UTC", 6, 0)]:
        bounds = f"published_from=2024-11-0{day}&published_to=2024-11-0{day}&tz={zone}"
        assert client.get(f"/v1/timeline?{bounds}").json()["count"]["value"] == found
        assert client.get(f"/v1/facets?by=type&{bounds}").json()["count"]["value"] == found
