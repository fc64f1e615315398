"""Texts of our own: marks become exact spans, and every fault is named with its article."""

from pathlib import Path

import pytest
import yaml

from app.extract.taxonomy import TYPES
from app.training import marked
from app.training.marked import TEXTS, MarkedError, articles, own_articles

TEXT = "Israel {hit|bombed} Iran on Monday. Iran {vow|vowed} to answer the {hit|strike}."
EVENTS = {
    "hit": {"type": "strike", "actors": [{"role": "source", "name": "Israel"}], "date": "2024-11-04"},
    "vow": {"type": "threat", "optional": True},
}


def written(folder: Path, **changed: object) -> Path:
    row = {"id": "one", "title": "T", "published_at": "2024-11-05", "text": TEXT, "events": EVENTS, **changed}
    path = folder / "texts.yaml"
    path.write_text(yaml.safe_dump([{name: value for name, value in row.items() if value is not None}]))
    return path


def test_marks_become_exact_spans(tmp_path):
    (article,) = articles(written(tmp_path))
    text = article["text"]
    assert text == "Israel bombed Iran on Monday. Iran vowed to answer the strike."
    hit, vow = article["events"]
    assert [m["trigger"] for m in hit["mentions"]] == ["bombed", "strike"]
    assert [text[m["sent_start"] : m["sent_end"]] for m in hit["mentions"]] == text.replace(
        ". ", ".\n"
    ).split("\n")
    assert all(text[m["start"] : m["end"]] == m["trigger"] for m in [*hit["mentions"], *vow["mentions"]])


def test_what_is_not_said_has_its_plain_value(tmp_path):
    hit, vow = articles(written(tmp_path))[0]["events"]
    assert (hit["date"], hit["actors"][0]["aliases"]) == ({"start": "2024-11-04", "end": "2024-11-04"}, [])
    assert (hit["status"], hit["optional"]) == ("happened", False)
    assert (vow["date"], vow["actors"], vow["location"], vow["killed"]) == (None, [], None, None)
    assert vow["optional"] is True


def test_two_days_have_a_slash_between(tmp_path):
    events = {**EVENTS, "hit": {"type": "strike", "date": "2024-11-01/2024-11-04"}}
    assert articles(written(tmp_path, events=events))[0]["events"][0]["date"] == {
        "start": "2024-11-01",
        "end": "2024-11-04",
    }


def described(**changed: object) -> dict:
    return {**EVENTS, "hit": {**EVENTS["hit"], **changed}}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"events": {"hit": EVENTS["hit"]}}, r"not described.*'vow'"),
        ({"events": {**EVENTS, "raid": {"type": "strike"}}}, r"or the reverse.*'raid'"),
        ({"events": None}, r"not described.*'hit', 'vow'"),
        ({"events": {**EVENTS, False: {"type": "denial"}}}, r"must be words.*False"),
        ({"events": {**EVENTS, 7: {"type": "strike"}}}, r"must be words.*7"),
        ({"events": described(type="bombing")}, "no such type or status: bombing"),
        ({"events": described(type=None)}, "no such type or status: None"),
        ({"events": described(status="hoped")}, "no such type or status: strike, hoped"),
        ({"events": described(where="Iran")}, r"no such fields: \['where'\]"),
        ({"events": described(actors=[{"role": "hero", "name": "Israel"}])}, "needs a role"),
        ({"events": described(actors=[{"role": "source", "name": "Egypt"}])}, "stands in the text"),
        ({"events": described(actors=[{"role": "source"}])}, "needs a role and a name"),
        ({"events": described(date="Monday")}, "Monday is no day"),
        ({"events": described(date="2024-11-01/2024-11-31")}, "2024-11-31 is no day"),
        ({"text": TEXT.removesuffix(".")}, "'strike' lies in no sentence that ends in a full stop"),
        ({"text": None}, "an article needs text"),
        ({"title": None, "published_at": None}, "an article needs title, published_at"),
    ],
)
def test_a_fault_is_named_with_its_article(tmp_path, changed: dict, fault: str):
    with pytest.raises(MarkedError, match=f"^one: .*{fault}"):
        articles(written(tmp_path, **changed))


def test_no_as_a_key_is_told_as_what_it_is(tmp_path):
    """YAML reads an unquoted ``no`` as False."""
    path = tmp_path / "texts.yaml"
    path.write_text(
        "- id: one\n  title: T\n  published_at: 2024-11-05\n  text: Iran {no|refused} it.\n"
        "  events:\n    no: {type: rejection}\n"
    )
    with pytest.raises(MarkedError, match=r"one: keys of events must be words.*\[False\]"):
        articles(path)


def test_a_text_without_events_is_one(tmp_path):
    assert articles(written(tmp_path, text="It rained.", events=None))[0]["events"] == []


def test_an_empty_file_has_no_articles(tmp_path):
    path = tmp_path / "texts.yaml"
    path.write_text("# nothing yet\n")
    assert articles(path) == []


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Gen. Haftar left. He is back.", ["Gen. Haftar left.", "He is back."]),
        ("J. R. Khan won.\nHe wept!", ["J. R. Khan won.", "He wept!"]),
        ('"We won." He left.', ['"We won."', "He left."]),
    ],
)
def test_sentences(text: str, sentences: list[str]):
    assert [text[a:b] for a, b in marked.sentence_spans(text)] == sentences


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.yaml")), ids=lambda path: path.name)
def test_our_own_texts_are_without_fault(path):
    for article in articles(path):
        text = article["text"]
        assert "{" not in text, article["id"]
        assert "|" not in text, article["id"]
        for event in article["events"]:
            assert event["type"] in TYPES
            assert event["mentions"]
            assert all(text[m["start"] : m["end"]] == m["trigger"] for m in event["mentions"])
            if event["date"]:
                assert event["date"]["start"] <= event["date"]["end"], (article["id"], event["date"])


def test_no_two_of_our_own_texts_share_a_name():
    names = [article["id"] for article in own_articles()]
    assert len(names) == len(set(names)) > 0
