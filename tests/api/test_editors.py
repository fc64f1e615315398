"""Editors over HTTP: what is asked of them, what they are answered, and where merged events lead."""

from uuid import uuid4

import pytest

from tests.api.conftest import codes
from tests.store.build import actor, place, report, when

BY = {"author": "m.haddad", "reason": "The ministry corrected it."}
ANY = {"If-Match": "*"}
IRAN = actor("Iran", kind="country", country="IR", actor_id="country:IR", role="target")


@pytest.fixture
async def told(tell):
    await tell(report(actors=(actor(), IRAN), summary="Visit to Tehran", killed=3), source="One")
    await tell(
        report("meeting", location=place("Baghdad", country="IQ", geonames_id=98182), date=when("2024-10-01"))
    )


@pytest.fixture
def visit(client, told):
    return client.get("/v1/events?type=visit").json()["items"][0]["id"]


@pytest.fixture
def meeting(client, told):
    return client.get("/v1/events?type=meeting").json()["items"][0]["id"]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"type": "meeting"}, {"type": "meeting", "family": "diplomacy", "plover": "CONSULT"}),
        ({"status": "denied"}, {"status": "denied"}),
        ({"summary": "By hand"}, {"summary": "By hand"}),
        (
            {"date": {"start": "2024-11-01"}},
            {
                "date": {
                    "start": "2024-11-01",
                    "end": "2024-11-01",
                    "precision": "day",
                    "basis": "explicit",
                }
            },
        ),
        (
            {"date": {"start": "2024-11-01", "end": "2024-11-30", "precision": "month"}},
            {
                "date": {
                    "start": "2024-11-01",
                    "end": "2024-11-30",
                    "precision": "month",
                    "basis": "explicit",
                }
            },
        ),
        ({"date": None}, {"date": None}),
        ({"location": None}, {"location": None}),
        ({"actors": []}, {"actors": []}),
        ({"killed": 0}, {"killed": 0}),
        ({"killed": None, "injured": 12}, {"killed": None, "injured": 12}),
        ({"claimed_by": "Russia"}, {"claimed_by": "Russia"}),
    ],
)
def test_values_are_set_and_shown(client, visit, sent, shown):
    answer = client.patch(f"/v1/events/{visit}", json=BY | sent, headers={"If-Match": '"1"'})
    assert answer.status_code == 200, answer.text
    assert answer.headers["etag"] == '"2"'
    event = client.get(f"/v1/events/{visit}").json()
    assert {name: event[name] for name in shown} == shown
    assert event["edited"] == sorted(sent)
    body = answer.json()
    assert {name: body["event"][name] for name in shown} == shown
    assert [(made["kind"], made["field"], made["author"]) for made in body["decisions"]] == [
        ("set", name, "m.haddad") for name in ("killed", "injured") if name in sent
    ] or len(sent) == 1


def test_a_place_is_known_or_described(client, visit, meeting):
    path = f"/v1/events/{visit}"
    known = client.patch(path, json=BY | {"location": {"place_id": "geonames:98182"}}, headers=ANY).json()
    assert known["event"]["location"]["canonical_name"] == "Baghdad"
    green = {"name": "Green Zone", "country": "IQ", "latitude": 33.3, "longitude": 44.4, "precision": "site"}
    found = client.patch(path, json=BY | {"location": green}, headers=ANY).json()["event"]["location"]
    assert {name: found[name] for name in green} == green
    assert found["place_id"].startswith("name:IQ:green-zone:")
    again = client.patch(f"/v1/events/{meeting}", json=BY | {"location": green}, headers=ANY).json()
    assert again["event"]["location"] == found
    other = client.patch(path, json=BY | {"location": green | {"latitude": 33.4}}, headers=ANY).json()
    assert other["event"]["location"]["latitude"] == 33.4
    assert other["event"]["location"]["place_id"] != found["place_id"]
    assert [one["id"] for one in client.get("/v1/events?place=green zone").json()["items"]] == [
        visit,
        meeting,
    ]


def test_actors_are_known_or_described(client, visit):
    people = [
        {"role": "source", "actor_id": "country:IR"},
        {"role": "target", "name": "Rana Saleh", "kind": "person", "country": "IQ", "sector": "GOV"},
        {"role": "target", "name": "Oman", "kind": "country", "country": "OM"},
    ]
    answer = client.patch(f"/v1/events/{visit}", json=BY | {"actors": people}, headers=ANY)
    shown = [(one["actor_id"], one["role"], one["name"]) for one in answer.json()["event"]["actors"]]
    assert shown == [
        ("country:IR", "source", "Iran"),
        ("country:OM", "target", "Oman"),
        ("person:IQ:rana-saleh", "target", "Rana Saleh"),
    ]
    assert len(client.get("/v1/events?actor=rana saleh&actor_role=target").json()["items"]) == 1


