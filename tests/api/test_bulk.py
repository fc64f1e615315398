"""Bulk uploads over real HTTP: streamed, line by line, nothing lost to a bad neighbour."""

import json
import re
import socket
import subprocess
import threading
import time
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.conftest import ARTICLE, serving

NDJSON = {"content-type": "application/x-ndjson"}


def line(number: int, **fields: object) -> bytes:
    article = ARTICLE | {"url": f"https://news.example/{number}"} | fields
    return json.dumps(article).encode() + b"\n"


def upload(client: httpx.Client, body: object) -> list[dict]:
    answer = client.post("/v1/articles:bulk", content=body, headers=NDJSON)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    return [json.loads(row) for row in answer.text.splitlines()]


def stored(client: httpx.Client) -> int:
    return client.get("/v1/articles").json()["count"]["value"]


def test_every_line_has_its_answer_and_a_bad_one_loses_no_other(client):
    bad = [
        b"{bad\n",
        b'{"text": "\xff"}\n',
        line(0, text=""),
        line(0, published_at="2024-11-05T09:30:00"),
        b"[]\n",
    ]
    answers = upload(
        client, b"".join([line(1), *bad, line(2), line(1), line(1, text="Other."), b"\n", line(3)])
    )
    assert [(row["line"], row["status"]) for row in answers] == [
        *((1, 202), (2, 400), (3, 400), (4, 422), (5, 422), (6, 422)),
        *((7, 202), (8, 200), (9, 202), (11, 202)),
    ]
    assert [row["outcome"] for row in answers if "outcome" in row] == [
        *("created", "created", "unchanged", "versioned", "created")
    ]
    assert answers[0]["id"] == answers[7]["id"] == answers[8]["id"]
    assert answers[8]["version"] == 2
    assert answers[3]["problem"]["errors"][0]["code"] == "blank"
    assert answers[1]["problem"]["type"] == "urn:dateline:problem:malformed-body"
    assert stored(client) == 3


def test_the_last_line_needs_no_newline(client):
    assert [row["status"] for row in upload(client, line(1) + line(2).rstrip())] == [202, 202]


def test_an_upload_may_be_sent_again(client):
    body = b"".join(line(number) for number in range(30))
    first, again = upload(client, body), upload(client, body)
    assert [row["id"] for row in first] == [row["id"] for row in again]
    assert {row["status"] for row in again} == {200}


@pytest.mark.parametrize(("kind", "status"), [("application/json", 415), ("text/plain", 415)])
def test_the_type_must_be_right(lonely, kind, status):
    answer = lonely.post("/v1/articles:bulk", content=line(1), headers={"content-type": kind})
    assert answer.status_code == status


def test_a_database_that_is_away_is_told_for_every_line(lonely):
    answers = upload(lonely, line(1) + b"{bad\n" + line(2))
    assert [row["status"] for row in answers] == [503, 400, 503]


def test_nothing_in_nothing_out(lonely):
    assert upload(lonely, b"") == []


def test_lines_and_uploads_have_limits(settings):
    little = settings.model_copy(update={"body_limit_bytes": 500, "bulk_limit_bytes": 5000, "bulk_batch": 3})
    with serving(little) as address, httpx.Client(base_url=address, timeout=30) as client:
        body = line(1) + line(2, text="a" * 900) + line(3) + line(4) * 40
        answers = upload(client, (body[start : start + 64] for start in range(0, len(body), 64)))
    assert [row["status"] for row in answers[:3]] == [202, 413, 202]
    assert "DATELINE_BODY_LIMIT_BYTES" in answers[1]["problem"]["detail"]
    assert (answers[-1]["line"], answers[-1]["status"]) == (None, 413)
    assert "DATELINE_BULK_LIMIT_BYTES" in answers[-1]["problem"]["detail"]


def connect(address: str) -> socket.socket:
    host, port = urlsplit(address).netloc.split(":")
    head = ("POST /v1/articles:bulk HTTP/1.1", "Host: x", "Content-Type: application/x-ndjson")
    raw = socket.create_connection((host, int(port)), timeout=20)
    raw.sendall("\r\n".join((*head, "Transfer-Encoding: chunked", "", "")).encode())
    return raw


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def read_until(raw: socket.socket, words: bytes) -> bytes:
    found = b""
    while words not in found:
        part = raw.recv(65536)
        assert part, found
        found += part
    return found


def test_answers_come_while_lines_are_still_sent(client, address):
    with connect(address) as raw:
        raw.sendall(chunk(line(1)))
        read_until(raw, b'"line": 1,')
        assert stored(client) == 1  # what was answered is committed
        raw.sendall(chunk(line(2)[:30]))
        time.sleep(0.1)
        raw.sendall(chunk(line(2)[30:]))
        read_until(raw, b'"line": 2,')
        raw.sendall(b"0\r\n\r\n")
        read_until(raw, b"0\r\n\r\n")


def test_a_broken_connection_loses_nothing_that_was_answered(client, address):
    with connect(address) as raw:
        raw.sendall(chunk(line(1) + line(2) + line(3)[:20]))
        read_until(raw, b'"line": 2,')
    deadline = time.monotonic() + 5
    while stored(client) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert stored(client) == 2
    assert client.get("/healthz").status_code == 200


def test_a_sender_that_reads_only_at_the_end_is_no_deadlock(lonely):
    """httpx sends everything before it reads; the answers are larger than any socket's buffer."""
    number = 60_000
    answers = upload(lonely, (b"{bad\n" * 1000 for _ in range(number // 1000)))
    assert [row["line"] for row in answers] == list(range(1, number + 1))


def test_curl_with_an_expectation_gets_every_answer(client, address, tmp_path):
    """curl waits for "100 Continue" and takes an early 200 for the end."""
    file = tmp_path / "articles.jsonl"
    file.write_bytes(b"".join(line(number, text=f"{number} " + "a" * 2000) for number in range(600)))
    command = ["curl", "-sS", "-N", "-X", "POST", "-T", str(file), "-H", "Content-Type: application/x-ndjson"]
    done = subprocess.run(
        [*command, "-H", "Expect: 100-continue", f"{address}/v1/articles:bulk"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(re.findall(r'"status": 202', done.stdout)) == 600
    assert stored(client) == 600


def test_two_uploads_of_the_same_in_opposite_order(client, address):
    """They lock the same rows in different order: Postgres ends one, which tries again."""
    lines = [line(number, text=text) for number in range(150) for text in ("one", "two")]
    answers: list[list[dict]] = []

    def send(body: list[bytes]) -> None:
        with httpx.Client(base_url=address, timeout=60) as own:
            answers.append(upload(own, b"".join(body)))

    senders = [threading.Thread(target=send, args=(body,)) for body in (lines, lines[::-1])]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert [len(rows) for rows in answers] == [300, 300]
    assert {row["status"] for rows in answers for row in rows} <= {200, 202}
    assert stored(client) == 150
