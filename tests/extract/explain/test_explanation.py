"""Every kind of reason that a report gives, and that the reasons never contradict the report."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.extract.explain.case import Case
from app.extract.explain.circumstances import INHERITED
from app.extract.explain.explanation import explanation_of
from app.extract.explain.records import ReportWhy
from app.extract.pipeline import Extractor
from app.extract.records import Document
from app.extract.tree import Tree
from app.extract.what.status import status_of, status_rule

OWN = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "gold/articles.jsonl").read_text(encoding="utf-8").splitlines()
]
Cases = Callable[[str], Case]
STRIKES = "Israel launched air strikes on Iran on Monday."


def why(case: Cases, text: str, kind: str) -> ReportWhy:
    explanation = explanation_of(case(text))
    return next(report for report in explanation.reports if report.type.value == kind)


@pytest.mark.parametrize("article", OWN, ids=lambda article: article["id"])
def test_reasons_are_of_the_values_and_change_none(extractor: Extractor, article: dict):
    day = date.fromisoformat(article["published_at"][:10])
    plain = extractor.extract(article["text"], day, article.get("title"))
    found = extractor.extract(article["text"], day, article.get("title"), explain=True)
    assert plain.explanation is None
    assert found.explanation is not None
    assert found.reports == plain.reports
    for report, reasons in zip(found.reports, found.explanation.reports, strict=True):
        assert (reasons.type.value, reasons.status.value) == (report.type, report.status)
        assert [actor.actor_id for actor in reasons.actors] == [actor.actor_id for actor in report.actors]
        assert [actor.role for actor in reasons.actors] == [actor.role for actor in report.actors]
        assert [actor.country.value for actor in reasons.actors] == [actor.country for actor in report.actors]
        assert (reasons.date.value is None) == (report.date is None)
        assert (reasons.location.chosen is None) == (report.location is None)
        if report.location and reasons.location.chosen:
            assert reasons.location.chosen.words.start == report.location.start
        tolls = (reasons.killed.value, reasons.injured.value)
        assert tolls == tuple(None if n is None else str(n) for n in (report.killed, report.injured))
        assert reasons.claimed_by.value == report.claimed_by
        assert reasons.confidence.value == report.confidence
        assert [m.verdict.words.start for m in reasons.mentions] == [m.start for m in report.mentions]
        assert [place for place, m in enumerate(reasons.mentions) if m.merged is None] == [0]
    told = {mention.sentence_start for report in found.reports for mention in report.mentions}
    silent = {sentence.start for sentence in found.explanation.sentences if not sentence.reports}
    assert not told & silent


def test_the_type_rests_on_a_word_and_its_odds(case: Cases):
    reasons = why(case, STRIKES, "strike")
    assert reasons.type.words
    assert reasons.type.words.text == "strikes"
    assert [weight.name for weight in reasons.weights] == ["strike"]
    (mention,) = reasons.mentions
    assert mention.verdict.odds[0].type == "strike"
    assert (mention.merged, mention.grounds) == (None, ())
    assert reasons.confidence.scores == (mention.verdict.odds[0].probability,)


@pytest.mark.parametrize(
    ("text", "kind", "status", "rule"),
    [
        (STRIKES, "strike", "happened", "nothing in its clause denies it or puts it ahead"),
        ("Biden will visit Israel next week.", "visit", "planned", "its clause looks ahead"),
        ("Talks between Iran and Russia on 25 November take place in Baku.", "meeting", "planned",
         "its own day lies after publication"),
        ("Iran condemned Israel.", "accusation", "happened", "speech is told once it was spoken"),
    ],
)  # fmt: skip
def test_the_status_has_its_rule(case: Cases, text: str, kind: str, status: str, rule: str):
    reasons = why(case, text, kind)
    assert (reasons.status.value, reasons.status.rule) == (status, rule)


@pytest.mark.parametrize(
    ("text", "word", "kind", "status", "rule"),
    [
        ("Russia cancelled talks with Ukraine.", "talks", "meeting", "denied", "it is called off"),
        ("Russia denied that it attacked Kyiv.", "attacked", "attack", "denied", "somebody denies it"),
        ("Biden will visit Israel.", "visit", "visit", "planned", "its clause looks ahead"),
        ("Biden will reject it.", "reject", "rejection", "happened", "speech is told once it was spoken"),
    ],
)  # fmt: skip
def test_the_words_give_a_status_with_its_rule(
    read: Callable[..., Document], text: str, word: str, kind: str, status: str, rule: str
):
    tree = Tree.of(read(text).sentences[0])
    token = next(token for token in tree.tokens if token.text == word)
    assert status_rule(tree, token, kind) == (status, rule)
    assert status_of(tree, token, kind) == status


def test_an_actor_says_where_it_comes_from(case: Cases):
    reasons = why(case, "Iraqi officer Ziad Jassimi visited Tehran on Sunday.", "visit")
    source = next(actor for actor in reasons.actors if actor.role == "source")
    assert (source.rule, source.grammar, source.identity) == ("chosen by the linker", "source", "provisional")
    assert source.source is not None
    assert source.source > 0.5
    assert source.country.value == "IQ"
    assert source.country.rule == "the text says so"
    assert source.country.words
    assert source.country.words.text.startswith("Iraqi")
    target = next(actor for actor in reasons.actors if actor.role == "target")
    assert (target.identity, target.form) == ("country:IR", "capital")
    assert target.country.rule == "by its entry in the knowledge base"


def test_a_country_may_be_that_of_the_article(case: Cases):
    text = "Lebanon arrested ten men on Monday. Lebanon condemned Syria. The army attacked a camp in Lebanon."
    actors = [actor for report in explanation_of(case(text)).reports for actor in report.actors]
    assert any(
        a.country.rule == "the state that the article is about" and a.country.value == "LB" for a in actors
    )


def test_a_date_has_its_expression_or_its_reason(case: Cases):
    own = why(case, STRIKES, "strike").date
    assert (own.value, own.rule, own.time_rule) == (
        "2024-11-04/2024-11-04", "the time of its own clause", "weekday",
    )  # fmt: skip
    assert own.words
    assert own.words.text.endswith("Monday")
    news = why(case, "Israel launched air strikes on Iran.", "strike").date
    assert (news.rule, news.time_rule, news.words) == ("undated in the lead: the article's news", None, None)
    plan = why(case, "Biden will visit Israel.", "visit").date
    assert (plan.value, plan.rule) == (None, "a plan without a time of its own")
    text = "Lebanon arrested ten men in September. It deported the men to Syria."
    later = why(case, text, "coercion").date
    assert later.rule == INHERITED
    assert (later.value, later.time_rule) == ("2024-09-01/2024-09-30", "month")


def test_a_place_has_its_ground_and_a_runner_up(case: Cases):
    text = "BEIRUT (Reuters) - An Israeli air strike hit Tyre on Monday."
    place = why(case, text, "strike").location
    assert place.chosen
    assert place.chosen.words.text == "Tyre"
    assert place.rule.startswith("hangs from")
    assert place.second
    assert place.second.strength < place.chosen.strength
    nowhere = why(case, "The minister condemned the killing.", "accusation").location
    assert (nowhere.value, nowhere.rule) == (None, "no place has ground enough")


def test_tolls_have_their_words(case: Cases):
    text = "An Israeli air strike hit Tyre, killing five people. Twelve people were wounded."
    reasons = why(case, text, "strike")
    assert (reasons.killed.value, reasons.killed.rule) == ("5", "counted in its sentence")
    assert reasons.killed.words
    assert reasons.killed.words.text == "killing"
    assert (reasons.injured.value, reasons.injured.rule) == ("12", "counted in a sentence after it")
    assert why(case, "Iran condemned Israel.", "accusation").killed.rule == "no count belongs to it"


def test_a_claim_has_its_party_or_none(case: Cases):
    claim = why(case, "Russia said it shot down 30 Ukrainian drones on Monday.", "strike").claimed_by
    assert (claim.value, claim.rule) == ("Russia", "told by the word of a party alone")
    source = why(case, "An Israeli air strike killed five people in Tyre, doctors said.", "strike")
    assert source.claimed_by.value is None
    assert source.claimed_by.rule == "who tells it is a source for it and claims nothing"
    speech = why(case, "Iran condemned Israel.", "accusation").claimed_by
    assert speech.rule == "nobody disputes acts of its kind"


def test_mentions_that_merged_say_by_how_much(case: Cases):
    text = "Araghchi visited Baghdad on Sunday.\nAraghchi's visit to Baghdad lasted a day."
    reasons = why(case, text, "visit")
    first, second = reasons.mentions
    assert first.merged is None
    assert second.merged is not None
    assert second.merged > 0
    assert second.grounds
    assert {"bias", "type=same"} & {ground.name for ground in second.grounds}
    assert len(reasons.confidence.scores) == 2


def test_another_language_is_explained_by_nothing(extractor: Extractor):
    text = "Le président de la République a rencontré mardi le chancelier allemand à Berlin, a dit l'Élysée."
    found = extractor.extract(text, date(2024, 11, 5), explain=True)
    assert found.explanation is not None
    assert (found.explanation.reports, found.explanation.sentences) == ((), ())
