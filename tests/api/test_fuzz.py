"""Whatever is sent: an answer that says what it is, never one of ours that broke."""

import json
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.config import Settings
from app.schemas.editing import EventPatch
from tests.api.conftest import ARTICLE, serving
from tests.conftest import clone, drop

TEXT = st.text(st.characters(), max_size=30)
ODD = st.sampled_from(
    ["", "0", "-1", "1e9", "nan", "\0", "'", '"', "%", "&|!:*()", "<->", "a\\", "9999-12-31", "0001-01-01"]
)
NAMES = ["q", "type", "family", "actor", "actor_role", "country", "place", "from", "to", "published_from"]
NAMES += [
    "published_to",
    "status",
    "min_confidence",
    "verified",
    "sort",
    "limit",
    "cursor",
    "bucket",
    "top",
    "state",
    "after",
    "as_of",
    "source",
]
GOOD = {
    "type": ["visit", "strike"],
    "country": ["IR", "iq"],
    "sort": ["date", "-date", "-updated"],
    "from": ["2024-02-29"],
    "to": ["2024-03-01"],
    "published_to": ["2024-02-29", "9999-12-31", "2024-11-05T00:00:00-12:00"],
    "limit": ["1", "1000"],
    "after": ["first", "latest", "MTox", "LTE6LTE"],
    "as_of": ["2024-02-29", "2024-11-05T00:00:00-12:00"],
    "bucket": ["day", "week", "month"],
}
PAIRS = st.sampled_from(NAMES).flatmap(
    lambda name: st.tuples(st.just(name), st.sampled_from(GOOD.get(name, ["a"])) | ODD | TEXT)
)
PATHS = st.sampled_from(
    [
        *("/v1/events", "/v1/timeline", "/v1/articles", "/v1/types", "/v1/events/7/reports"),
        *("/v1/changes", "/v1/suggestions"),
    ]
    + [f"/v1/events/{uuid4()}{path}" for path in ("", "/reports", "/history")]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | ODD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from([*ARTICLE, "title", "url", "source", "language", "external_id"]) | TEXT
EVENT = "/v1/events/01930a1c-6d5e-7b1a-9c3f-2f6f0e6c1a55"
VALUES = st.sampled_from([*EventPatch.model_fields, "place_id", "start"]) | TEXT
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def client(server_url, template_url, tmp_path_factory):
    """One API before one database for all examples."""
    url = clone(server_url, "fuzzed", template="migrated")
    with (
        serving(Settings(database_url=url, data_dir=tmp_path_factory.mktemp("data"))) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client
    drop(server_url, url)


def check(answer: httpx.Response, *good: int) -> None:
    assert answer.status_code in good or 400 <= answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        body = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert body["detail"]
        assert body["status"] == answer.status_code


@quick
@given(PATHS, st.lists(PAIRS, max_size=4))
def test_any_query_has_an_answer(client, path, query):
    pairs = [(name, value.encode("utf-8", "surrogatepass")) for name, value in query]
    check(client.get(path, params=httpx.QueryParams([(n, v.decode("latin-1")) for n, v in pairs])), 200)


@quick
@given(st.dictionaries(FIELDS, JSON, max_size=4))
def test_any_field_has_an_answer(client, fields):
    body = json.dumps(ARTICLE | fields)
    check(client.post("/v1/articles", content=body, headers={"content-type": "application/json"}), 200, 202)


@quick
@given(
    st.dictionaries(VALUES, JSON | st.dictionaries(VALUES, JSON, max_size=3), max_size=4),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20) | st.just('"1"'),
)
def test_any_edit_has_an_answer(client, fields, tag):
    body = json.dumps({"author": "a", "reason": "b", "killed": 1} | fields)
    headers = {"content-type": "application/json", "If-Match": tag}
    check(client.patch(EVENT, content=body, headers=headers))


@quick
@given(st.binary(max_size=60))
def test_any_bytes_have_an_answer(client, body):
    check(client.post("/v1/articles", content=body, headers={"content-type": "application/json"}))


@quick
@given(st.binary(max_size=200))
def test_any_bytes_in_bulk_have_answers(client, body):
    answer = client.post("/v1/articles:bulk", content=body, headers={"content-type": "application/x-ndjson"})
    assert answer.status_code == 200
    rows = [json.loads(row) for row in answer.text.splitlines()]
    assert len(rows) == sum(bool(line.strip()) for line in body.split(b"\n"))
    assert all(400 <= row["status"] < 500 for row in rows)


@quick
@given(
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40),
    # clients take "." and ".." for steps of the path
    st.text(st.characters(codec="utf-8"), max_size=20).filter(lambda path: path not in (".", "..")),
)
def test_any_header_and_path_have_an_answer(client, value, path):
    headers = {"Idempotency-Key": value, "Prefer": value, "content-type": "application/json"}
    check(client.post("/v1/articles", json=ARTICLE, headers=headers), 200, 202)
    check(client.get("/v1/articles/" + quote(path, safe="")))
