from uuid import UUID, uuid4

import pytest

from tests.api.conftest import codes
from tests.store.build import actor, place, report, when


@pytest.fixture
async def told(tell):
    iran = actor("Iran", kind="country", country="IR", actor_id="country:IR", role="target")
    await tell(report(actors=(actor(), iran), summary="Visit to Tehran"), source="One")
    await tell(
        report("threat", "threatened", actors=(iran,), date=when("2024-11-07"), location=None, confidence=0.3)
    )
    await tell(
        report("meeting", location=place("Baghdad", country="IQ", geonames_id=98182), date=when("2024-10-01"))
    )


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ("", ["threat", "visit", "meeting"]),
        ("sort=date", ["meeting", "visit", "threat"]),
        ("type=visit", ["visit"]),
        ("type=visit&type=threat", ["threat", "visit"]),
        ("family=diplomacy", ["visit", "meeting"]),
        ("actor=country:IR", ["threat", "visit"]),
        ("actor=iran&actor_role=source", []),
        ("actor=Iran&type=threat&type=meeting", ["threat"]),
        ("country=IQ", ["meeting"]),
        ("place=tehran", ["visit"]),
        ("place=98182&place=112931", ["visit", "meeting"]),
        ("from=2024-11-05", ["threat", "visit"]),
        ("to=2024-11-05", ["visit", "meeting"]),
        ("from=2024-11-05&to=2024-11-05", ["visit"]),
        ("published_to=2024-11-05", []),
        ("published_from=2024-11-06T12:30:00%2B03:00", ["threat", "visit", "meeting"]),
        ("min_confidence=0.5", ["visit", "meeting"]),
        ("status=planned", []),
        ("q=%22visit%20to%20tehran%22", ["visit"]),
    ],
)
async def test_the_filter_works_from_outside(client, told, query, types):
    body = client.get(f"/v1/events?{query}").json()
    assert [event["type"] for event in body["items"]] == types
    assert body["count"] == {"value": len(types), "exact": True}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("foo=1", {"foo": "unknown_parameter"}),
        ("Type=visit", {"Type": "unknown_parameter"}),
        ("boox=1,2,3,4", {"boox": "unknown_parameter"}),
        ("limit=1&limit=2", {"limit": "repeated_parameter"}),
        ("type=coup", {"type": "unknown_type"}),
        ("country=Iran", {"country": "unknown_country"}),
        ("from=2024-02-02&to=2024-02-01", {"from": "reversed_range"}),
        ("from=yesterday&limit=0", {"from": "not_a_day", "limit": "greater_than_equal"}),
        ("cursor=zzz", {"cursor": "bad_cursor"}),
        ("sort=size", {"sort": "literal_error"}),
        ("q=%00", {"q": "nul_character"}),
        ("q=", {"q": "string_too_short"}),
        ("actor=", {"actor": "string_too_short"}),
    ],
)
def test_a_query_that_makes_no_sense(lonely, query, found):
    answer = lonely.get(f"/v1/events?{query}")
    if answer.status_code == 503:  # a cursor is looked at only when the query is made
        pytest.fail("the database was asked")
    assert answer.status_code == 422
    assert codes(answer) == found
    assert all(fault["in"] == "query" for fault in answer.json()["errors"])


def test_an_unknown_parameter_is_told_what_was_meant(lonely):
    (fault,) = lonely.get("/v1/events?contry=IR").json()["errors"]
    assert fault["expected"] == "country, perhaps"


@pytest.mark.parametrize("path", ["/v1/types", "/healthz", "/v1/articles/x", f"/v1/events/{UUID(int=1)}"])
def test_a_path_without_parameters_takes_none(lonely, path):
    assert codes(lonely.get(f"{path}?limit=1")) == {"limit": "unknown_parameter"}


async def test_pages_lead_to_the_end(client, told):
    path, seen = "/v1/events?limit=1&family=diplomacy&family=speech", []
    while path:
        answer = client.get(path)
        seen += [event["type"] for event in answer.json()["items"]]
        path = answer.json()["next"]
    assert seen == ["threat", "visit", "meeting"]


async def test_a_cursor_keeps_to_its_query(client, told):
    following = client.get("/v1/events?limit=1").json()["next"]
    answer = client.get(f"{following}&type=visit")
    assert codes(answer) == {"cursor": "foreign_cursor"}


async def test_an_event_with_the_words_that_say_so(client, told):
    listed = client.get("/v1/events?type=visit").json()["items"][0]
    event = client.get(f"/v1/events/{listed['id']}").json()
    assert {name: event[name] for name in listed} == listed
    (evidence,) = event["reports"]
    assert evidence["article"]["source"] == "One"
    assert evidence["article"]["published_at"] == "2024-11-06T09:30:00Z"
    assert evidence["mentions"][0]["text"] == "visited"
    assert evidence["mentions"][0]["sentence"] == "On Tuesday Qasim al-Araji visited Tehran."
    pages = client.get(f"/v1/events/{listed['id']}/reports").json()
    assert (pages["items"], pages["next"], pages["count"]["value"]) == ([evidence], None, 1)


@pytest.mark.parametrize("path", ["", "/reports"])
def test_an_event_that_never_was(client, path):
    assert client.get(f"/v1/events/{uuid4()}{path}").status_code == 404
