"""Extraction as a whole: exact, deterministic, unbreakable, and right on the articles we know by heart."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.extract.pipeline import Extractor
from app.extract.plain import as_dict

ROOT = Path(__file__).parents[2]
OWN = [
    json.loads(line) for line in (ROOT / "tests/gold/articles.jsonl").read_text(encoding="utf-8").splitlines()
]
SEED = ROOT.parent / "shared" / "gold" / "articles_dev.jsonl"


def extract(extractor: Extractor, article: dict) -> list[dict]:
    found = extractor.extract(
        article["text"], date.fromisoformat(article["published_at"][:10]), article.get("title")
    )
    return [as_dict(report) for report in found.reports]


@pytest.mark.parametrize("article", OWN, ids=lambda article: article["id"])
def test_every_value_points_at_its_words(extractor: Extractor, article: dict):
    text = article["text"]
    for report in extract(extractor, article):
        for mention in report["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
            assert mention["sentence_start"] <= mention["start"] < mention["end"] <= mention["sentence_end"]
        for actor in report["actors"]:
            assert 0 <= actor["start"] < actor["end"] <= len(text)
            words = text[actor["start"] : actor["end"]]
            assert words == actor["name"] or actor["kind"] == "country", (words, actor)
        for link in report["claim_chain"]:
            assert 0 <= link["start"] < link["end"] <= len(text)
        for quote in report["quotes"]:
            assert text[quote["start"] : quote["end"]] == quote["text"]
        if report["location"]:
            place = report["location"]
            assert text[place["start"] : place["end"]] == place["name"] or place["precision"] == "country"
        if report["date"] and report["date"]["text"]:
            when = report["date"]
            assert text[when["text_start"] : when["text_end"]] == when["text"]


@pytest.mark.parametrize("article", OWN[:3], ids=lambda article: article["id"])
def test_the_same_article_gives_the_same_reports(extractor: Extractor, article: dict):
    assert extract(extractor, article) == extract(extractor, article)


def test_dates_are_ordered_and_confidence_is_a_share(extractor: Extractor):
    for report in (report for article in OWN for report in extract(extractor, article)):
        assert 0 <= report["confidence"] <= 1
        assert report["date"] is None or report["date"]["start"] <= report["date"]["end"]


def test_another_language_gives_no_reports(extractor: Extractor):
    text = "Le président de la République a rencontré mardi le chancelier allemand à Berlin, a dit l'Élysée."
    found = extractor.extract(text, date(2024, 11, 5))
    assert (found.language, found.reports) == ("fr", ())


WORDS = st.sampled_from(
    """Iran Israel Tehran president said attacked on Tuesday 2024 “ ” ' , . / X. — the Prime Minister al-Araji visited
    killed five in UN's (EU) October 26 will not troops""".split()
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=40), noise=st.text(max_size=20))
def test_no_text_breaks_it(extractor: Extractor, words: list[str], noise: str):
    text = " ".join([*words, noise])
    for report in extractor.extract(text, date(2024, 11, 5)).reports:
        assert all(text[m.start : m.end] == m.text for m in report.mentions)


@pytest.fixture(scope="module")
def founding(extractor: Extractor) -> list[dict]:
    articles = map(json.loads, SEED.read_text(encoding="utf-8").splitlines())
    return extract(extractor, next(a for a in articles if a["id"] == "seed-shafaq"))


@pytest.mark.skipif(not SEED.exists(), reason="the founding article is not beside this checkout")
class TestFoundingArticle:
    """What a desk editor reads in the article that Dateline was founded on."""

    @staticmethod
    def names(report: dict, *roles: str) -> set[str]:
        return {a["canonical_name"] for a in report["actors"] if not roles or a["role"] in roles}

    def one(self, reports: list[dict], kind: str, who: str) -> dict:
        found = [r for r in reports if r["type"] == kind and who in self.names(r, "source", "participant")]
        assert found, f"no {kind} by {who}"
        return found[0]

    def test_visit(self, founding):
        visit = self.one(founding, "visit", "Qasim al-Araji")
        assert (visit["date"]["start"], visit["location"]["name"]) == ("2024-11-05", "Tehran")

    def test_meeting(self, founding):
        meeting = self.one(founding, "meeting", "Qasim al-Araji")
        assert {"Abbas Araghchi", "Ali Akbar Ahmadian", "Hossein Salami", "Esmail Qaani"} <= self.names(
            meeting
        )

    def test_strike(self, founding):
        strike = self.one(founding, "strike", "Israel")
        assert "Iran" in self.names(strike, "target")
        assert (strike["date"]["start"], strike["killed"]) == ("2024-10-26", 5)

    def test_threat(self, founding):
        assert "Israel" in self.names(self.one(founding, "threat", "Iran"), "target")

    def test_rejection_by_the_prime_minister(self, founding):
        rejection = self.one(founding, "rejection", "Mohammed Shia al-Sudani")
        when = (rejection["date"]["start"], rejection["date"]["end"])
        assert (*when, rejection["location"]["name"]) == ("2024-09-01", "2024-09-30", "Baghdad")

    def test_rejection_by_the_coalition(self, founding):
        self.one(founding, "rejection", "State Administration Coalition")

    def test_no_place_that_does_nothing_acts(self, founding):
        acting = {name for report in founding for name in self.names(report)}
        assert not acting & {"Tehran", "Baghdad", "Gaza", "Lebanon"}
