"""Exports over real HTTP: one snapshot, flat memory, and an end that can be told from a break."""

import json
import socket
from http.client import IncompleteRead

import httpx
import psutil
import pytest

from tests.api.conftest import serving
from tests.api.formats.many import fill
from tests.api.formats.reading import ids, slowly
from tests.conftest import TEMPLATE, clone, drop, execute, fetch
from tests.processes import python, until

MANY = 12_000  # 14 MB: more than the buffers of a connection hold
BUSY = """
    select pid from pg_stat_activity
    where datname = current_database() and application_name = 'dateline-api' and state <> 'idle'
"""


@pytest.fixture(scope="module")
def filled(server_url, template_url):
    """The URL of a database with many events, for tests that only read."""
    url = clone(server_url, "many", template=TEMPLATE)
    fill(url, MANY)
    yield url
    drop(server_url, url)


@pytest.fixture
def served(filled, settings):
    """Serve the filled database with some settings; gives the address."""
    return lambda **changed: serving(settings.model_copy(update={"database_url": filled, **changed}))


def exports_open(address: str) -> float:
    text = httpx.get(f"{address}/metrics").text
    return float(next(line.split()[1] for line in text.splitlines() if line.startswith("dateline_exports ")))


def idle(url: str, address: str) -> bool:
    return not fetch(url, BUSY) and exports_open(address) == 0


@pytest.mark.parametrize("name", ["ndjson", "csv", "geojson"])
def test_an_export_is_everything(served, name):
    with served() as address:
        answer = httpx.get(f"{address}/v1/events?format={name}", timeout=60)
    assert answer.headers["transfer-encoding"] == "chunked"
    assert "link" not in answer.headers
    assert len(set(ids(name, answer.content))) == MANY


def test_a_calendar_is_everything_planned(served):
    with served() as address:
        answer = httpx.get(f"{address}/v1/events?format=ics", timeout=60)
    assert len(set(ids("ics", answer.content))) == MANY / 50


def test_nothing_found_is_whole_too(served):
    with served() as address:
        for name in ("ndjson", "csv", "geojson", "ics"):
            answer = httpx.get(f"{address}/v1/events?format={name}&country=NO")
            assert (answer.status_code, ids(name, answer.content)) == (200, [])


def test_an_export_sees_one_moment(settings, database_url):
    """Events that are deleted while it is sent are in it, with those who take part."""
    fill(database_url, MANY)
    known = [str(row["id"]) for row in fetch(database_url, "select id from events order by start_day, id")]
    with serving(settings) as address, slowly(address, "/v1/events?format=ndjson&sort=date") as answer:
        first = answer.read(1000)
        execute(database_url, "delete from events", "delete from actors", "delete from places")
        told = [json.loads(line) for line in (first + answer.read()).splitlines()]
    assert [event["id"] for event in told] == known
    assert {len(event["actors"]) for event in told} == {2}
    assert sum(event["location"] is not None for event in told) == MANY * 5 / 6


def test_a_client_that_goes_away_ends_it(served, filled):
    with served() as address:
        with slowly(address, "/v1/events?format=csv") as answer:
            answer.read(1000)
            assert fetch(filled, BUSY)
            assert exports_open(address) == 1
        until(lambda: idle(filled, address), seconds=10)


def test_a_client_that_takes_nothing_is_given_up(served, filled):
    with served(stream_stall_seconds=0.3) as address, slowly(address, "/v1/events?format=csv") as answer:
        answer.read(1000)
        until(lambda: idle(filled, address), seconds=20)
        with pytest.raises((IncompleteRead, ConnectionResetError)):
            answer.read()


def test_a_break_is_no_end(served, filled):
    """Chunks without the last one: no client can take it for all there is."""
    with served() as address, slowly(address, "/v1/events?format=geojson") as answer:
        first = answer.read(1000)
        fetch(filled, f"select pg_terminate_backend(pid) from ({BUSY}) as busy")
        with pytest.raises(IncompleteRead) as broken:
            answer.read()
        with pytest.raises(json.JSONDecodeError):
            json.loads(first + broken.value.partial)
        until(lambda: idle(filled, address), seconds=10)
        assert httpx.get(f"{address}/v1/events?format=csv&limit=1").status_code == 200


def test_exports_leave_connections_to_others(served, filled):
    with served(exports=1, pool_size=1, pool_overflow=1) as address:
        with slowly(address, "/v1/events?format=ndjson") as answer:
            answer.read(1000)
            refused = httpx.get(f"{address}/v1/events?format=ndjson")
            assert (refused.status_code, refused.json()["type"][-16:]) == (503, "too-many-exports")
            assert httpx.get(f"{address}/v1/events?format=ndjson&limit=5").status_code == 200
        until(lambda: idle(filled, address), seconds=10)
        assert httpx.get(f"{address}/v1/events?format=ndjson", timeout=60).status_code == 200


def test_pages_lead_to_the_same_end(served):
    seen = []
    with served() as address, httpx.Client(base_url=address, timeout=60) as client:
        path = "/v1/events?format=csv&limit=1000&from=2024-06-01&to=2024-08-31"
        whole = ids("csv", client.get(path.replace("limit=1000&", "")).content)
        while path:
            answer = client.get(path)
            seen += ids("csv", answer.content)
            path = answer.links.get("next", {}).get("url")
    assert seen == whole
    assert len(seen) > 2000


_SERVER = """
import sys, uvicorn
from app.config import Settings
from app.main import create_app
settings = Settings(database_url=sys.argv[1], data_dir=sys.argv[2])
uvicorn.run(create_app(settings), port=int(sys.argv[3]), log_level="warning")
"""


@pytest.fixture
def alone(filled, tmp_path):
    """A server in a process of its own, whose memory can be measured; with its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    process = python(_SERVER, filled, tmp_path, port)
    address = f"http://127.0.0.1:{port}"
    until(lambda: _answers(address))
    yield process, address
    process.kill()
    process.wait()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/v1/events?format=ndjson&country=NO").is_success
    except httpx.TransportError:
        return False


@pytest.mark.parametrize("name", ["ndjson", "csv", "geojson"])
def test_memory_is_flat(alone, name):
    """Three times as much as was ever in memory at once is not there at its end either."""
    process, address = alone
    measured = psutil.Process(process.pid)
    path = f"{address}/v1/events?format={name}"
    httpx.get(f"{path}&from=2024-01-01&to=2024-01-31", timeout=60)  # modules and caches are loaded
    before, most, size = measured.memory_info().rss, 0, 0
    with httpx.stream("GET", path, timeout=60) as answer:
        for chunk in answer.iter_raw():
            size += len(chunk)
            most = max(most, measured.memory_info().rss)
    grown = most - before
    assert grown < 0.5 * size, f"{grown / 1e6:.1f} MB for {size / 1e6:.1f} MB"
