import json
from urllib.parse import quote

import pytest
from sqlalchemy import update

from app.models import Event
from app.store.weighing import weigh
from tests.api.conftest import codes
from tests.store.build import actor, report, when

ARAGHCHI = actor("Abbas Araghchi", actor_id="person:IR:abbas-araghchi", country="IR", aliases=("Araghchi",))
IRAQ = actor("Iraq", actor_id="country:IQ", kind="country", country="IQ", role="target")
UN = actor("United Nations", actor_id="body:un", kind="body", country=None, sector="IGO", role="target")
PATH = "/v1/actors/person:IR:abbas-araghchi"


@pytest.fixture
async def told(tell, session):
    for type_, day, others in [
        ("visit", "2024-02-29", [IRAQ]),
        ("threat", "2024-02-01", [IRAQ, UN]),
        ("visit", "2024-05-31", [UN]),
        ("visit", "2023-12-31", [IRAQ]),
    ]:
        await tell(report(type_, date=when(day), actors=(ARAGHCHI, *others)))
    await tell(report("visit", date=None, actors=(ARAGHCHI,)))
    await tell(report("visit", actors=(IRAQ,)))
    await weigh(session)
    await session.commit()


async def test_looking_up(client, told):
    body = client.get("/v1/actors?q=aragh").json()
    assert body["items"] == [
        {
            "actor_id": "person:IR:abbas-araghchi",
            "name": "Abbas Araghchi",
            "kind": "person",
            "country": "IR",
            "sector": "GOV",
            "match": "prefix",
            "matched": "Araghchi",
            "events": 5,
            "office": "Foreign Minister",
        }
    ]
    assert (body["count"], body["next"]) == ({"value": 1, "exact": True}, None)


async def test_all_by_activity_or_name_in_pages(client, told):
    for query, ids in [
        ("limit=1", ["person:IR:abbas-araghchi", "country:IQ", "body:un"]),
        ("limit=2&sort=name", ["person:IR:abbas-araghchi", "country:IQ", "body:un"]),
        ("kind=body&kind=country", ["country:IQ", "body:un"]),
        ("country=IR", ["person:IR:abbas-araghchi"]),
        ("q=u&limit=1", ["body:un"]),
        ("q=%F0%9F%98%80", []),
    ]:
        path, found = f"/v1/actors?{query}", []
        while path:
            answer = client.get(path)
            body = answer.json()
            assert ("Link" in answer.headers) == bool(body["next"])
            found += [item["actor_id"] for item in body["items"]]
            path = body["next"]
        assert found == ids, query


async def test_one_actor(client, told):
    body = client.get(PATH).json()
    assert body["names"] == ["Abbas Araghchi", "Araghchi"]
    assert body["offices"] == [
        {"title": "Foreign Minister", "since": "2024", "until": None, "checked": "2026-01"}
    ]
    assert (body["events"], body["undated"]) == ({"value": 5, "exact": True}, 1)
    with_whom = body["counterparts"]
    assert (with_whom["looked_at"], with_whom["since"]) == (5, "2023-12-31")
    assert [(one["actor_id"], one["events"], one["families"]) for one in with_whom["items"]] == [
        ("country:IQ", 3, {"diplomacy": 2, "speech": 1}),
        ("body:un", 2, {"diplomacy": 1, "speech": 1}),
    ]
    assert client.get(body["timeline"]).status_code == 200


async def test_activity_by_month(client, told):
    months = client.get(PATH, params={"months": 6}).json()["activity"]
    assert [(month["start"], month["end"], month["events"]) for month in months] == [
        ("2023-12-01", "2023-12-31", 1),
        ("2024-01-01", "2024-01-31", 0),
        ("2024-02-01", "2024-02-29", 2),
        ("2024-03-01", "2024-03-31", 0),
        ("2024-04-01", "2024-04-30", 0),
        ("2024-05-01", "2024-05-31", 1),
    ]
    assert [month["events"] for month in client.get(PATH, params={"months": 1}).json()["activity"]] == [1]


async def test_what_an_editor_rejected_counts_nowhere(client, told, session):
    await session.execute(update(Event).where(Event.type == "threat").values(review="rejected"))
    await session.commit()
    body = client.get(PATH).json()
    assert body["events"]["value"] == 4
    assert body["counterparts"]["looked_at"] == 4
    assert {one["actor_id"]: one["events"] for one in body["counterparts"]["items"]} == {
        "country:IQ": 2,
        "body:un": 1,
    }
    assert sum(month["events"] for month in body["activity"]) == 3


