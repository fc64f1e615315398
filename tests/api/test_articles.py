from uuid import UUID, uuid4

import pytest

from app.store.processing import mark_failed
from tests.store.build import TEXT, report


def test_the_list_has_no_texts_and_pages(client, post):
    ids = [post(url=f"https://news.example/{number}").json()["id"] for number in range(3)]
    first = client.get("/v1/articles?limit=2")
    assert [item["id"] for item in first.json()["items"]] == [ids[2], ids[1]]
    assert "text" not in first.json()["items"][0]
    assert first.headers["link"] == f'<{first.json()["next"]}>; rel="next"'
    second = client.get(first.json()["next"])
    assert [item["id"] for item in second.json()["items"]] == [ids[0]]
    assert second.json()["next"] is None
    assert "link" not in second.headers


async def test_reports_of_an_article_and_where_it_stands(client, tell):
    article = await tell(report(), report("threat", "threatened"))
    body = client.get(f"/v1/articles/{article.id}/reports").json()
    assert (body["state"], body["version"], body["error"]) == ("done", 1, None)
    assert [item["type"] for item in body["items"]] == ["visit", "threat"]
    text = client.get(f"/v1/articles/{article.id}").json()["text"]
    assert text == TEXT
    for item in body["items"]:
        for spot in (*item["mentions"],):
            assert text[spot["start"] : spot["end"]] == spot["text"]


async def test_a_retraction_takes_the_events_too(client, tell):
    article = await tell(report())
    path = f"/v1/articles/{article.id}"
    assert client.get("/v1/events").json()["count"]["value"] == 1
    assert client.delete(path).status_code == 204
    assert client.get("/v1/events").json()["items"] == []
    assert client.get("/v1/articles").json()["items"] == []
    assert client.delete(path).status_code == 204
    for answer in (client.get(path), client.get(f"{path}/reports"), client.put(path, json={})):
        assert answer.status_code in (410, 422)
    assert client.get(path).json()["type"] == "urn:dateline:problem:retracted"


async def test_why_it_failed_is_told_wherever_one_asks(client, post, session):
    id_ = post(url="https://news.example/1").json()["id"]
    await mark_failed(session, UUID(id_), 1, "The extraction process died (killed).")
    await session.commit()
    waited = post({"Prefer": "wait=1"}, url="https://news.example/1")
    assert (waited.status_code, waited.headers["preference-applied"]) == (200, "wait=1")
    for body in (
        client.get(f"/v1/articles/{id_}").json(),
        client.get(f"/v1/articles/{id_}/reports").json(),
        client.get("/v1/articles?state=failed&state=queued").json()["items"][0],
        waited.json(),
    ):
        assert (body["state"], body["error"]) == ("failed", "The extraction process died (killed).")
    assert waited.json()["reports"] is None
    assert client.get("/v1/articles?state=done").json()["items"] == []


@pytest.mark.parametrize("path", ["", "/reports"])
def test_an_article_that_never_was(client, path):
    assert client.get(f"/v1/articles/{uuid4()}{path}").status_code == 404


def test_retracting_what_never_was(client):
    assert client.delete(f"/v1/articles/{uuid4()}").status_code == 404
