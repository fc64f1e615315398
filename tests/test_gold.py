"""Our own gold: it must be exact, or every figure measured on it is worth nothing."""

import json
from datetime import date

import pytest

from app.extract.taxonomy import MUTUAL, TYPES
from tests.gold import build

ARTICLES = [json.loads(line) for line in build.ARTICLES.read_text(encoding="utf-8").splitlines()]
EVENTS = [
    pytest.param(article, event, id=f"{article['id']}-{event['mentions'][0]['trigger']}")
    for article in ARTICLES
    for event in article["events"]
]


def test_the_file_is_what_its_source_says():
    assert build.articles() == ARTICLES, "run `python -m tests.gold.build`"


def test_article_ids_are_unique():
    assert len({article["id"] for article in ARTICLES}) == len(ARTICLES) >= 8


def test_rare_types_have_examples():
    types = {event["type"] for article in ARTICLES for event in article["events"]}
    assert {"aid", "cooperation", "concession", "mobilization", "withdrawal"} <= types


@pytest.mark.parametrize(("article", "event"), EVENTS)
def test_offsets_are_exact(article, event):
    text = article["text"]
    for mention in event["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["trigger"]
        assert mention["sent_start"] <= mention["start"] < mention["end"] <= mention["sent_end"]
        sentence = text[mention["sent_start"] : mention["sent_end"]]
        assert sentence[0].isupper()
        assert sentence.endswith(".")


@pytest.mark.parametrize(("article", "event"), EVENTS)
def test_values_are_of_the_event_model(article, event):
    assert event["type"] in TYPES
    assert event["status"] in {"happened", "planned", "denied"}
    roles = {"participant"} if event["type"] in MUTUAL else {"source", "target"}
    assert {actor["role"] for actor in event["actors"]} <= roles
    for place in [*event["actors"], *([event["location"]] if event["location"] else [])]:
        assert place["country"] is None or (len(place["country"]) == 2 and place["country"].isupper())
    if event["date"]:
        assert date.fromisoformat(event["date"]["start"]) <= date.fromisoformat(event["date"]["end"])


@pytest.mark.parametrize(("article", "event"), EVENTS)
def test_actors_are_named_as_the_text_names_them(article, event):
    for actor in event["actors"]:
        forms = [actor["name"], *actor["aliases"]]
        assert any(form in article["text"] for form in forms), actor["name"]


def test_a_mark_without_a_description_is_an_error(tmp_path, monkeypatch):
    source = tmp_path / "source.yaml"
    source.write_text('[{id: a, title: b, published_at: "2020-01-01", text: "He {x|left}.", events: {}}]')
    monkeypatch.setattr(build, "SOURCE", source)
    with pytest.raises(ValueError, match="'x'"):
        build.articles()