async def test_an_event_counts_once_whatever_the_roles(client, tell):
    await tell(report(actors=(ARAGHCHI, actor("Iraq", actor_id="country:IQ", role="source"), IRAQ)))
    body = client.get("/v1/actors/country:IQ").json()
    assert body["events"]["value"] == 1
    assert body["counterparts"]["looked_at"] == 1
    assert [one["events"] for one in body["counterparts"]["items"]] == [1]
    assert [month["events"] for month in body["activity"]][-1:] == [1]
    body = client.get(PATH).json()
    assert [one["events"] for one in body["counterparts"]["items"]] == [1]


async def test_an_actor_without_days(client, tell):
    await tell(report(date=None, actors=(UN,)))
    body = client.get("/v1/actors/body:un").json()
    assert (body["activity"], body["undated"]) == ([], 1)
    assert body["counterparts"] == {"looked_at": 1, "since": None, "items": []}


async def test_its_timeline(client, told):
    body = client.get(f"{PATH}/timeline?bucket=month&sort=date&family=diplomacy").json()
    assert [(group["start"], group["count"]) for group in body["items"]] == [
        ("2023-12-01", 1),
        ("2024-02-01", 1),
        ("2024-05-01", 1),
    ]
    assert (body["count"]["value"], body["undated"]) == (3, 1)


async def test_pages_of_its_timeline(client, told):
    path, days = f"{PATH}/timeline?limit=1", []
    while path:
        body = client.get(path).json()
        days += [group["start"] for group in body["items"]]
        path = body["next"]
    assert days == ["2024-05-31", "2024-02-29", "2024-02-01", "2023-12-31"]


@pytest.mark.parametrize("path", ["", "/timeline"])
@pytest.mark.parametrize("id_", ["country:QQ", "person:IR:nobody", "x", "../events", "%00"])
async def test_an_actor_that_nobody_named(client, id_, path):
    answer = client.get(f"/v1/actors/{quote(id_, safe='%')}{path}")
    if id_ == "%00":
        assert answer.status_code == 422
    else:
        assert answer.status_code == 404
        assert answer.json()["type"] == "urn:dateline:problem:not-found"


async def test_an_unknown_id_is_told_with_its_kind(client):
    assert client.get("/v1/actors/country:QQ").json()["detail"] == "There is no actor with the id country:QQ."


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/v1/actors?q=", {"q": "string_too_short"}),
        ("/v1/actors?kind=robot", {"kind": "literal_error"}),
        ("/v1/actors?country=Iran", {"country": "unknown_country"}),
        ("/v1/actors?sort=date", {"sort": "literal_error"}),
        ("/v1/actors?precision=city", {"precision": "unknown_parameter"}),
        ("/v1/actors/country:IR?months=0", {"months": "greater_than_equal"}),
        ("/v1/actors/country:IR?month=1", {"month": "unknown_parameter"}),
        ("/v1/actors/country:IR/timeline?bucket=year", {"bucket": "literal_error"}),
    ],
)
def test_a_query_that_makes_no_sense(lonely, path, found):
    assert codes(lonely.get(path)) == found


async def test_another_actor_than_that_of_the_path(client, told):
    answer = client.get(f"{PATH}/timeline?actor=country:IQ")
    assert codes(answer) == {"actor": "actor_in_path"}
    assert "pair" in answer.json()["detail"]


async def test_a_bad_cursor(client, told):
    assert codes(client.get("/v1/actors?cursor=x")) == {"cursor": "bad_cursor"}


async def test_a_desks_own_table_tells_of_offices(client, told, settings):
    """As soon as it has changed."""
    row = {
        "id": "person:IR:abbas-araghchi",
        "name": "Abbas Araghchi",
        "kind": "person",
        "country": "IR",
        "offices": [
            {"title": "Ambassador", "start": "2008", "end": "2011-05"},
            {"title": "Foreign Minister", "start": "2024-08-21"},
        ],
        "wikidata": "Q1",
        "checked": "2026-11-01",
    }
    settings.actors.mkdir(parents=True, exist_ok=True)
    (settings.actors / "actors.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    body = client.get(PATH).json()
    assert body["offices"] == [
        {"title": "Ambassador", "since": "2008", "until": "2011-05", "checked": None},
        {"title": "Foreign Minister", "since": "2024-08-21", "until": None, "checked": "2026-11-01"},
    ]
    assert body["wikidata"] == "Q1"


async def test_a_broken_desk_table_is_told(client, told, settings):
    settings.actors.mkdir(parents=True, exist_ok=True)
    (settings.actors / "actors.jsonl").write_text("{", encoding="utf-8")
    answer = client.get(PATH)
    assert answer.status_code == 503
    assert "actors.jsonl:1" in answer.json()["detail"]
