"""Source and target of one trigger, a construction a line."""

import pytest

from app.extract.records import Trigger
from app.extract.who import roles


def parts(cast_of, text, word, type_):
    doc, cast = cast_of(text)
    start = doc.text.index(word)
    sentence = next(s for s in doc.sentences if s.start <= start < s.end)
    token = next(t for t in sentence.tokens if t.start <= start < t.end)
    trigger = Trigger(
        sentence=sentence.index,
        token=token.index,
        start=start,
        end=start + len(word),
        type=type_,
        status="happened",
        score=1.0,
        via="test",
    )
    found = roles(doc, trigger, cast)
    return {
        role: [cast.entities[p.entity].name for p in found if p.role == role]
        for role in {p.role for p in found}
    }


@pytest.mark.parametrize(
    ("text", "word", "type_", "source", "target"),
    [
        ("Iran condemned Israel on Monday.", "condemned", "accusation", ["Iran"], ["Israel"]),
        (
            "Five soldiers were arrested by police in Lagos.",
            "arrested",
            "arrest",
            ["police"],
            ["Five soldiers"],
        ),
        (
            "Israeli airstrikes on Iran killed five people.",
            "airstrikes",
            "strike",
            ["Israel"],
            ["Iran", "five people"],
        ),
        ("Iran's warning to Israel came late.", "warning", "threat", ["Iran"], ["Israel"]),
        ("The rebels launched an attack on Chad.", "attack", "attack", ["rebels"], ["Chad"]),
        ("Gunmen opened fire, killing 13 people.", "opened", "attack", ["Gunmen"], ["13 people"]),
        (
            "Five civilians were killed in a Russian airstrike.",
            "airstrike",
            "strike",
            ["Russia"],
            ["Five civilians"],
        ),
        ("Boris Johnson urged Iran to free the prisoners.", "urged", "demand", ["Boris Johnson"], ["Iran"]),
        ("The United States called on Russia to leave.", "called", "demand", ["United States"], ["Russia"]),
        ("Angela Merkel paid a visit to Turkey.", "visit", "visit", ["Angela Merkel"], ["Turkey"]),
        ("The visit of Angela Merkel to Turkey ended.", "visit", "visit", ["Angela Merkel"], ["Turkey"]),
        ("Hu Jintao met visiting Kenyan President Mwai Kibaki.", "visiting", "visit", ["Mwai Kibaki"], []),
        ("Troops who fired on protesters fled.", "fired", "attack", ["Troops"], ["protesters"]),
        ("Hamas claimed responsibility for the bombing.", "bombing", "attack", ["Hamas"], []),
        ("Turkey imposed sanctions on Armenia.", "sanctions", "sanction", ["Turkey"], ["Armenia"]),
        (
            "Dozens of protesters marched against the government.",
            "marched",
            "protest",
            ["protesters"],
            ["government"],
        ),
        ("Germany vowed to help Ukraine.", "vowed", "pledge", ["Germany"], ["Ukraine"]),
        ("Russia criticised the decision by Poland.", "criticised", "accusation", ["Russia"], ["Poland"]),
        ("Lawmakers voted to expel Ted Cruz.", "voted", "policy", ["Lawmakers"], ["Ted Cruz"]),
        ("Greece received support from France.", "support", "support", ["France"], ["Greece"]),
        ("Police detained and harassed journalists.", "detained", "arrest", ["Police"], ["journalists"]),
        ("Rebels launched a bombing campaign against Chad.", "bombing", "attack", ["Rebels"], ["Chad"]),
        ("Iran denounced sanctions imposed by Canada.", "denounced", "accusation", ["Iran"], ["Canada"]),
        ("Jacob Zuma is under investigation.", "investigation", "legal_action", [], ["Jacob Zuma"]),
    ],
)
def test_source_and_target(cast_of, text, word, type_, source, target):
    found = parts(cast_of, text, word, type_)
    assert (found.get("source", []), found.get("target", [])) == (source, target)


@pytest.mark.parametrize(
    ("text", "word", "type_", "expected"),
    [
        (
            "Vladimir Putin met with Emmanuel Macron in Paris.",
            "met",
            "meeting",
            {"Vladimir Putin", "Emmanuel Macron"},
        ),
        ("Talks between Iran, Russia and China began.", "Talks", "meeting", {"Iran", "Russia", "China"}),
        ("Egypt and Qatar signed an accord.", "accord", "agreement", {"Egypt", "Qatar"}),
        (
            "Ukrainian troops clashed with rebels near Donetsk.",
            "clashed",
            "clash",
            {"Ukrainian troops", "rebels"},
        ),
    ],
)
def test_where_the_act_is_mutual_all_take_part(cast_of, text, word, type_, expected):
    found = parts(cast_of, text, word, type_)
    assert set(found["participant"]) == expected
    assert set(found) == {"participant"}


def test_inside_a_quote_the_speaker_is_the_source(cast_of):
    text = '"The plan must be rejected by all," Angela Merkel said.'
    assert parts(cast_of, text, "plan", "demand")["source"] == ["Angela Merkel"]


def test_a_place_that_does_nothing_takes_no_part(cast_of):
    found = parts(cast_of, "Emmanuel Macron said in Tehran that talks went well.", "said", "statement")
    assert found == {"source": ["Emmanuel Macron"]}


def test_a_capital_acts_for_its_state(cast_of):
    doc_parts = parts(cast_of, "Tehran warned Washington on Sunday.", "warned", "threat")
    assert doc_parts == {"source": ["Iran"], "target": ["United States"]}


def test_a_hospital_is_struck_but_speaks_to_nobody(cast_of):
    assert parts(cast_of, "Jets bombed a hospital.", "bombed", "strike")["target"] == ["hospital"]
    assert parts(cast_of, "The minister praised a hospital.", "praised", "support") == {
        "source": ["minister"]
    }


def test_a_type_without_a_frame_is_an_error(cast_of):
    with pytest.raises(KeyError):
        parts(cast_of, "Iran condemned Israel.", "condemned", "gossip")
