"""The benchmarks measure what they say; their figures are nobody's promise, so none is asserted here."""

import json

import pytest

from benchmarks.extraction import Steps, rates
from benchmarks.figures import Figure, percentile, table, write_json
from benchmarks.texts import samples, variants


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([3.0], 0.5, 3.0),
        ([3.0], 0.95, 3.0),
        ([4, 1, 3, 2], 0.5, 2),
        (range(1, 101), 0.95, 95),
        ([1, 2], 1.0, 2),
    ],
)
def test_percentile(values, share, expected):
    assert percentile(list(values), share) == expected


def test_table_aligns_names_and_values():
    lines = table(
        [Figure(name="a", value=1, unit="ms"), Figure(name="long", value=1234.5, unit="MiB")]
    ).split("\n")
    assert lines == ["a         1.00 ms", "long  1,234.50 MiB"]


def test_json_names_the_machine(tmp_path):
    file = tmp_path / "figures.json"
    write_json(file, [Figure(name="a", value=1.0, unit="ms", note="n")])
    written = json.loads(file.read_text())
    assert written["figures"] == [{"name": "a", "value": 1.0, "unit": "ms", "note": "n"}]
    assert written["machine"]["cores"] >= 1


def test_steps_appear_under_the_names_that_extraction_gives_them():
    steps = Steps()
    steps.add({"parse": 0.6, "a step of tomorrow": 0.1}, 0.8)
    steps.add({"parse": 0.6}, 1.2)
    shares = {figure.name.strip(): round(figure.value) for figure in steps.figures(articles=2)}
    assert shares == {"step parse": 60, "step a step of tomorrow": 5, "outside the steps": 35}
    assert steps.figures(articles=2)[0].note == "600.00 ms an article"


def test_rates_are_told_for_one_length_of_article():
    told = {figure.name: figure.value for figure in rates(10, 200.0, [(1.0, 2.0), (1.0, 2.0)])}
    assert told == {
        "raw spaCy": 10.0,
        "extraction": 5.0,
        "extraction of 400 words": 2.5,
        "time of extraction to raw spaCy": 2.0,
    }


def test_variants_are_different_articles():
    articles = variants(40, "x")
    assert len(articles) == 40
    assert len({article["external_id"] for article in articles}) == 40
    assert len({(article["text"], article["published_at"]) for article in articles}) == 40
    assert {article["text"] for article in articles} == {sample["text"] for sample in samples()}


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample["external_id"])
def test_samples_are_complete(sample):
    assert set(sample) == {"external_id", "title", "source", "url", "published_at", "text"}
    assert 150 <= len(sample["text"].split()) <= 300
    assert sample["published_at"].endswith("Z")
    assert sample["url"].startswith("https://example.org/")
