"""Nouns that call back several actors at once."""

import pytest


@pytest.mark.parametrize(
    ("text", "noun", "names"),
    [
        (
            "Vladimir Putin met Emmanuel Macron. The two leaders signed a deal.",
            "leaders",
            ["Vladimir Putin", "Emmanuel Macron"],
        ),
        ("Iran and Iraq held talks. Both countries agreed.", "countries", ["Iran", "Iraq"]),
        ("Hamas fought Israel. The two sides then stopped.", "sides", ["Hamas", "Israel"]),
    ],
)
def test_members(cast_of, text, noun, names):
    doc, cast = cast_of(text)
    members = next(m for (s, t), m in cast.members.items() if doc.sentences[s].tokens[t].text == noun)
    assert [cast.entities[i].name for i in members] == names


@pytest.mark.parametrize(
    "text", ["Iran spoke. The two countries agreed.", "Iran and Iraq met. Two countries agreed."]
)
def test_too_few_actors_or_no_article_call_nobody_back(cast_of, text):
    _, cast = cast_of(text)
    assert cast.members == {}
