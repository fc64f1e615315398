"""``dateline evaluate`` as a user runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tests" / "gold" / "articles.jsonl"
SOME = 3  # articles, where it is not about their number


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.cli", "evaluate", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=300,
    )


@pytest.fixture
def some(tmp_path: Path) -> Path:
    """A gold file of a few articles, and one that is said to tell of a visit of which it does not tell."""
    articles = [json.loads(line) for line in OWN.read_text().splitlines()[:SOME]]
    (visit, *_), text = articles[0]["events"], "The weather was fine in Havana."
    at = {"trigger": "weather", "start": 4, "end": 11, "sent_start": 0, "sent_end": len(text)}
    articles.append(articles[0] | {"id": "none", "text": text, "events": [visit | {"mentions": [at]}]})
    path = tmp_path / "some.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in articles))
    return path


def test_a_gold_file_is_scored(some):
    done = run("--gold", str(some), "--json")
    assert done.returncode == 0, done.stderr
    scores = json.loads(done.stdout)["some"]
    assert scores["annotated"] > 10
    assert 0 < scores["complete"]["f1"] <= scores["typed"]["f1"] <= scores["detect"]["f1"] <= 1


def test_the_table_names_types_and_errors(some):
    done = run("--gold", str(some), "--by-type", "--errors", "1")
    assert "legal_action" in done.stdout
    assert "missed | " in done.stdout


def test_a_missing_file_is_one_line():
    done = run("--gold", "nowhere.jsonl")
    assert done.returncode == 1
    assert done.stderr.startswith("dateline: cannot read nowhere.jsonl")
    assert done.stderr.count("\n") == 1


def test_outside_a_checkout_it_says_what_to_do(tmp_path):
    done = run(cwd=tmp_path)
    assert done.returncode == 1
    assert "--gold" in done.stderr


def test_a_checkout_alone_scores_its_own_articles_against_their_floors(tmp_path):
    gold = tmp_path / "checkout" / "tests" / "gold"
    gold.mkdir(parents=True)
    (gold / "articles.jsonl").write_text(OWN.read_text())
    done = run("--json", cwd=tmp_path / "checkout")
    assert done.returncode == 0, done.stderr
    assert list(json.loads(done.stdout)) == ["own"]