FAULTS = [
    ({"killed": -1}, {"killed": "greater_than_equal"}),
    ({"killed": "5"}, {"killed": "int_type"}),
    ({"killed": 10**12}, {"killed": "less_than_equal"}),
    ({"killed": True, "injured": 1.5}, {"killed": "int_type", "injured": "int_type"}),
    ({"type": "coup"}, {"type": "unknown_type"}),
    ({"type": None}, {"type": "not_nullable"}),
    ({"status": "maybe"}, {"status": "literal_error"}),
    ({"summary": " "}, {"summary": "blank"}),
    ({"summary": None, "actors": None}, {"summary": "not_nullable", "actors": "not_nullable"}),
    ({"date": "2024-11-01"}, {"date": "model_type"}),
    ({"date": {"start": "yesterday"}}, {"date.start": "not_a_day"}),
    ({"date": {"start": "2024-11-02", "end": "2024-11-01"}}, {"date": "reversed_range"}),
    ({"date": {"start": "2024-11-02", "precision": "month"}}, {"date": "precision_mismatch"}),
    ({"date": {"start": "2024-11-02", "last": "2024-11-03"}}, {"date.last": "unknown_field"}),
    ({"location": {"country": "IR"}}, {"location": "missing"}),
    ({"location": {"place_id": "geonames:1", "name": "X"}}, {"location": "known_or_described"}),
    ({"location": {"name": "X", "latitude": 91, "longitude": 1}}, {"location.latitude": "less_than_equal"}),
    ({"location": {"name": "X", "latitude": 9}}, {"location": "half_a_point"}),
    ({"location": {"name": "X", "country": "Iran"}}, {"location.country": "unknown_country"}),
    ({"actors": [{"actor_id": "country:IR"}]}, {"actors.0.role": "missing"}),
    ({"actors": [{"role": "source", "actor_id": "country:IR"}, {"role": "source", "name": "X"}]},
     {"actors.1": "missing"}),
    ({"actors": [{"role": "speaker", "actor_id": "country:IR"}]}, {"actors.0.role": "literal_error"}),
    ({"actors": [{"role": "source", "actor_id": "country:IR", "country": "IQ"}]},
     {"actors.0": "known_or_described"}),
    ({"kiled": 5}, {"kiled": "unknown_field"}),
    ({}, {"body": "nothing_to_set"}),
    ({"killed": 5, "author": " "}, {"author": "blank"}),
    ({"killed": 5, "reason": None}, {"reason": "string_type"}),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "found"), FAULTS)
def test_what_is_wrong_is_named_with_what_would_be_right(lonely, sent, found):
    answer = lonely.patch(f"/v1/events/{uuid4()}", json=BY | sent, headers=ANY)
    assert answer.status_code == 422
    assert codes(answer) == found
    faults = {fault["field"]: fault for fault in answer.json()["errors"]}
    for field in found:
        assert faults[field].get("expected") or ";" in faults[field]["detail"]


def test_ids_that_nothing_has_are_told(client, visit):
    for sent, found in (
        ({"location": {"place_id": "geonames:1"}}, {"location.place_id": "unknown_place"}),
        (
            {"actors": [{"role": "source", "actor_id": "country:XX"}]},
            {"actors.0.actor_id": "unknown_actor"},
        ),
    ):
        answer = client.patch(f"/v1/events/{visit}", json=BY | sent, headers=ANY)
        assert (answer.status_code, codes(answer)) == (422, found)
    assert client.get(f"/v1/events/{visit}").headers["etag"] == '"1"'


@pytest.mark.parametrize(
    ("sent", "expected"),
    [({"kiled": 5}, "killed, perhaps"), ({"date": {"strat": "2024-11-01"}}, "start, perhaps")],
)
def test_a_field_that_is_nearly_right_is_told(lonely, sent, expected):
    answer = lonely.patch(f"/v1/events/{uuid4()}", json=BY | sent, headers=ANY)
    assert expected in {fault.get("expected") for fault in answer.json()["errors"]}


ACTS = {
    "patch": {"killed": 4},
    "merge": {"event_ids": None},
    "split": {"report_ids": None},
    "verify": {},
    "reject": {},
    "keep-apart": {"event_ids": None},
}


def act(client, name, visit, other, headers, **fields):
    """Any act, with what it needs but for ``fields``."""
    body = BY | {field: [other] if value is None else value for field, value in ACTS[name].items()} | fields
    body = {field: value for field, value in body.items() if value is not ...}
    if name == "patch":
        return client.patch(f"/v1/events/{visit}", json=body, headers=headers)
    return client.post(f"/v1/events/{visit}/{name}", json=body, headers=headers)


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
