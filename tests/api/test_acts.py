"""What editors do to whole events over HTTP, and where merged events lead."""

from uuid import uuid4

import pytest

from tests.api.conftest import codes
from tests.api.editors import ACTS, ANY, BY, act, meeting, told, visit

__all__ = ["meeting", "told", "visit"]


@pytest.mark.parametrize("name", ACTS)
def test_every_act_says_what_it_is_about_and_whose_it_is(client, visit, meeting, name):
    missing = act(client, name, visit, meeting, None)
    assert (missing.status_code, missing.json()["type"]) == (
        428,
        "urn:dateline:problem:precondition-required",
    )
    assert missing.headers["content-type"] == "application/problem+json"
    assert "ETag" in missing.json()["detail"]
    for tag in ('"2"', 'W/"1"', '"other"', '"2", "3"', ""):
        stale = act(client, name, visit, meeting, {"If-Match": tag})
        assert (stale.status_code, stale.json()["type"]) == (412, "urn:dateline:problem:stale"), tag
        assert "at version 1 now" in stale.json()["detail"]
    wrong = act(client, name, visit, meeting, {"If-Match": "1"})
    assert codes(wrong) == {"If-Match": "bad_etag"}
    for field in ("author", "reason"):
        assert codes(act(client, name, visit, meeting, ANY, **{field: ...})) == {field: "missing"}
    assert client.get(f"/v1/events/{visit}").headers["etag"] == '"1"'


@pytest.mark.parametrize("name", ACTS)
def test_there_is_no_such_event(client, meeting, name):
    assert act(client, name, uuid4(), meeting, ANY).status_code == 404


def test_a_list_of_tags_may_hold_the_right_one(client, visit):
    answer = act(client, "verify", visit, None, {"If-Match": '"7", "1"'})
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    assert answer.json()["event"]["review"] == "verified"
    assert act(client, "reject", visit, None, {"If-Match": '"2"'}).json()["event"]["review"] == "rejected"


def test_merged_events_lead_on_for_good(client, visit, meeting):
    merged = act(client, "merge", visit, meeting, {"If-Match": '"1"'})
    assert merged.status_code == 200, merged.text
    body = merged.json()
    assert (body["event"]["id"], body["event"]["report_count"], body["others"]) == (visit, 2, [])
    assert body["decisions"][0]["other_event_id"] == meeting
    assert body["decisions"][0]["value"] is None
    for below in ("", "/reports", "/decisions", "/reports?limit=1"):
        moved = client.get(f"/v1/events/{meeting}{below}")
        assert (moved.status_code, moved.headers["location"]) == (308, f"/v1/events/{visit}{below}")
    again = act(client, "verify", meeting, None, ANY)
    assert (again.status_code, again.headers["location"]) == (308, f"/v1/events/{visit}/verify")
    kinds = [one["kind"] for one in client.get(f"/v1/events/{meeting}/history").json()["items"]]
    assert kinds == ["merged", "created"]
    named = act(client, "keep-apart", visit, meeting, ANY)
    assert codes(named) == {"event_ids": "no_such_event"}


def test_a_split_makes_an_event(client, visit, meeting):
    body = act(client, "merge", visit, meeting, ANY).json()
    (report_id,) = body["decisions"][0]["report_ids"]
    split = act(client, "split", visit, report_id, {"If-Match": f'"{body["event"]["version"]}"'})
    assert split.status_code == 201, split.text
    (new,) = split.json()["others"]
    assert split.headers["location"] == f"/v1/events/{new['id']}"
    assert (new["type"], split.json()["event"]["report_count"]) == ("meeting", 1)
    assert client.get(split.headers["location"]).json()["reports"][0]["id"] == report_id
    back = act(client, "merge", visit, new["id"], ANY)
    assert (back.status_code, back.json()["type"]) == (409, "urn:dateline:problem:conflict")
    assert f"POST /v1/decisions/{split.json()['decisions'][0]['id']}/undo" in back.json()["detail"]


def test_events_that_are_kept_apart_are_not_merged(client, visit, meeting):
    apart = act(client, "keep-apart", visit, meeting, ANY).json()
    assert [one["id"] for one in apart["others"]] == [meeting]
    assert act(client, "merge", visit, meeting, ANY).status_code == 409
    undone = client.post(f"/v1/decisions/{apart['decisions'][0]['id']}/undo", json=BY)
    assert undone.status_code == 200
    assert act(client, "merge", visit, meeting, ANY).status_code == 200


@pytest.mark.parametrize(
    ("name", "fields", "found"),
    [
        ("merge", {"event_ids": []}, {"event_ids": "too_short"}),
        ("merge", {"event_ids": ["x"]}, {"event_ids.0": "uuid_parsing"}),
        ("merge", {"event_ids": ...}, {"event_ids": "missing"}),
        ("merge", {"event_ids": [str(uuid4())]}, {"event_ids": "no_such_event"}),
        ("keep-apart", {"event_id": "x"}, {"event_id": "unknown_field"}),
        ("split", {"report_ids": [str(uuid4())]}, {"report_ids": "foreign_report"}),
        ("split", {"report_ids": "x"}, {"report_ids": "list_type"}),
    ],
)
def test_ids_that_make_no_sense(client, visit, meeting, name, fields, found):
    answer = act(client, name, visit, meeting, ANY, **fields)
    assert answer.status_code == 422
    assert codes(answer) == found


def test_every_field_of_every_act_has_an_example(lonely):
    paths = lonely.get("/openapi.json").json()["paths"]
    bodies = [
        operation["requestBody"]["content"]["application/json"]["schema"]
        for path, operations in paths.items()
        for operation in operations.values()
        if "editors" in operation["tags"] and "requestBody" in operation
    ]
    assert len(bodies) == 9

    def check(schema: dict) -> None:
        for name, field in schema.get("properties", {}).items():
            assert field["description"], name
            assert field["examples"], name
            for part in (field, field.get("items", {}), *field.get("anyOf", [])):
                assert "$ref" not in part
                check(part)

    for body in bodies:
        check(body)


def test_what_was_rejected_is_in_no_list_and_keeps_its_page(client, visit, meeting):
    def listed(query=""):
        return {event["id"] for event in client.get(f"/v1/events?{query}").json()["items"]}

    def on_timeline():
        return {e["id"] for bucket in client.get("/v1/timeline").json()["items"] for e in bucket["events"]}

    assert listed() == on_timeline() == {visit, meeting}
    made = client.post(f"/v1/events/{visit}/reject", json=BY, headers=ANY)
    assert made.status_code == 200
    assert listed() == on_timeline() == {meeting}
    assert client.get(f"/v1/events/{visit}").json()["review"] == "rejected"
    (decision,) = client.get(f"/v1/events/{visit}/decisions").json()["items"]
    assert client.post(f"/v1/decisions/{decision['id']}/undo", json=BY).status_code == 200
    assert listed() == {visit, meeting}


def test_verified_events_are_found_as_such(client, visit, meeting):
    client.post(f"/v1/events/{visit}/verify", json=BY, headers=ANY)
    found = {
        answer: client.get(f"/v1/events?verified={answer}").json()["items"] for answer in ("true", "false")
    }
    assert [e["id"] for e in found["true"]] == [visit]
    assert [e["id"] for e in found["false"]] == [meeting]
