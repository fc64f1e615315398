"""Polling costs one look-up where nothing changed, and never misses what did."""

import pytest

from app.api.conditions import unchanged
from tests.conftest import execute
from tests.store.build import report

PATHS = [
    "/v1/events",
    "/v1/events?country=IR&limit=1",
    "/v1/events?format=csv",
    "/v1/events?format=atom",
    "/v1/timeline?bucket=week",
    "/v1/facets?by=type",
    "/v1/collections/events/items?bbox=44,25,64,40",
]


@pytest.mark.parametrize("path", PATHS)
async def test_nothing_changed_until_something_does(client, tell, path):
    await tell(report())
    first = client.get(path)
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert {name: again.headers[name] for name in ("etag", "cache-control", "vary")} == {
        name: first.headers[name] for name in ("etag", "cache-control", "vary")
    }
    await tell(report("threat"))
    changed = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


async def test_events_are_not_read_for_it(client, tell, engine):
    """The table is locked: whoever touched it would wait."""
    await tell(report())
    tag = client.get("/v1/events").headers["etag"]
    async with engine.begin() as connection:
        await connection.exec_driver_sql("lock table events, event_actors in access exclusive mode")
        assert client.get("/v1/events", headers={"If-None-Match": tag}, timeout=5).status_code == 304


async def test_what_is_committed_beside_an_older_transaction_counts(client, tell, engine):
    """The feed does not show it yet, but lists do."""
    await tell(report())
    async with engine.connect() as older:
        await older.exec_driver_sql("select pg_current_xact_id()")
        tag = client.get("/v1/events").headers["etag"]
        await tell(report("threat"))
        second = client.get("/v1/events", headers={"If-None-Match": tag})
        assert (second.status_code, len(second.json()["items"])) == (200, 2)
        tag = second.headers["etag"]
        await tell(report("meeting"))
        third = client.get("/v1/events", headers={"If-None-Match": tag})
        assert (third.status_code, len(third.json()["items"])) == (200, 3)
    assert (
        client.get("/v1/events").headers["etag"] != third.headers["etag"]
    )  # the feed shows them: asked once more


async def test_an_empty_store_has_a_state_too(client, database_url):
    tag = client.get("/v1/events").headers["etag"]
    assert client.get("/v1/events", headers={"If-None-Match": tag}).status_code == 304
    execute(database_url, "delete from changes")
    assert client.get("/v1/events", headers={"If-None-Match": tag}).status_code == 304


async def test_other_questions_have_other_tags(client, tell):
    await tell(report())
    asked = [
        client.get("/v1/events"),
        client.get("/v1/events?limit=2"),
        client.get("/v1/events?format=csv"),
        client.get("/v1/events", headers={"Accept": "text/csv"}),
        client.get("/v1/timeline"),
    ]
    assert len({answer.headers["etag"] for answer in asked}) == len(asked)
    assert all("Accept" in answer.headers["vary"] for answer in asked)


@pytest.mark.parametrize(
    "query", ["q=visit", "published_from=2024-01-01", "published_to=2025-01-01", "source=One"]
)
async def test_what_the_feed_does_not_tell_of_has_no_tag(client, tell, query):
    """A text that is read anew may be found by other words while the event stays what it was."""
    await tell(report())
    answer = client.get(f"/v1/events?{query}")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert "etag" not in answer.headers


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('W/"a"', True),
        ('"a"', True),
        ('"b", W/"a"', True),
        ("*", True),
        ('"b"', False),
        ("", False),
        ("a", False),
        ('W/"', False),
    ],
)
def test_if_none_match_compares_weakly(header, found):
    assert unchanged(header, 'W/"a"') is found


def test_a_wrong_question_is_wrong_whatever_is_known(client):
    assert client.get("/v1/events?limit=0", headers={"If-None-Match": "*"}).status_code == 422
