"""Mentions joined into actors: names, surnames, acronyms, nouns that point back, identifiers."""

import pytest


def forms(doc, cast, actor_id):
    return [doc.text[m.start : m.end] for m in cast.mentions if cast.entity(m).actor_id == actor_id]


@pytest.mark.parametrize(
    ("text", "actor_id", "expected"),
    [
        (
            "Iraqi adviser Qasim al-Araji arrived. Al-Araji met officials. He left on Friday.",
            "person:IQ:qasim-al-araji",
            ["Qasim al-Araji", "Al-Araji", "He"],
        ),
        (
            "Chancellor Angela Merkel spoke first. Later she left and the chancellor said nothing more.",
            "person:DE:angela-merkel",
            ["Angela Merkel", "she", "chancellor"],
        ),
        (
            "Kofi Annan met Han Sung Joo on Monday. Annan praised Han's contribution.",
            *("person:han-sung-joo", ["Han Sung Joo", "Han"]),
        ),
        ("The European Union (EU) agreed. The EU will pay.", "body:eu", ["European Union", "EU", "EU"]),
        (
            "Iran warned Israel on Monday. Tehran rejected the report.",
            "country:IR",
            ["Iran", "Tehran"],
        ),
        (
            "The Free Workers Front (FWF) marched in Lima. The FWF wants talks.",
            "body:free-workers-front",
            ["Free Workers Front", "FWF", "FWF"],
        ),
        ("Hezbollah fired rockets. The group claimed the attack.", "group:hezbollah", ["Hezbollah", "group"]),
        (
            "Protesters marched. The protesters burned tyres.",
            "unnamed:protesters",
            ["Protesters", "protesters"],
        ),
    ],
)
def test_mentions_of_one_actor(cast_of, text, actor_id, expected):
    doc, cast = cast_of(text)
    assert forms(doc, cast, actor_id) == expected


def test_the_name_is_the_fullest_in_the_text_and_the_rest_are_aliases(cast_of):
    _, cast = cast_of("Merkel spoke. Chancellor Angela Merkel then left.")
    merkel = cast.entities[0]
    assert (merkel.name, merkel.aliases, merkel.canonical_name) == (
        "Angela Merkel",
        ("Merkel",),
        "Angela Merkel",
    )


def test_two_presidents_are_not_one(cast_of):
    doc, cast = cast_of(
        "French President Emmanuel Macron met Iranian President Masoud Pezeshkian. The Iranian president left."
    )
    assert forms(doc, cast, "person:IR:masoud-pezeshkian") == ["Masoud Pezeshkian", "Iranian president"]


def test_an_owner_in_an_opening_phrase_is_the_subject_that_follows(cast_of):
    doc, cast = cast_of("Iran protested. In its last session, the Knesset passed a law.")
    assert forms(doc, cast, "body:il-knesset") == ["its", "Knesset"]


def test_first_persons_in_a_quote_are_the_speaker(cast_of):
    doc, cast = cast_of('"We reject the plan," Angela Merkel said.')
    assert forms(doc, cast, "person:DE:angela-merkel") == ["We", "Angela Merkel"]


def test_the_same_text_gives_the_same_cast(cast_of):
    text = "Iran warned Israel. Soldiers fired at protesters. The police made no comment."
    assert cast_of(text)[1].entities == cast_of(text)[1].entities
