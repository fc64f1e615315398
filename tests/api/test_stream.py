"""GET /v1/stream over real HTTP: what a browser's EventSource gets, and what it costs."""

import contextlib
import time

import httpx
import pytest

from tests.api.conftest import codes, serving
from tests.api.followers import MANY, changes, streaming
from tests.conftest import execute, fetch
from tests.processes import until
from tests.store.build import report, when


async def test_changes_come_as_they_are_committed(settings, tell):
    patient = settings.model_copy(update={"feed_poll_seconds": 60})
    with serving(patient) as address, streaming(address) as found:
        assert next(found).retry == 3000
        for type_ in ("visit", "threat"):
            began = time.monotonic()
            await tell(report(type_))
            (change,) = changes(found, 1)
            assert (change["kind"], change["match"], change["event"]["type"]) == ("created", "entered", type_)
            assert time.monotonic() - began < 20, "a notification is faster than the poll"


async def test_a_stream_is_what_the_pages_say(address, client, tell):
    for day in ("2024-11-01", "2024-11-02"):
        await tell(report(date=when(day)))
    with streaming(address, "/v1/stream?after=first") as found:
        next(found)
        first, second = next(found), next(found)
        items = client.get("/v1/changes").json()["items"]
        assert [first.data, second.data] == items
        assert (first.id, first.event) == (items[0]["cursor"], "created")
    with streaming(address, "/v1/stream?after=first", **{"Last-Event-ID": first.id}) as found:
        assert changes(found, 1) == items[1:]
    with streaming(address, f"/v1/stream?after={first.id}") as found:
        assert changes(found, 1) == items[1:]


async def test_a_stream_has_the_filter_of_lists(address, tell):
    with streaming(address, "/v1/stream?type=visit&country=IR") as found:
        await tell(report("threat"))
        await tell(report("visit"))
        (change,) = changes(found, 1)
        assert change["event"]["type"] == "visit"


async def test_what_no_notification_tells_of_is_found_by_looking(settings, database_url):
    quick = settings.model_copy(update={"feed_poll_seconds": 0.2})
    with serving(quick) as address, streaming(address) as found:
        next(found)
        time.sleep(0.5)
        execute(database_url, MANY.format(size=1, number=1))
        assert changes(found, 1)[0]["event"]["name"] == 1


async def test_what_an_older_transaction_holds_back_comes_when_it_ends(address, tell, engine):
    with streaming(address) as found:
        next(found)
        async with engine.connect() as other:
            await other.exec_driver_sql("select pg_current_xact_id()")
            await tell(report())
            time.sleep(0.5)
            ended = time.monotonic()
            await other.rollback()
        assert len(changes(found, 1)) == 1
        assert ended < time.monotonic() < ended + 10


async def test_a_heart_beats_and_carries_the_place(settings, tell):
    quick = settings.model_copy(update={"stream_heartbeat_seconds": 0.2})
    with serving(quick) as address, streaming(address, "/v1/stream?type=visit") as found:
        next(found)
        beat = next(found)
        assert (beat.comment, beat.id, beat.data) == (True, None, None)
        await tell(report("threat"))
        moved = next(message for message in found if message.id)
        assert (moved.comment, moved.data) == (True, None)
        latest = httpx.get(f"{address}/v1/changes?after=latest").json()["cursor"]
        assert moved.id == latest
        assert next(found).id is None


@pytest.mark.parametrize(
    ("query", "headers", "status", "field"),
    [
        ("after=x", {}, 422, "after"),
        ("", {"Last-Event-ID": "x"}, 422, "Last-Event-ID"),
        ("", {"Last-Event-ID": "MTo5OTk"}, 410, None),
        ("type=coup", {}, 422, "type"),
        ("as_of=2024-11-05", {}, 422, "as_of"),
    ],
)
def test_what_cannot_be_streamed_is_said_at_once(client, query, headers, status, field):
    answer = client.get(f"/v1/stream?{query}", headers=headers)
    assert answer.status_code == status
    if field:
        assert list(codes(answer)) == [field]


def connections(url: str, name: str) -> list[str]:
    query = f"select state from pg_stat_activity where application_name = '{name}' and datname = current_database()"
    return [row["state"] for row in fetch(url, query)]


def test_streams_share_one_connection_and_hold_none(settings, database_url):
    lean = settings.model_copy(update={"pool_size": 1, "pool_overflow": 0, "streams": 20})
    with serving(lean) as address, contextlib.ExitStack() as streams:
        kept = [streams.enter_context(streaming(address)) for _ in range(20)]
        assert all(next(found).retry for found in kept)
        until(lambda: connections(database_url, "dateline-tail") == ["idle"])
        # with the pool's only connection held by a stream this would time out
        assert httpx.get(f"{address}/v1/events").status_code == 200
        assert connections(database_url, "dateline-api") == ["idle"]
        refused = httpx.get(f"{address}/v1/stream")
        assert (refused.status_code, refused.json()["type"]) == (503, "urn:dateline:problem:too-many-streams")
        assert refused.headers["Retry-After"]
        assert "dateline_streams 20.0" in httpx.get(f"{address}/metrics").text


def test_places_of_streams_that_ended_are_free_again(settings, database_url):
    few = settings.model_copy(update={"streams": 1})
    with serving(few) as address:
        for _ in range(3):
            with streaming(address) as found:
                next(found)
            until(lambda: "dateline_streams 0.0" in httpx.get(f"{address}/metrics").text)
        until(lambda: connections(database_url, "dateline-tail") == [])


async def test_a_lost_listener_is_replaced(address, tell, database_url):
    with streaming(address) as found:
        next(found)
        until(lambda: connections(database_url, "dateline-tail"))
        kill = (
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'dateline-%'"
        )
        execute(database_url, kill)
        await tell(report())
        assert len(changes(found, 1)) == 1
        until(lambda: connections(database_url, "dateline-tail") == ["idle"])
        await tell(report("threat"))
        assert changes(found, 1)[0]["event"]["type"] == "threat"
