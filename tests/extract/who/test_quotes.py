"""Who speaks: the order of cue and quote, speech that goes on, and silence where nobody is told."""

import pytest

from app.extract.who import find_actors, find_quotes, load


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('"We will talk," said Angela Merkel.', ["Angela Merkel"]),
        ('Angela Merkel said: "We will talk."', ["Angela Merkel"]),
        ('"We will talk," Angela Merkel told reporters. "It is time."', ["Angela Merkel", "Angela Merkel"]),
        ('"It is time," Merkel said.\n"We will talk," she added.', ["Merkel", "Merkel"]),
        ("Merkel called the plan “a great mistake” on Monday.", ["Merkel"]),
        ("According to Angela Merkel, the plan is “dead”.", ["Angela Merkel"]),
        ('Emmanuel Macron spoke first.\nAngela Merkel said:\n"We will talk."', ["Angela Merkel"]),
        ("“No comment.” — Angela Merkel", ["Angela Merkel"]),
        ("Angela Merkel was tired. “It is time to go.”", ["Angela Merkel"]),
        ("Angela Merkel met a man who said “hello” to her.", ["man"]),
        ('The book "War and Peace" is long.', [None]),
    ],
)
def test_speaker(cast_of, text, speakers):
    doc, cast = cast_of(text)
    assert [quote.speaker for quote in find_quotes(doc, cast)] == speakers


def test_offsets_are_exact(cast_of):
    doc, cast = cast_of("Merkel said the plan was “a great mistake” and “wrong”.")
    for quote in find_quotes(doc, cast):
        assert doc.text[quote.start : quote.end] == quote.text
    assert [q.text for q in find_quotes(doc, cast)] == ["a great mistake", "wrong"]


def test_a_quote_left_open_keeps_its_speaker_in_the_next_paragraph(cast_of):
    doc, cast = cast_of("“It is time,” Angela Merkel said. “We will talk.\n“Then we will act.”")
    assert [q.speaker for q in find_quotes(doc, cast)] == ["Angela Merkel"] * 3


def test_the_listener_is_not_the_speaker(read):
    text = '"The violence must stop," its director for East Africa, Tigere Chagutah, told reporters.'
    (quote,) = find_quotes(read(text), find_actors(read(text), load()))
    assert quote.speaker == "Tigere Chagutah"
