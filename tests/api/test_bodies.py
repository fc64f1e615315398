"""How a body may look before its fields are looked at. None of this reaches a database."""

import json
import socket
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx
import pytest

from app.config import Settings
from tests.api.conftest import ARTICLE, codes, serving

JSON = {"content-type": "application/json"}
GOOD = json.dumps(ARTICLE).encode()


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/extract"])
@pytest.mark.parametrize(
    ("body", "headers", "status", "words"),
    [
        (GOOD, {}, 415, "content type is none"),
        (GOOD, {"content-type": "text/plain"}, 415, "content type is text/plain"),
        (GOOD, {"content-type": "application/x-www-form-urlencoded"}, 415, "send application/json"),
        (GOOD, {"content-type": "application/json; charset=latin-1"}, 415, "charset is latin-1"),
        (GOOD, JSON | {"content-encoding": "gzip"}, 415, "encoded with gzip"),
        (b"", JSON, 400, "is empty"),
        (b" \n", JSON, 400, "is empty"),
        (b"{", JSON, 400, "not JSON"),
        (b"text=a", JSON, 400, "line 1, column 1"),
        (GOOD + b"x", JSON, 400, "Extra data"),
        (b'{"text": "\xff"}', JSON, 400, "byte 0xff at position 10"),
        (b'{"text": "\xc3"}', JSON, 400, "not UTF-8"),
        ("{}".encode("utf-16"), JSON, 400, "not UTF-8"),
        (b'{"text": "a\x00"}', JSON, 400, "NUL byte at character 11"),
        (b'{"text": "a", "text": "b"}', JSON, 400, "'text' stands in one object twice"),
        (b'{"text": NaN}', JSON, 400, "NaN is no JSON number"),
        (b"[" * 100_000, JSON, 400, "nested too deep"),
    ],
)
def test_a_body_that_cannot_be_read(lonely, path, body, headers, status, words):
    answer = lonely.post(path, content=body, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"text": "a\0b"}, {"text": "nul_character"}),
        ({"text": "\ud800"}, {"text": "lone_surrogate"}),
        ({"text": ""}, {"text": "blank"}),
        ({"text": None}, {"text": "string_type"}),
        ({"text": ["a"]}, {"text": "string_type"}),
        ({"published_at": "2024-11-05T09:30:00"}, {"published_at": "naive_time"}),
        ({"published_at": 1730799000}, {"published_at": "not_a_time"}),
        ({"published_at": "1815-06-18"}, {"published_at": "date_too_early"}),
        ({"published_at": "2999-01-01"}, {"published_at": "date_in_future"}),
        ({"ünknown": 1}, {"ünknown": "unknown_field"}),
        ({"url": "example"}, {"url": "not_a_web_address"}),
        ({"text": "a" * 200_001}, {"text": "text_too_long"}),
    ],
)
def test_a_field_that_is_wrong(lonely, fields, found):
    answer = lonely.post("/v1/articles", content=json.dumps(ARTICLE | fields), headers=JSON)
    assert answer.status_code == 422
    assert codes(answer) == found


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"7", b"null", b'{"\\ud800": 1}'])
def test_what_is_no_object_with_names(lonely, body):
    answer = lonely.post("/v1/articles", content=body, headers=JSON)
    assert answer.status_code == 422
    assert list(codes(answer)) == ["body"]


def test_what_is_missing_is_named(lonely):
    assert codes(lonely.post("/v1/articles", json={})) == {"text": "missing", "published_at": "missing"}


def test_a_day_ahead_is_allowed_and_no_more(lonely):
    soon = datetime.now(UTC) + timedelta(hours=23)
    late = datetime.now(UTC) + timedelta(hours=25)
    assert lonely.post("/v1/articles", json=ARTICLE | {"published_at": soon.isoformat()}).status_code == 503
    answer = lonely.post("/v1/articles", json=ARTICLE | {"published_at": late.isoformat()})
    assert codes(answer) == {"published_at": "date_in_future"}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The address of an API that takes bodies of 1,000 bytes and texts of 100 characters."""
    settings = Settings(
        database_url="postgresql://nobody@127.0.0.1:1/none",
        data_dir=tmp_path_factory.mktemp("data"),
        body_limit_bytes=1000,
        text_limit_chars=100,
    )
    with serving(settings) as address:
        yield address


def chunks(size, of=1 << 16):
    for start in range(0, size, of):
        yield b"x" * min(of, size - start)


@pytest.mark.parametrize("size", [1001, 100_000, 6_000_000])
@pytest.mark.parametrize("streamed", [True, False])
def test_a_body_that_is_too_large(small, size, streamed):
    body = chunks(size) if streamed else b"x" * size
    answer = httpx.post(f"{small}/v1/articles", content=body, headers=JSON)
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:dateline:problem:too-large"
    assert "DATELINE_BODY_LIMIT_BYTES" in answer.json()["detail"]


def test_an_endless_body_is_cut_off(small):
    """The server stops reading at some time: sending fails, long before a gigabyte."""
    host, port = urlsplit(small).netloc.split(":")
    lines = ("POST /v1/articles HTTP/1.1", "Host: x", "Content-Type: application/json")
    head = "\r\n".join((*lines, "Transfer-Encoding: chunked", "", ""))
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(head.encode())
        sent = 0
        try:
            while sent < 1_000_000_000:
                line.sendall(chunk)
                sent += len(chunk)
        except OSError:
            pass
    assert 8_000_000 < sent < 60_000_000


def test_the_limit_of_a_text_is_a_setting(small):
    answer = httpx.post(f"{small}/v1/extract", json=ARTICLE | {"text": "a" * 101})
    assert codes(answer) == {"text": "text_too_long"}
    assert "101 characters; at most 100" in answer.json()["detail"]
