"""Histories, and addresses of events that are not there any more."""

from uuid import uuid4

import pytest

from tests.api.conftest import codes
from tests.store import acts
from tests.store.build import report


@pytest.fixture
async def merged(session):
    """Two events that became one: the id that leads on, and the one it leads to."""
    one = await acts.tell(session, report(killed=3), source="One")
    other = await acts.tell(session, report(killed=5), source="Two")
    old, new = await acts.event_of(session, one), await acts.event_of(session, other)
    await acts.merge(session, old, new)
    return old, new


async def test_a_history_says_who_when_why_and_what(client, session):
    article = await acts.tell(session, report(killed=3))
    event = await acts.event_of(session, article)
    await acts.corrected(session, article, report(killed=4), text="It was four after all. " * 9)
    other = await acts.tell(session, report(killed=9), source="Two")
    await acts.merge(session, await acts.event_of(session, other), event)
    body = client.get(f"/v1/events/{event}/history").json()
    assert [(entry["version"], entry["kind"]) for entry in body["items"]] == [
        (3, "updated"),
        (2, "updated"),
        (1, "created"),
    ]
    edited, corrected, created = body["items"]
    assert (edited["author"], edited["reason"], edited["until"]) == ("m.haddad", "I was there", None)
    assert (corrected["author"], corrected["article_id"]) == (None, str(article.id))
    assert corrected["difference"]["killed"] == {"before": 3, "after": 4}
    assert (created["until"], corrected["until"]) == (corrected["at"], edited["at"])
    assert body["count"] == {"value": 3, "exact": True}
    assert len(body["merged_from"]) == 1
    for entry, killed in [(created, 3), (corrected, 4)]:
        then = client.get(f"/v1/events/{event}", params={"as_of": entry["at"]}).json()
        assert (then["killed"], then["version"]) == (killed, entry["version"])


async def test_a_history_has_pages(client, session):
    article = await acts.tell(session, report(killed=0))
    for killed in range(1, 6):
        await acts.corrected(
            session, article, report(killed=killed), text=f"There were {killed} of them. " * 9
        )
    path, versions = f"/v1/events/{await acts.event_of(session, article)}/history?limit=4", []
    while path:
        body = client.get(path).json()
        versions += [entry["version"] for entry in body["items"]]
        path = body["next"]
    assert versions == [6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("path", "query"), [("", ""), ("/reports", ""), ("/reports", "?limit=1"), ("", "?as_of={now}")]
)
async def test_a_merged_id_leads_on(client, merged, path, query):
    old, new = merged
    now = client.get(f"/v1/events/{new}").json()["updated_at"]
    query = query.format(now=now)
    answer = client.get(f"/v1/events/{old}{path}{query}")
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"/v1/events/{new}{path}{query}"
    followed = client.get(f"/v1/events/{old}{path}{query}", follow_redirects=True)
    assert followed.json() == client.get(f"/v1/events/{new}{path}{query}").json()
    assert client.get(f"/v1/events/{str(old).upper()}{path}").headers["Location"] == f"/v1/events/{new}{path}"


async def test_a_chain_of_merges_is_one_step(client, session, merged):
    old, new = merged
    last = await acts.event_of(session, await acts.tell(session, report(), source="Three"))
    await acts.merge(session, new, last)
    assert client.get(f"/v1/events/{old}").headers["Location"] == f"/v1/events/{last}"


async def test_a_merged_event_keeps_its_own_history(client, merged):
    old, new = merged
    body = client.get(f"/v1/events/{old}/history").json()
    assert [entry["kind"] for entry in body["items"]] == ["merged", "created"]
    assert (body["merged_into"], body["items"][0]["other_event_ids"]) == (str(new), [str(new)])
    assert client.get(f"/v1/events/{new}/history").json()["merged_from"] == [str(old)]


async def test_a_merged_event_is_there_as_of_before(client, merged):
    old, _ = merged
    created = client.get(f"/v1/events/{old}/history").json()["items"][-1]["at"]
    assert client.get(f"/v1/events/{old}", params={"as_of": created}).json()["id"] == str(old)


@pytest.mark.parametrize("path", ["", "/reports"])
async def test_what_nobody_reports_any_more_says_so(client, session, path):
    article = await acts.tell(session, report())
    event = await acts.event_of(session, article)
    created = client.get(f"/v1/events/{event}").json()["ingested_at"]
    await acts.retracted(session, article)
    answer = client.get(f"/v1/events/{event}{path}")
    assert answer.status_code == 410
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["type"] == "urn:dateline:problem:event-gone"
    assert body["history"] == f"/v1/events/{event}/history"
    assert answer.headers["Link"] == f'<{body["history"]}>; rel="version-history"'
    assert [entry["kind"] for entry in client.get(body["history"]).json()["items"]] == ["deleted", "created"]
    assert client.get(f"/v1/events/{event}{path}", params={"as_of": created}).status_code == 200


def test_what_never_was(client):
    for path in ("", "/reports", "/history", "?as_of=2024-01-01"):
        answer = client.get(f"/v1/events/{uuid4()}{path}")
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:dateline:problem:not-found")


async def test_before_it_was_known(client, session):
    event = await acts.event_of(session, await acts.tell(session, report()))
    answer = client.get(f"/v1/events/{event}?as_of=2024-01-01")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:dateline:problem:not-known-yet")
    assert client.get("/v1/events?as_of=2024-01-01").json()["items"] == []


@pytest.mark.parametrize(
    ("as_of", "code"),
    [("9999-01-01", "not_come_yet"), ("2024-11-05T10:00:00", "naive_time"), ("soon", "not_a_time")],
)
def test_moments_that_make_no_sense(lonely, as_of, code):
    for path in ("/v1/events", "/v1/timeline", f"/v1/events/{uuid4()}", f"/v1/events/{uuid4()}/reports"):
        assert codes(lonely.get(f"{path}?as_of={as_of}")) == {"as_of": code}


def test_a_history_takes_no_moment(lonely):
    assert codes(lonely.get(f"/v1/events/{uuid4()}/history?as_of=2024-11-05")) == {
        "as_of": "unknown_parameter"
    }
