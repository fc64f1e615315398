"""Decisions are read back and undone over HTTP."""

from uuid import uuid4

import pytest

from tests.api.conftest import codes
from tests.api.editors import ANY, BY, act
from tests.store.build import place, report, when


@pytest.fixture
async def ids(tell, client):
    """Two events."""
    await tell(report(killed=3))
    await tell(
        report("meeting", location=place("Baghdad", country="IQ", geonames_id=98182), date=when("2024-10-01"))
    )
    return [event["id"] for event in client.get("/v1/events").json()["items"]]


async def test_decisions_stay_to_be_seen_when_they_are_undone(client, ids):
    visit, meeting = ids
    first = act(client, "patch", visit, None, ANY, killed=4, summary="By hand").json()["decisions"]
    act(client, "patch", meeting, None, ANY, killed=1)
    act(client, "merge", visit, meeting, ANY)
    undone = client.post(f"/v1/decisions/{first[1]['id']}/undo", json={"author": "ann", "reason": "misread"})
    assert undone.status_code == 200, undone.text
    assert (undone.json()["event"]["killed"], undone.json()["event"]["summary"]) == (1, "By hand")
    assert undone.headers["etag"] == client.get(f"/v1/events/{visit}").headers["etag"]
    listed = client.get(f"/v1/events/{visit}/decisions").json()
    shown = [(one["kind"], one["field"], one["value"], one["undone_by"]) for one in listed["items"]]
    assert shown == [
        ("merge", None, None, None),
        ("set", "killed", 1, None),
        ("set", "killed", 4, "ann"),
        ("set", "summary", "By hand", None),
    ]
    assert listed["items"][2]["undone_reason"] == "misread"
    assert listed["count"]["value"] == 4


async def test_pages_of_decisions(client, ids):
    for killed in range(3):
        act(client, "patch", ids[0], None, ANY, killed=killed)
    path, seen = f"/v1/events/{ids[0]}/decisions?limit=2", []
    while path:
        body = client.get(path).json()
        seen += [one["value"] for one in body["items"]]
        path = body["next"]
    assert seen == [2, 1, 0]
    assert codes(client.get(f"/v1/events/{ids[0]}/decisions?cursor=x")) == {"cursor": "bad_cursor"}


async def test_an_event_that_is_gone_keeps_its_decisions(client, ids):
    made = act(client, "patch", ids[0], None, ANY, killed=4).json()["decisions"]
    evidence = client.get(f"/v1/events/{ids[0]}").json()["reports"]
    assert client.delete(f"/v1/articles/{evidence[0]['article']['id']}").status_code == 204
    gone = client.get(f"/v1/events/{ids[0]}")
    assert (gone.status_code, gone.json()["history"]) == (410, f"/v1/events/{ids[0]}/history")
    assert act(client, "verify", ids[0], None, ANY).status_code == 410
    assert client.get(f"/v1/events/{ids[0]}/decisions").json()["items"] == made
    undone = client.post(f"/v1/decisions/{made[0]['id']}/undo", json=BY)
    assert (undone.status_code, undone.json()["event"]) == (200, None)
    assert client.get(f"/v1/events/{ids[1]}/decisions").json()["items"] == []


def test_undoing_looks_at_if_match_only_if_it_is_sent(client, ids):
    made = act(client, "patch", ids[0], None, ANY, killed=4).json()["decisions"][0]
    path = f"/v1/decisions/{made['id']}/undo"
    assert client.post(path, json=BY, headers={"If-Match": '"1"'}).status_code == 412
    assert codes(client.post(path, json={"author": "ann"})) == {"reason": "missing"}
    assert client.post(path, json=BY, headers={"If-Match": '"2"'}).status_code == 200
    again = client.post(path, json=BY)
    assert (again.status_code, again.json()["type"]) == (409, "urn:dateline:problem:conflict")
    assert "m.haddad has undone it already" in again.json()["detail"]


def test_decisions_that_never_were(client):
    assert client.post(f"/v1/decisions/{uuid4()}/undo", json=BY).status_code == 404
    assert client.get(f"/v1/events/{uuid4()}/decisions").status_code == 404


async def test_an_undone_merge_gives_the_id_back(client, ids):
    visit, meeting = ids
    made = act(client, "merge", visit, meeting, ANY).json()["decisions"][0]
    undone = client.post(f"/v1/decisions/{made['id']}/undo", json=BY).json()
    assert [undone["event"]["id"], *(one["id"] for one in undone["others"])] == [visit, meeting]
    assert client.get(f"/v1/events/{meeting}").status_code == 200
    kinds = [one["kind"] for one in client.get(f"/v1/events/{meeting}/history").json()["items"]]
    assert kinds == ["split", "merged", "created"]
