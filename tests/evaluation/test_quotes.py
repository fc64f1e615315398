"""Which speaker of a quote is right, by hand-made attributions."""

from typing import Any

import pytest

from app.evaluation import quotes
from app.extract.who import Knowledge, load


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def part(text: str, words: str) -> list[dict[str, Any]]:
    at = text.index(words)
    return [{"text": words, "spans": [[at, at + len(words)]]}]


def row(text: str, *attributions: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "id": "a",
        "text": text,
        "pub_date": "2024-05-01",
        "attributions": [
            {"source": part(text, s), "cue": part(text, cue), "content": part(text, c), "direct": True}
            for s, cue, c in attributions
        ],
    }


@pytest.mark.parametrize(
    ("text", "attribution", "right"),
    [
        ("Angela Merkel said “we can do it.”", ("Angela Merkel", "said", "“we can do it.”"), True),
        # the annotators' source and cue the wrong way round
        ("“We can do it,” said Angela Merkel.", ("said", "Angela Merkel", "“We can do it,”"), True),
        # not whom the annotators name
        ("Angela Merkel told Emmanuel Macron “no.”", ("Emmanuel Macron", "told", "“no.”"), False),
        ("“We know,” the narrator says.", ("the narrator", "says", "“We know,”"), True),
        # the owner inside the source's words is not the speaker
        ("Merkel met Macron. “No,” Merkel's driver said.", ("Merkel's driver", "said", "“No,”"), True),
        # nothing is quoted there
        ("Angela Merkel said it can be done.", ("Angela Merkel", "said", "it can be done"), False),
    ],
)
def test_right(nlp, knowledge, text: str, attribution: tuple[str, str, str], right: bool):
    made = quotes.score(nlp, knowledge, [row(text, attribution)])
    assert [one.right for one in made.attributions] == [right]


def test_mostly_quoted_words_are_told_apart(nlp, knowledge):
    text = "Angela Merkel said the plan of the other party would be “bad.” “It is over,” she said."
    made = quotes.score(
        nlp,
        knowledge,
        [
            row(
                text,
                ("Angela Merkel", "said", "the plan of the other party would be “bad.”"),
                ("she", "said", "“It is over,”"),
            )
        ],
    )
    assert [one.mostly for one in made.attributions] == [False, True]
    assert made.share(mostly=True) == 1.0


def test_a_quote_outside_every_attribution_should_have_no_speaker(nlp, knowledge):
    made = quotes.score(nlp, knowledge, [row("Angela Merkel spoke on “Meet the Press” again.")])
    assert (made.unspoken, made.voiced) == (1, 0)
