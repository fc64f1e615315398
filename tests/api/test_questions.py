"""What is said of questions that cannot be answered: wrong ones, cursors of others, ones too expensive."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit

import asyncpg
import httpx
import pytest

from app.config import Settings
from app.db import plain_dsn
from tests.api.conftest import codes, serving


@pytest.mark.parametrize(
    ("params", "field", "code"),
    [
        ({"bbox": "1,2,3"}, "bbox", "not_a_box"),
        ({"bbox": "0,10,1,5"}, "bbox", "impossible_box"),
        ({"near": "120,36,5"}, "near", "impossible_circle"),
        ({"pair": "country:IR"}, "pair", "not_a_pair"),
        ({"ingested_from": "2024-02-02", "ingested_to": "2024-02-01"}, "ingested_from", "reversed_range"),
        ({"min_sources": "-1"}, "min_sources", "greater_than_equal"),
        ({"sort": "-killed"}, "sort", "literal_error"),
        ({"boox": "1,2,3,4"}, "boox", "unknown_parameter"),
        ({"cursor": "x"}, "cursor", "bad_cursor"),
    ],
)
def test_a_problem_names_the_parameter_and_what_would_be_right(client, params, field, code):
    answer = client.get("/v1/events", params=params)
    assert answer.status_code == 422
    assert codes(answer) == {field: code}
    assert answer.json()["errors"][0]["expected"] or "expected" not in answer.json()["errors"][0]


def test_a_cursor_that_was_touched_is_refused(asked):
    client, _ = asked
    following = client.get("/v1/events", params={"limit": 1}).json()["next"]
    params = dict(parse_qsl(urlsplit(following).query))
    cursor = params["cursor"]
    assert client.get("/v1/events", params=params).status_code == 200
    for at in range(0, len(cursor), 7):
        touched = cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :]
        answer = client.get("/v1/events", params=params | {"cursor": touched})
        assert answer.status_code == 422, touched
        assert codes(answer) == {"cursor": "bad_cursor"}


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Nobody can read events meanwhile."""
    loop = asyncio.new_event_loop()
    connection = loop.run_until_complete(asyncpg.connect(plain_dsn(url)))
    loop.run_until_complete(connection.execute("begin; lock table events in access exclusive mode"))
    try:
        yield
    finally:
        loop.run_until_complete(connection.close())
        loop.close()


def test_a_question_that_takes_too_long_is_given_up(settings: Settings):
    """Here a lock keeps it waiting; on a large store a vague question takes as long."""
    url = str(settings.database_url)
    short = settings.model_copy(update={"query_timeout_seconds": 0.2})
    with serving(short) as address, httpx.Client(base_url=address, timeout=30) as client, locked(url):
        answer = client.get("/v1/events")
    assert answer.status_code == 503
    assert answer.json()["type"] == "urn:dateline:problem:too-expensive"
    assert "narrow the dates" in answer.json()["detail"]
    assert answer.headers["Retry-After"]
