"""Extraction without storing, in a real process with the real model."""

import threading
import time

import httpx

from tests.api.conftest import serving

TEXT = "Iran's foreign minister Abbas Araghchi visited Baghdad on Sunday.\nHe met Iraqi officials there."


def test_a_text_is_read_and_nothing_is_stored(lonely):
    answer = lonely.post("/v1/extract", json={"text": TEXT, "published_at": "2024-11-05", "title": "Visit"})
    assert answer.status_code == 200
    body = answer.json()
    assert body["language"] == "en"
    assert set(body["timings"]) > {"parse", "total"}
    visit = next(report for report in body["reports"] if report["type"] == "visit")
    assert visit["date"]["start"] == "2024-11-03"
    for report in body["reports"]:
        for spot in (*report["mentions"], *report["quotes"]):
            assert TEXT[spot["start"] : spot["end"]] == spot["text"]


def test_the_day_is_counted_in_the_zone_of_the_outlet(lonely):
    """01:00 on the fifth in Baghdad is still the fourth in UTC; "on Monday" is the fourth either way."""
    body = {"text": "Abbas Araghchi visited Baghdad today.", "published_at": "2024-11-05T01:00:00+03:00"}
    reports = lonely.post("/v1/extract", json=body).json()["reports"]
    assert {report["date"]["start"] for report in reports} == {"2024-11-05"}


def test_other_requests_are_answered_meanwhile(lonely):
    long = {"text": (TEXT + "\n") * 60, "published_at": "2024-11-05"}
    reading = threading.Thread(
        target=lambda: httpx.post(f"{lonely.base_url}/v1/extract", json=long, timeout=120)
    )
    reading.start()
    slowest = 0.0
    while reading.is_alive():
        start = time.perf_counter()
        assert lonely.get("/healthz").status_code == 200
        slowest = max(slowest, time.perf_counter() - start)
    assert 0 < slowest < 1


def test_a_body_is_checked_as_for_articles(lonely):
    answer = lonely.post(
        "/v1/extract", json={"text": TEXT, "published_at": "2024-11-05", "url": "https://a.example"}
    )
    assert [(fault["field"], fault["code"]) for fault in answer.json()["errors"]] == [
        ("url", "unknown_field")
    ]


def test_a_cache_folder_that_cannot_be_used_is_not_the_databases_fault(settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with serving(settings.model_copy(update={"cache_dir": tmp_path / "file" / "cache"})) as address:
        answer = httpx.post(f"{address}/v1/extract", json={"text": TEXT, "published_at": "2024-11-05"})
    assert answer.status_code == 500
    assert answer.json()["type"] == "urn:dateline:problem:extraction-failed"


def test_an_explanation_comes_when_asked_for_and_changes_nothing(lonely):
    text = f"{TEXT}\nIsrael could strike Iran."
    body = {"text": text, "published_at": "2024-11-05"}
    plain = lonely.post("/v1/extract", json=body).json()
    answer = lonely.post("/v1/extract?explain=true", json=body)
    assert answer.status_code == 200
    explained = answer.json()
    assert plain["explanation"] is None
    assert explained["reports"] == plain["reports"]
    for report, why in zip(explained["reports"], explained["explanation"]["reports"], strict=True):
        assert why["type"]["value"] == report["type"]
        assert why["confidence"]["value"] == report["confidence"]
        for actor in why["actors"]:
            words = actor["words"]
            assert text[words["start"] : words["end"]] == words["text"]
    silent = explained["explanation"]["sentences"][-1]
    assert text[silent["start"] : silent["end"]] == "Israel could strike Iran."
    assert [(word["verdict"]["words"]["text"], bool(word["fell"])) for word in silent["considered"]] == [
        ("strike", True)
    ]


def test_a_wish_that_is_neither_true_nor_false_is_refused(lonely):
    answer = lonely.post("/v1/extract?explain=please", json={"text": TEXT, "published_at": "2024-11-05"})
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["errors"]] == ["explain"]
