"""GET /v1/changes: who is told of what, and where a reader stands."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.api.conftest import codes
from tests.conftest import execute, fetch
from tests.store import acts
from tests.store.build import actor, report, when


def told(client, query: str = "") -> list[tuple]:
    body = client.get(f"/v1/changes?{query}").json()
    return [(change["kind"], change["match"]) for change in body["items"]]


async def test_what_becomes_of_an_event_is_told_with_its_difference(client, session):
    one = await acts.tell(session, report(killed=3), source="One")
    two = await acts.tell(session, report(killed=5), source="Two")
    first, second = await acts.event_of(session, one), await acts.event_of(session, two)
    await acts.merge(session, second, first)
    apart = await acts.split(session, first, two)
    await acts.retracted(session, one)
    items = client.get("/v1/changes").json()["items"]
    assert [(item["kind"], item["event_id"], item["version"]) for item in items] == [
        ("created", str(first), 1),
        ("created", str(second), 1),
        ("updated", str(first), 2),
        ("merged", str(second), 2),
        ("split", str(apart), 1),
        ("updated", str(first), 3),
        ("deleted", str(first), 4),
    ]
    created, _, updated, merged, off, _, deleted = items
    assert created["difference"]["killed"] == {"before": None, "after": 3}
    assert (created["article_id"], created["author"]) == (str(one.id), None)
    assert updated["difference"]["killed_high"] == {"before": 3, "after": 5}
    assert len(updated["difference"]["reports"]["added"]) == 1
    assert (updated["author"], updated["reason"]) == ("m.haddad", "I was there")
    assert merged["other_event_ids"] == [str(first)]
    assert off["other_event_ids"] == [str(first)]
    assert (deleted["event"]["killed"], deleted["article_id"]) == (3, str(one.id))


async def test_a_reader_with_a_filter_is_told_of_all_that_it_saw(client, session):
    """A change reaches a reader whose filter means the event before it or after it."""
    article = await acts.tell(session, report("visit", date=when("2024-11-05")))
    await acts.corrected(
        session, article, report("visit", date=when("2024-11-06")), text="It was Wednesday. " * 9
    )
    await acts.corrected(
        session, article, report("visit", date=when("2024-12-24")), text="It was Christmas. " * 9
    )
    await acts.corrected(
        session, article, report("visit", date=when("2024-12-25")), text="Or the day after. " * 9
    )
    await acts.corrected(
        session, article, report("visit", date=when("2024-11-07")), text="November after all. " * 9
    )
    await acts.retracted(session, article)
    assert told(client, "from=2024-11-01&to=2024-11-30") == [
        ("created", "entered"),
        ("updated", "inside"),
        ("updated", "left"),
        ("updated", "entered"),
        ("deleted", "left"),
    ]
    assert told(client, "from=2024-12-01&to=2024-12-31") == [
        ("updated", "entered"),
        ("updated", "inside"),
        ("updated", "left"),
    ]
    assert told(client, "country=IQ") == []
    assert [kind for kind, _ in told(client)] == ["created"] + ["updated"] * 4 + ["deleted"]


async def test_a_filtered_reader_learns_of_merges_and_splits(client, session):
    visit = await acts.tell(session, report("visit"))
    strike, other = [await acts.tell(session, report("strike"), source=name) for name in ("One", "Two")]
    await acts.merge(session, await acts.event_of(session, other), await acts.event_of(session, strike))
    await acts.merge(session, await acts.event_of(session, visit), await acts.event_of(session, strike))
    visits = told(client, "type=visit")
    assert visits == [("created", "entered"), ("merged", "left")]
    apart = await acts.split(session, await acts.event_of(session, strike), visit)
    (*_, last) = client.get("/v1/changes?type=visit").json()["items"]
    assert (last["kind"], last["event_id"], last["match"]) == ("split", str(apart), "entered")


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("type=visit", 1),
        ("type=strike", 0),
        ("family=diplomacy&q=tehran", 1),
        ("actor=country:IQ", 0),
        ("actor=qasim%20AL-araji&actor_role=source", 1),
        ("actor=qasim%20AL-araji&actor_role=target", 0),
        ("actor_role=target", 0),
        ("place=tehran", 1),
        ("place=112931", 1),
        ("place=98182", 0),
        ("published_from=2024-11-06&published_to=2024-11-06", 1),
        ("published_from=2024-11-07", 0),
        ("country=IR&status=happened&min_confidence=0.8", 1),
        ("min_confidence=0.81", 0),
    ],
)
async def test_the_filter_is_that_of_lists(client, tell, query, number):
    await tell(report(actors=(actor(),), confidence=0.8))
    assert len(told(client, query)) == number
    assert client.get(f"/v1/events?{query}").json()["count"]["value"] == number


async def test_pages_lead_on_for_good(client, tell):
    for day in range(1, 8):
        await tell(report(date=when(f"2024-11-0{day}")))
    path, seen = "/v1/changes?limit=3", []
    while True:
        answer = client.get(path)
        body = answer.json()
        seen += [change["event"]["date"]["start"] for change in body["items"]]
        assert answer.headers["Link"] == f'<{body["next"]}>; rel="next"'
        path = body["next"]
        if not body["more"]:
            break
    assert seen == [f"2024-11-0{day}" for day in range(1, 8)]
    assert client.get(path).json()["items"] == []
    await tell(report("threat"))
    (later,) = client.get(path).json()["items"]
    assert later["event"]["type"] == "threat"
    again = client.get(f"/v1/changes?after={later['cursor']}").json()
    assert (again["items"], again["cursor"]) == ([], later["cursor"])


async def test_what_does_not_fit_is_passed_for_good(client, tell, database_url):
    for _ in range(3):
        await tell(report("threat"))
    many = "insert into changes (event_id, kind, version, other_event_ids, difference, snapshot, at) "
    execute(
        database_url,
        many
        + "select gen_random_uuid(), 'created', 1, '{}', '{}', '{}', now() from generate_series(1, 2500)",
    )
    await tell(report("visit"))
    path, asked = "/v1/changes?type=visit", 0
    while not (body := client.get(path).json())["items"]:
        assert body["more"]
        path, asked = body["next"], asked + 1
    assert asked == 2
    assert [change["event"]["type"] for change in body["items"]] == ["visit"]


async def test_a_reader_may_begin_with_what_is_new(client, tell):
    assert client.get("/v1/changes?after=latest").json()["items"] == []
    start = client.get("/v1/changes?after=latest").json()["next"]
    await tell(report())
    later = client.get("/v1/changes?after=latest").json()
    assert (later["items"], later["more"]) == ([], False)
    assert len(client.get(start).json()["items"]) == 1


@pytest.mark.parametrize(
    "cursor",
    ["x", "MTox!", "MTo", "YTpi", "OjE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk6MQ", "MToxOjE", "%00", "MDE6MQ"],
)
def test_what_is_no_cursor(client, cursor):
    answer = client.get(f"/v1/changes?after={cursor}")
    assert answer.status_code == 422
    assert codes(answer)["after"] in ("bad_cursor", "nul_character")


def test_a_filter_that_makes_no_sense(lonely):
    assert codes(lonely.get("/v1/changes?typ=visit")) == {"typ": "unknown_parameter"}
    assert codes(lonely.get("/v1/changes?as_of=2024-11-05")) == {"as_of": "unknown_parameter"}
    assert codes(lonely.get("/v1/changes?limit=1001")) == {"limit": "less_than_equal"}


async def test_a_cursor_of_another_database_is_told_so(client, tell):
    await tell(report())
    answer = client.get("/v1/changes?after=MTo5OTk")  # 1:999
    assert answer.status_code == 410
    assert answer.json()["type"] == "urn:dateline:problem:cursor-expired"


async def test_a_reader_that_was_away_too_long_is_told_so(client, tell, database_url):
    for day in ("2024-11-01", "2024-11-02", "2024-11-03"):
        await tell(report(date=when(day)))
    items = client.get("/v1/changes").json()["items"]
    long_ago = datetime.now(UTC) - timedelta(days=31)
    first, second, third = (row["id"] for row in fetch(database_url, "select id from changes order by id"))
    execute(database_url, f"update changes set at = '{long_ago.isoformat()}' where id in ({first}, {second})")
    expired = client.get(f"/v1/changes?after={items[0]['cursor']}")
    assert expired.status_code == 410
    assert "list the events anew" in expired.json()["detail"]
    # nothing that it did not see has expired
    assert len(client.get(f"/v1/changes?after={items[1]['cursor']}").json()["items"]) == 1
    assert len(client.get("/v1/changes?after=first").json()["items"]) == 1
    execute(database_url, f"update changes set at = '{long_ago.isoformat()}' where id = {third}")
    assert client.get(f"/v1/changes?after={items[2]['cursor']}").json()["items"] == []
    assert client.get("/v1/changes?after=first").json()["items"] == []


async def test_a_long_transaction_holds_changes_back_and_is_noticed(client, session, tell, engine):
    await tell(report())

    def figure(name: str) -> float:
        lines = client.get("/metrics").text.splitlines()
        return next(float(line.split()[1]) for line in lines if line.startswith(f"{name} "))

    assert (figure("dateline_feed_held_changes"), figure("dateline_feed_lag_seconds")) == (0, 0)
    async with engine.connect() as other:
        await other.exec_driver_sql("select pg_current_xact_id()")
        await tell(report("threat"))
        assert [change["event"]["type"] for change in client.get("/v1/changes").json()["items"]] == ["visit"]
        assert figure("dateline_feed_held_changes") == 1
        assert 0 < figure("dateline_feed_lag_seconds") < 60
        assert 0 < figure("dateline_oldest_transaction_seconds") < 60
        await other.rollback()
    assert len(client.get("/v1/changes").json()["items"]) == 2
    assert figure("dateline_feed_lag_seconds") == 0


def test_an_unknown_event_in_the_feed_is_nobodys(client, database_url):
    """Every change is told to readers without a filter, one without versions to no other."""
    execute(
        database_url,
        "insert into changes (event_id, kind, version, other_event_ids, difference, snapshot, at) "
        f"values ('{uuid4()}', 'created', 1, '{{}}', '{{}}', '{{}}', now())",
    )
    assert told(client) == [("created", "entered")]
    assert told(client, "type=visit") == []
