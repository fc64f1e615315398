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
        ("cursor=x", {"cursor": "bad_cursor"}),
    ],
)
def test_a_query_that_makes_no_sense(lonely, query, found):
    assert codes(lonely.get(f"/v1/timeline?{query}")) == found
