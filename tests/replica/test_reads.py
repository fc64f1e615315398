"""Reads at a replica: near enough, behind, cut off, gone; and read-your-writes by tokens."""

import json
import re
import time
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from app.api.reading import TOKEN
from app.models import now
from app.store import listing
from tests.api.conftest import serving
from tests.cli.conftest import dateline
from tests.conftest import execute, fetch
from tests.replica.conftest import BOUND, near, post, reads, replica_check, until


def titles(client: httpx.Client, **headers: str) -> set[str]:
    answer = client.get("/v1/articles", headers=headers)
    assert answer.status_code == 200, answer.text
    return {article["title"] for article in answer.json()["items"]}


def test_reads_go_to_the_replica_and_writes_to_the_primary(client, standby):
    assert post(client, title="One").status_code == 202
    until(lambda: not standby.behind())
    replica, primary = reads(client)
    assert titles(client) == {"One"}
    assert reads(client) == (replica + 1, primary)


def test_the_doctor_tells_how_far_a_replica_is(standby, database_url):
    done = dateline("doctor", "--quick", database_url=database_url, database_read_url=standby.url)
    assert done.returncode == 0, done.stdout
    assert re.search(r"replicas +ok: postgresql://.* is \d+\.\d s behind", done.stdout)


def test_a_replica_shows_what_it_has(client, standby):
    standby.pause()
    post(client, title="Late")
    assert titles(client) == set()  # within the bound, a replica may be behind
    standby.resume()
    until(lambda: titles(client) == {"Late"})


def test_who_wrote_reads_what_he_wrote(client, standby):
    """A replica that has not got so far is passed by."""
    standby.pause()
    token = post(client, title="Mine").headers[TOKEN]
    replica, primary = reads(client)
    assert titles(client) == set()
    assert titles(client, **{TOKEN: token}) == {"Mine"}
    assert reads(client) == (replica + 1, primary + 1)


def test_a_read_with_a_token_waits_for_the_replica(settings, standby):
    patient = settings.model_copy(update={"read_wait_seconds": 10, "read_lag_seconds": 60})
    with serving(patient) as address, httpx.Client(base_url=address, timeout=60) as client:
        until(lambda: near(client))
        standby.pause()
        token = post(client, title="Awaited").headers[TOKEN]
        replica, primary = reads(client)
        with httpx.Client(base_url=address, timeout=60) as other:
            standby.resume()
            assert titles(other, **{TOKEN: token}) == {"Awaited"}
        assert reads(client) == (replica + 1, primary)


def test_every_read_after_a_write_sees_it(client, standby):
    """Many times over, however the replica comes along."""
    for number in range(40):
        token = post(client, title=str(number)).headers[TOKEN]
        assert str(number) in titles(client, **{TOKEN: token})
    assert reads(client)[0] > 0


def test_an_answer_read_with_a_token_brings_one_that_leads_on(client, standby):
    first = client.get("/v1/articles", headers={TOKEN: "0/0"})
    assert fetch(standby.url, f"select pg_last_wal_replay_lsn() >= '{first.headers[TOKEN]}'")[0][0]
    assert client.get("/v1/articles", headers={TOKEN: first.headers[TOKEN]}).status_code == 200
    assert TOKEN not in client.get("/v1/articles").headers


