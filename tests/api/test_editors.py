"""What editors set over HTTP, and what they are answered."""

from uuid import uuid4

import pytest

from tests.api.conftest import codes
from tests.api.editors import ANY, BY, meeting, told, visit

__all__ = ["meeting", "told", "visit"]


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
