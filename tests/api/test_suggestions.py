"""The review queue over HTTP, answered in one call each."""

from uuid import UUID, uuid4

import pytest

from app.store.suggestions import suggest_duplicates
from tests.api.conftest import codes
from tests.api.editors import BY
from tests.store.build import place, report, when


@pytest.fixture
async def queue(tell, client, session):
    """Three events of low confidence, two of which may be one."""
    for n, town in enumerate(("Tehran", "Baghdad", "Ankara")):
        there = place(town, geonames_id=n + 1)
        await tell(report(location=there, date=when(f"2024-1{n}-01"), confidence=(n + 1) / 10))
    ids = sorted(UUID(event["id"]) for event in client.get("/v1/events").json()["items"])
    await suggest_duplicates(session, ids, {(ids[0], ids[2]): (0.7, {"who": 2.0})})
    await session.commit()
    return client.get("/v1/suggestions").json()["items"]


def test_the_queue_says_what_it_asks(client, queue):
    assert [one["kind"] for one in queue] == ["duplicate", *["low_confidence"] * 3]
    first = queue[0]
    assert (first["score"], first["why"], first["state"]) == (0.7, {"parts": {"who": 2.0}}, "open")
    assert [event["id"] for event in first["events"]] == first["event_ids"]
    path, seen = "/v1/suggestions?limit=1&kind=low_confidence", []
    while path:
        answer = client.get(path)
        assert answer.json()["count"] == {"value": 3, "exact": True}
        seen += [one["score"] for one in answer.json()["items"]]
        path = answer.json()["next"]
    assert seen == [1 / 10, 2 / 10, 3 / 10]
    assert len(client.get(f"/v1/suggestions?event={first['event_ids'][0]}").json()["items"]) == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=doubt", {"kind": "literal_error"}),
        ("state=closed", {"state": "literal_error"}),
        ("cursor=WyJ4Il0", {"cursor": "bad_cursor"}),
        ("event=x", {"event": "uuid_parsing"}),
        ("limit=0", {"limit": "greater_than_equal"}),
        ("type=visit", {"type": "unknown_parameter"}),
    ],
)
def test_a_query_that_makes_no_sense(client, query, found):
    answer = client.get(f"/v1/suggestions?{query}")
    assert answer.status_code == 422
    assert codes(answer) == found


def test_accepting_a_duplicate_merges(client, queue):
    first, second = queue[0]["event_ids"]
    answer = client.post(f"/v1/suggestions/{queue[0]['id']}/accept", json=BY)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (body["suggestion"]["state"], body["suggestion"]["author"]) == ("accepted", "m.haddad")
    assert (body["event"]["id"], body["event"]["report_count"]) == (first, 2)
    assert answer.headers["etag"] == f'"{body["event"]["version"]}"'
    assert client.get(f"/v1/events/{second}").headers["location"] == f"/v1/events/{first}"
    again = client.post(f"/v1/suggestions/{queue[0]['id']}/dismiss", json=BY)
    assert (again.status_code, again.headers["content-type"]) == (409, "application/problem+json")


def test_dismissing_a_duplicate_keeps_apart(client, queue):
    first, second = queue[0]["event_ids"]
    body = client.post(f"/v1/suggestions/{queue[0]['id']}/dismiss", json=BY).json()
    assert [made["kind"] for made in body["decisions"]] == ["keep_apart"]
    merged = client.post(
        f"/v1/events/{first}/merge", json=BY | {"event_ids": [second]}, headers={"If-Match": "*"}
    )
    assert merged.status_code == 409
    assert [one["id"] for one in client.get("/v1/suggestions?state=dismissed").json()["items"]] == [
        queue[0]["id"]
    ]


@pytest.mark.parametrize(("answer", "review"), [("accept", "rejected"), ("dismiss", "verified")])
def test_low_confidence_is_answered(client, queue, answer, review):
    body = client.post(f"/v1/suggestions/{queue[1]['id']}/{answer}", json=BY).json()
    assert body["event"]["review"] == review


def test_what_is_wrong_with_an_answer(client, queue):
    path = f"/v1/suggestions/{queue[0]['id']}/accept"
    assert codes(client.post(path, json={})) == {"author": "missing", "reason": "missing"}
    assert codes(client.post(path, json=BY | {"values": {"killed": -1}})) == {
        "values.killed": "greater_than_equal"
    }
    assert codes(client.post(path, json=BY | {"values": {"killed": 1}})) == {"values": "no_values_here"}
    assert client.post(f"/v1/suggestions/{uuid4()}/accept", json=BY).status_code == 404
