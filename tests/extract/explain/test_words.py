"""Every way in which a word falls, with its reason."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.extract.explain.case import Case
from app.extract.explain.words import sentences_of
from app.extract.records import Document
from app.extract.tree import Tree
from app.extract.what.triggers import judge

Cases = Callable[[str], Case]


@pytest.mark.parametrize(
    ("text", "word", "none", "likely", "fell", "by"),
    [
        ("Russia attacked Kyiv.", "attacked", 0.1, True, None, ""),
        ("Russia attacked Kyiv.", "attacked", 0.7, True, "below threshold", ""),
        ("Russia attacked Kyiv.", "attacked", 0.99, False, "ruled out by the encoder", ""),
        ("He died of a heart attack.", "attack", 0.1, True, "figure of speech", "heart attack"),
        ("Russia could attack Kyiv.", "attack", 0.1, True, "not told as real", "only possible"),
        (
            "If Russia attacks Kyiv, we fight.", "attacks", 0.1, True, "not told as real",
            "a condition, or what hangs on one",
        ),
        ("He called for an attack.", "attack", 0.1, True, "not told as real", "only asked for"),
        (
            "He refused to attack Kyiv.", "attack", 0.1, True, "not told as real",
            "the content of a wish, a demand or a refusal",
        ),
    ],
)  # fmt: skip
def test_a_word_is_judged_with_a_reason(
    read: Callable[..., Document], text: str, word: str, none: float, likely: bool, fell: str | None, by: str
):
    tree = Tree.of(read(text).sentences[0])
    token = next(token for token in tree.tokens if token.text == word)
    odds = {"none": none, "attack": 0.9 - 0.9 * none, "strike": 0.1 - 0.1 * none}
    judged = judge(tree, (0, token.index), odds, likely, None)
    assert (judged.fell, judged.by) == (fell, by)
    assert (judged.trigger is None) == (fell is not None)


def test_a_sentence_without_a_report_says_what_was_considered(case: Cases):
    (why,) = sentences_of(case("Israel could strike Iran."))
    (word,) = why.considered
    assert why.reports == ()
    assert word.verdict.words.text == "strike"
    assert word.verdict.lexicon
    assert word.verdict.odds[0].type == "none" or word.fell == "not told as real"
    assert "only possible" in word.by


def test_a_sentence_with_nothing_to_consider_is_there_too(case: Cases):
    (why,) = sentences_of(case("The weather was nice in spring."))
    assert (why.start, why.end, why.considered) == (0, 31, ())


def test_a_report_that_is_too_uncertain_falls(case: Cases):
    laid_open = case("Israel launched air strikes on Iran on Monday.")
    assert sentences_of(laid_open) == ()
    (why,) = sentences_of(replace(laid_open, least=1.1))
    (word,) = (word for word in why.considered if word.verdict.words.text == "strikes")
    assert word.fell == "least confidence"
    assert word.by.endswith("at least 1.10 is asked")


def test_a_trigger_that_tells_of_nobody_falls(case: Cases):
    """An account without a speaker never reaches the groups."""
    laid_open = replace(case("Israel condemned Iran on Monday."), groups=(), reports=())
    (why,) = sentences_of(laid_open)
    assert [word.fell for word in why.considered if word.verdict.words.text == "condemned"] == [
        "nobody speaks"
    ]


def test_odds_are_of_the_models_that_spoke(case: Cases):
    (why,) = sentences_of(
        replace(case("Israel launched air strikes on Iran on Monday."), groups=(), reports=())
    )
    verdict = next(word.verdict for word in why.considered if word.verdict.words.text == "strikes")
    for odds in (verdict.odds, verdict.encoder, verdict.scorer):
        assert [chance.probability for chance in odds] == sorted((c.probability for c in odds), reverse=True)
        assert odds[0].type == "strike"
    assert "strike" in verdict.lexicon
