import re

import httpx

from tests.api.conftest import serving
from tests.conftest import execute


def test_alive_and_ready(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ready", "checks": {"database": "ok", "migrations": "ok", "model": "ok"}},
    )


def test_without_a_database_it_is_alive_but_not_ready(lonely):
    assert lonely.get("/healthz").status_code == 200
    answer = lonely.get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["checks"]["database"].startswith("does not answer")
    assert answer.json()["checks"]["model"] == "ok"


def test_an_old_or_empty_database_is_not_ready(client, database_url):
    execute(database_url, "update alembic_version set version_num = '0001'")
    old = client.get("/readyz")
    assert (old.status_code, old.json()["checks"]["database"]) == (503, "ok")
    assert "at 0001" in old.json()["detail"]
    assert "dateline migrate" in old.json()["detail"]
    execute(database_url, "drop table alembic_version")
    assert client.get("/readyz").status_code == 503


def test_a_model_that_is_not_installed_is_not_ready(settings):
    wrong = settings.model_copy(update={"spacy_model": "xx_no_model"})
    with serving(wrong) as address:
        answer = httpx.get(f"{address}/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["model"] == "xx_no_model is not installed"


def value(text: str, series: str) -> float:
    found = re.search(rf"^{re.escape(series)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_metrics_count_requests_by_route_articles_and_jobs(client, post):
    id_ = post().json()["id"]
    post(text="Other.", url="https://news.example/other")
    client.get(f"/v1/articles/{id_}")
    client.get("/v1/nothing")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    counts = {
        'dateline_requests_total{method="POST",route="/v1/articles",status="202"}': 2,
        'dateline_requests_total{method="GET",route="/v1/articles/{article_id}",status="200"}': 1,
        'dateline_requests_total{method="GET",route="unmatched",status="404"}': 1,
        'dateline_request_seconds_count{method="POST",route="/v1/articles"}': 2,
        'dateline_articles{state="queued"}': 2,
        'dateline_articles{state="done"}': 0,
        'dateline_queue_jobs{state="queued"}': 2,
    }
    assert {series: value(answer.text, series) for series in counts} == counts
    assert id_ not in answer.text
