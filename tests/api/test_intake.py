"""POST and PUT over real HTTP, without a worker."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from tests.api.conftest import ARTICLE, codes

URL = "https://news.example/a"


def test_an_article_is_stored_and_queued(client, post):
    answer = post(title="Talks", url=URL, source="Example News", external_id="7", language="en")
    assert answer.status_code == 202
    body = answer.json()
    assert answer.headers["location"] == f"/v1/articles/{body['id']}"
    assert (body["outcome"], body["state"], body["version"], body["reports"]) == (
        "created",
        "queued",
        1,
        None,
    )
    stored = client.get(answer.headers["location"]).json()
    assert stored["text"] == ARTICLE["text"]
    assert (stored["title"], stored["url"], stored["source"]) == ("Talks", URL, "Example News")
    assert (stored["external_id"], stored["language"]) == ("7", "en")
    assert (stored["published_at"], stored["published_at_precision"]) == ("2024-11-06T09:30:00Z", "time")


def test_a_day_is_enough_of_a_date(post):
    body = post(published_at="2024-11-05").json()
    assert (body["published_at"], body["published_at_precision"]) == ("2024-11-05T00:00:00Z", "day")


def test_the_same_content_again_is_the_same_article(client, post):
    first, again = post(url=URL), post(url=URL + "?utm_source=feed")
    assert (first.status_code, again.status_code) == (202, 200)
    assert again.json()["id"] == first.json()["id"]
    assert again.json()["outcome"] == "unchanged"
    assert client.get("/v1/articles").json()["count"]["value"] == 1


def test_other_content_under_the_same_url_is_a_new_version(post):
    first, again = post(url=URL), post(url=URL, text="Corrected.")
    assert again.status_code == 202
    assert again.json()["id"] == first.json()["id"]
    assert (again.json()["version"], again.json()["outcome"]) == (2, "versioned")


def test_the_same_key_and_body_get_the_same_answer(client, post):
    key = {"Idempotency-Key": "k1"}
    first = post(key)
    again = client.post(
        "/v1/articles", content=b'{"published_at": "2024-11-06T09:30:00Z", "text": '
        b'"Qasim al-Araji visited Tehran on Tuesday."}', headers=key | {"content-type": "application/json"}
    )  # fmt: skip
    assert (again.status_code, again.json()) == (first.status_code, first.json()) == (202, first.json())
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers


def test_the_same_key_with_another_body_is_refused(post):
    assert post({"Idempotency-Key": "k1"}).status_code == 202
    answer = post({"Idempotency-Key": "k1"}, text="Other.")
    assert answer.status_code == 422
    assert codes(answer) == {"Idempotency-Key": "key_reused"}


def test_a_key_has_a_length(post):
    assert codes(post({"Idempotency-Key": "k" * 256})) == {"Idempotency-Key": "bad_key"}
    assert codes(post({"Idempotency-Key": ""})) == {"Idempotency-Key": "bad_key"}


def test_a_retry_storm_stores_one_article(client, post):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: post({"Idempotency-Key": "storm"}), range(16)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.text for answer in answers}) == 1
    assert client.get("/v1/articles").json()["count"]["value"] == 1


def test_without_a_worker_waiting_ends_in_202(post):
    answer = post({"Prefer": "wait=1"})
    assert answer.status_code == 202
    assert "preference-applied" not in answer.headers
    assert "location" in answer.headers


def test_a_url_and_an_id_of_two_articles_contradict_each_other(post):
    post(url=URL)
    post(external_id="7", text="Other.")
    answer = post(url=URL, external_id="7", text="Third.")
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:dateline:problem:conflict"


def test_a_correction_is_a_new_version(client, post):
    id_ = post(url=URL).json()["id"]
    answer = client.put(f"/v1/articles/{id_}", json=ARTICLE | {"url": URL, "text": "Corrected."})
    assert answer.status_code == 202
    assert (answer.json()["version"], answer.json()["state"]) == (2, "queued")
    assert client.get(f"/v1/articles/{id_}").json()["text"] == "Corrected."


def test_a_correction_to_the_same_changes_nothing(client, post):
    body = post(url=URL).json()
    answer = client.put(f"/v1/articles/{body['id']}", json=ARTICLE | {"url": URL})
    assert (answer.json()["version"], answer.json()["outcome"]) == (1, "unchanged")


def test_a_correction_of_nothing_is_not_found(client):
    answer = client.put(f"/v1/articles/{uuid4()}", json=ARTICLE)
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:dateline:problem:not-found")


def test_every_fault_of_a_body_is_named_with_what_would_be_right(post):
    answer = post(text=" ", published_at="2024-11-05T09:30:00", titel="Talks", language=None)
    assert answer.status_code == 422
    assert codes(answer) == {"text": "blank", "published_at": "naive_time", "titel": "unknown_field"}
    faults = {fault["field"]: fault for fault in answer.json()["errors"]}
    assert "2024-11-05T09:30:00Z" in faults["published_at"]["detail"]
    assert faults["titel"]["expected"] == "title, perhaps"
    assert all(fault["in"] == "body" and fault["expected"] for fault in faults.values())
    assert "published_at is a time without a zone" in answer.json()["detail"]


def test_a_refused_article_leaves_nothing_behind(client, post):
    post(text="")
    assert client.get("/v1/articles").json()["items"] == []