def test_what_is_no_token_is_refused(client):
    answer = client.get("/v1/articles", headers={TOKEN: "yesterday"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0] | {"expected": ""} == {
        "in": "header",
        "field": TOKEN,
        "code": "bad_token",
        "detail": "is no token; send one as it came, such as 16/B374D848",
        "expected": "",
    }


def test_a_replica_too_far_behind_is_not_asked(client, standby):
    standby.pause()
    post(client, title="Unseen")
    until(lambda: replica_check(client) == f"more than {BOUND:g} s behind")
    replica, _ = reads(client)
    assert titles(client) == {"Unseen"}
    assert reads(client)[0] == replica
    assert client.get("/readyz").status_code == 200
    standby.resume()
    until(lambda: near(client))
    assert titles(client) == {"Unseen"}
    assert reads(client)[0] == replica + 1


def test_a_replica_whose_line_was_cut_is_not_asked(client, standby):
    """It has replayed all that it received, so it does not know itself that it is behind."""
    standby.cut()
    try:
        post(client, title="Unheard")
        until(lambda: replica_check(client) == f"more than {BOUND:g} s behind")
        assert titles(client) == {"Unheard"}
    finally:
        standby.join()
    until(lambda: near(client))


def test_a_replica_of_a_primary_at_rest_is_near(client, standby):
    """The last transaction is long ago, and nothing is missing."""
    until(lambda: not standby.behind())
    time.sleep(BOUND * 1.5)
    assert replica_check(client) == "ok"


def test_a_replica_that_goes_is_replaced_by_the_primary_and_comes_back(client, standby):
    post(client, title="Kept")
    until(lambda: not standby.behind())
    assert titles(client) == {"Kept"}
    standby.server.stop()
    for _ in range(10):  # connections in the pool are dead: nobody is told
        assert titles(client) == {"Kept"}
    until(lambda: replica_check(client).startswith("does not answer"))
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")
    assert 'dateline_replica_up{server="' in client.get("/metrics").text
    replica, _ = reads(client)
    assert titles(client) == {"Kept"}
    assert reads(client)[0] == replica
    standby.server.start()
    until(lambda: near(client))
    assert titles(client) == {"Kept"}
    assert reads(client)[0] == replica + 1


def test_what_a_replica_does_not_know_yet_is_looked_up_at_the_primary(client, standby):
    standby.pause()
    made = post(client, title="New")
    replica, primary = reads(client)
    answer = client.get(made.headers["Location"])  # no token
    assert (answer.status_code, answer.json()["title"]) == (200, "New")
    assert reads(client) == (replica + 1, primary + 1)
    assert client.get(made.headers["Location"] + "x").status_code == 422


def test_what_nobody_knows_is_not_found(client):
    answer = client.get("/v1/articles/01930a1c-6d5e-7b1a-9c3f-2f6f0e6c1a55")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_read_that_is_in_the_way_of_the_replica_is_answered_by_the_primary(client, standby, monkeypatch):
    """Recovery ends queries that hold what it must change; the replica cancels, the primary answers."""
    conflict = "do $$ begin raise exception 'conflict with recovery' using errcode = '40001'; end $$"
    found, asked = listing.list_articles, []

    async def in_the_way(session, wanted):
        if (await session.execute(text("select pg_is_in_recovery()"))).scalar_one():
            asked.append(wanted)
            await session.execute(text(conflict))
        return await found(session, wanted)

    monkeypatch.setattr("app.api.articles.list_articles", in_the_way)
    assert titles(client) == set()
    assert len(asked) == 1
    assert near(client)  # it is as good as before


def test_the_page_after_a_cursor_is_not_read_from_a_server_that_is_behind(client, standby):
    for number in range(3):
        post(client, title=str(number))
    until(lambda: not standby.behind())
    replica, primary = reads(client)
    first = client.get("/v1/articles", params={"limit": 2}, headers={TOKEN: "0/0"})
    assert reads(client) == (replica + 1, primary)
    assert client.get(first.json()["next"]).status_code == 200
    assert reads(client) == (replica + 1, primary + 1)
    assert client.get(first.json()["next"], headers={TOKEN: first.headers[TOKEN]}).status_code == 200
    assert reads(client) == (replica + 2, primary + 1)


def test_the_feed_is_read_at_the_primary(client, standby):
    standby.pause()
    before = reads(client)
    assert client.get("/v1/changes").status_code == 200
    assert reads(client) == before


@pytest.mark.parametrize(("days", "replica"), [(30, 1), (0, 0)])
def test_what_was_known_a_moment_ago_is_read_at_the_primary(client, days, replica):
    before, _ = reads(client)
    as_of = (now() - timedelta(days=days)).isoformat()
    assert client.get("/v1/events", params={"as_of": as_of}).status_code == 200
    assert reads(client)[0] == before + replica


def test_refused_writes_bring_tokens_too(client):
    answer = client.delete("/v1/articles/01930a1c-6d5e-7b1a-9c3f-2f6f0e6c1a55")
    assert answer.status_code == 404
    assert TOKEN in answer.headers


def test_every_line_of_a_bulk_upload_brings_a_token(client, standby):
    standby.pause()
    lines = '{"text": "A.", "published_at": "2024-11-06", "title": "Bulk"}\n{}\n'
    answer = client.post("/v1/articles:bulk", content=lines, headers={"Content-Type": "application/x-ndjson"})
    stored, refused = map(json.loads, answer.text.splitlines())
    assert (stored["status"], refused["status"]) == (202, 422)
    assert titles(client, **{TOKEN: stored["token"]}) == {"Bulk"}


def test_without_replicas_there_are_no_tokens_and_one_that_is_sent_is_no_harm(database_url, settings):
    alone = settings.model_copy(update={"database_read_url": None})
    with serving(alone) as address, httpx.Client(base_url=address) as client:
        assert TOKEN not in post(client).headers
        assert client.get("/v1/articles", headers={TOKEN: "FF/0"}).status_code == 200
        assert "dateline_reads" not in client.get("/metrics").text


def test_a_server_that_is_no_replica_is_not_asked(settings, database_url):
    wrong = settings.model_copy(update={"database_read_url": database_url})
    with serving(wrong) as address, httpx.Client(base_url=address) as client:
        until(lambda: replica_check(client) == "is no replica")
        assert titles(client) == set()
        assert reads(client) == (0, 1)


def test_the_replica_takes_no_writes(standby):
    with pytest.raises(Exception, match="read-only"):
        execute(standby.url, "create table written (id int)")
