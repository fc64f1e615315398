"""Officeholders from a query service that really answers over HTTP."""

from datetime import date

import httpx
import pytest

from app.actors.wikidata import SourceFailed, fetch
from app.extract.who import desk
from tests.actors.answers import Service, service

TODAY = date(2026, 3, 1)


@pytest.fixture
def url():
    with service() as address:
        yield address


def rows(url, country):
    with httpx.Client(timeout=10) as client:
        return fetch(client, url, country, 2016, TODAY)


def test_each_person_is_one_row_with_all_offices(url):
    sampleov, japarov = rows(url, "KG")
    assert sampleov == {
        "id": "person:KG:aibek-sampleov",
        "name": "Aibek Sampleov",
        "kind": "person",
        "country": "KG",
        "gender": "m",
        "aliases": ["A. Sampleov", "Айбек Сэмплов"],
        "offices": [
            {"title": "Prime Minister", "start": "2026-02-01"},
            {"title": "Minister of Foreign Affairs", "start": "2022-04-22", "end": "2026-01-31"},
        ],
        "wikidata": "Q99900001",
        "checked": "2026-03-01",
    }
    assert japarov["id"] == "person:KG:sadyr-japarov"


def test_whom_nobody_named_and_whose_day_is_unknown_is_left_out(url):
    assert not {"Q99900002", "Q99900003"} & {row["wikidata"] for row in rows(url, "KG")}


def test_every_row_is_one_that_the_desk_may_keep(url):
    for row in rows(url, "KG"):
        assert desk.actor(row)[0].id == row["id"]


def test_the_service_is_told_who_asks_and_from_when(url):
    rows(url, "KG")
    ((query, agent),) = Service.asked
    assert "YEAR(?end) >= 2016" in query
    assert agent.startswith("Dateline")


def test_a_country_without_officeholders_has_no_rows(url):
    assert rows(url, "AQ") == []


@pytest.mark.parametrize(
    ("country", "words"), [("XX", "it answered 429 Too Many Requests"), ("YY", "no list of results")]
)
def test_an_answer_that_is_none_is_told(url, country, words):
    with pytest.raises(SourceFailed, match=words):
        rows(url, country)


def test_a_service_that_is_not_there_is_told():
    with pytest.raises(SourceFailed, match=r"127\.0\.0\.1:1/sparql gave no officeholders of KG"):
        rows("http://127.0.0.1:1/sparql", "KG")
