"""Articles by the event that each is about, and B-cubed of a grouping."""

import json
from pathlib import Path

import pytest

from app.evaluation import stories, yardsticks
from app.evaluation.sets import EXTERNAL
from app.evaluation.stories import StoriesError, cubed, main_report, read
from app.extract.pipeline import Extractor

TEXT = (
    "http://example.org/macron\nMacron in Beirut\n"
    "President Emmanuel Macron arrived in Beirut on Tuesday for talks with Joseph Aoun. "
    "He visited the harbour. Macron visited Beirut in September 2020 too. Hassan Fadlallah criticised it."
)


def line(id_: str, topic: str = "8", event: str = "8a") -> str:
    return json.dumps({"id": id_, "topic": topic, "event": event, "text": TEXT, "published_at": None}) + "\n"


def test_b_cubed_is_the_textbook_example():
    """Bagga and Baldwin (1998): key {1..5}, {6, 7}, {8..C}; response {1..5}, {6..C}."""
    gold = dict.fromkeys("12345", "x") | dict.fromkeys("67", "y") | dict.fromkeys("89ABC", "z")
    given = dict.fromkeys("12345", "x") | dict.fromkeys("6789ABC", "y")
    found = cubed(gold, given)
    assert found.precision == pytest.approx(0.7619, abs=1e-4)
    assert found.recall == 1.0
    assert found.f1 == pytest.approx(0.8649, abs=1e-4)


def test_all_alone_is_precise():
    assert cubed({"a": 1, "b": 1}, {"a": 1, "b": 2}).precision == 1.0
    assert cubed({"a": 1, "b": 1}, {"a": 1, "b": 2}).recall == 0.5


def test_the_headline_is_under_the_address(tmp_path: Path):
    path = tmp_path / "some.jsonl"
    path.write_text(line("a") + line("b", topic="1"), encoding="utf-8")
    (article,) = read(path, frozenset({"8"}))
    assert article.title == "Macron in Beirut"
    assert article.text.startswith("Macron in Beirut\nPresident")


def test_a_bad_line_is_named(tmp_path: Path):
    path = tmp_path / "some.jsonl"
    path.write_text(line("a") + "{}\n", encoding="utf-8")
    with pytest.raises(StoriesError, match=r"line 2: KeyError\('topic'\)"):
        read(path, frozenset({"8"}))


def test_an_article_is_about_what_it_tells_first_and_most(tmp_path: Path, extractor: Extractor):
    path = tmp_path / "some.jsonl"
    path.write_text(line("a"), encoding="utf-8")
    (article,) = read(path, frozenset({"8"}))
    reports = extractor.extract(article.text, stories._ANCHOR, article.title).reports
    assert main_report(reports).family == "diplomacy"
    story = stories.told(extractor, article)
    assert story.main is not None
    assert (story.main.published, story.main.first) == (None, None), "no day that was counted from a guess"


def test_what_lies_beside_the_checkout_is_scored(tmp_path: Path, extractor: Extractor):
    root = tmp_path / "checkout"
    (root / EXTERNAL).mkdir(parents=True)
    lines = line("a", "9", "9a") + line("b", "9", "9a")
    (root / EXTERNAL / "same_event_dev.jsonl").write_text(lines, encoding="utf-8")
    every, kept = yardsticks.merging(extractor, root)
    assert (every.name, kept.name) == ("stories", "stories_kept")
    assert every.figures["b_cubed_f1"] == 1.0
