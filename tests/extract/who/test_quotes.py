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
        # a tag after the quote, whatever the parser makes of it
        ('"Who will pay for it?" Merkel asked. "Not us."', ["Merkel", "Merkel"]),
        ('"We will not go," Rep. Elijah E. Cummings (D-Md.) said on Friday.', ["Elijah E. Cummings"]),
        ('"A new start," said Angela Merkel, the former chancellor.', ["Angela Merkel"]),
        ("Merkel met Macron. “No,” Merkel's driver said.", ["Merkel's driver"]),
        ('"The talks have failed." Merkel said, adding that she was tired.', ["Merkel"]),
        ("“We want peace,” a number of villagers said.", ["villagers"]),
        # before the quote
        ("The minister, Ali Hassan, scolded them: “You came too late.”", ["Ali Hassan"]),
        ("Angela Merkel made the following comment:\n\n“We can do this.”", ["Angela Merkel"]),
        ("Footage showed Angela Merkel saying, “We can do this.”", ["Angela Merkel"]),
        ("The plan is a “dead letter,” as Angela Merkel put it.", ["Angela Merkel"]),
        # verbs that judge, and texts whose author speaks
        ("Angela Merkel attacked “the hateful words of the right.”", ["Angela Merkel"]),
        ("Angela Merkel compared the party to “a house on fire.”", ["Angela Merkel"]),
        ("The plan was described by Angela Merkel as “a dead letter.”", ["Angela Merkel"]),
        # whose words in the end
        ("Angela Merkel said critics would call the plan “a great mistake” one day.", ["Angela Merkel"]),
        # speakers who are no actors
        ("“It is three in the morning,” the narrator says.", ["narrator"]),
        ("One questioner asked whether the plan was “a great mistake.”", ["One questioner"]),
        # transcripts, and lines that are signed
        ("MERKEL: We met “in good spirits”.\nSCHOLZ: And we “agreed”.", ["MERKEL", "SCHOLZ"]),
        (
            "“He knows nothing.” — Adriana Rodarte\n“Nor do they.” — Juan Perez",
            ["Adriana Rodarte", "Juan Perez"],
        ),
        # quotes that nobody speaks
        ("Angela Merkel spoke on “Meet the Press” on Sunday.", [None]),
        ("The state that is known as “the land of smiles” voted, Angela Merkel said.", [None]),
        ("Angela Merkel opposes the so-called “Buffett rule”.", [None]),
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


def test_a_quote_inside_a_quote_belongs_to_the_outer_one(cast_of):
    doc, cast = cast_of("“They call it “hell” and stay,” Angela Merkel said.")
    assert [(q.text, q.speaker) for q in find_quotes(doc, cast)] == [
        ("They call it “hell” and stay,", "Angela Merkel")
    ]


def test_the_sentence_before_counts_more_than_the_last_paragraph(cast_of):
    doc, cast = cast_of(
        "“We will talk,” Emmanuel Macron said.\nAngela Merkel disagreed on Friday. “It is too late for that.”"
    )
    assert [q.speaker for q in find_quotes(doc, cast)] == ["Emmanuel Macron", "Angela Merkel"]


def test_the_listener_is_not_the_speaker(read):
    text = '"The violence must stop," its director for East Africa, Tigere Chagutah, told reporters.'
    (quote,) = find_quotes(read(text), find_actors(read(text), load()))
    assert quote.speaker == "Tigere Chagutah"
