"""The organs that every state has are known by pattern, however they are written."""

import pytest

from app.extract.who import KnowledgeError, facts, load
from app.extract.who import knowledge as module


@pytest.mark.parametrize(
    ("text", "country", "actor", "name"),
    [
        ("Iraqi foreign ministry", "IQ", "body:iq-foreign-ministry", "Iraqi foreign ministry"),
        ("Iraq's Foreign Ministry", "IQ", "body:iq-foreign-ministry", "Iraqi foreign ministry"),
        ("Ministry of Foreign Affairs of Iraq", "IQ", "body:iq-foreign-ministry", "Iraqi foreign ministry"),
        ("foreign ministry", "TD", "body:td-foreign-ministry", "Chadian foreign ministry"),
        ("the Malawian parliament", "MW", "body:mw-parliament", "Malawian parliament"),
        ("German parliament", "DE", "body:de-bundestag", "Bundestag"),
        ("parliament", "UA", "body:ua-rada", "Verkhovna Rada"),
        ("Israeli military", "IL", "body:il-idf", "Israel Defense Forces"),
        ("Central Bank of Kenya", "KE", "body:ke-central-bank", "Kenyan central bank"),
        ("Department of Defense", "US", "body:us-defense-department", "Pentagon"),
    ],
)
def test_an_organ_is_found_in_any_usual_writing(text, country, actor, name):
    known = load().organs.find(text, country)
    assert known is not None
    assert (known.id, known.name) == (actor, name)


@pytest.mark.parametrize("text", ["committee", "Iraqi football federation", "ministry", "army barracks"])
def test_what_is_no_organ_is_not_made_one(text):
    assert load().organs.find(text, "IQ") is None


@pytest.mark.parametrize("country", sorted(load().countries))
def test_every_country_has_its_government_ministries_and_forces(country):
    for organ in ("government", "foreign ministry", "defence ministry", "military", "parliament", "police"):
        known = load().organs.find(organ, country)
        assert known is not None
        assert known.country == country


def test_one_organ_in_two_writings_is_one_actor(cast_of):
    _, cast = cast_of(
        "The Iraqi Foreign Ministry condemned the strike. The ministry of foreign affairs of Iraq warned Turkey."
    )
    assert [e.actor_id for e in cast.entities].count("body:iq-foreign-ministry") == 1


@pytest.mark.parametrize(
    ("table", "line", "complaint"),
    [
        ("national", "DE\tparliament\tus-congress", "no such body"),
        ("national", "DE\tsynod\tde-bundestag", "no such body"),
        ("organs", "synod\tGOVT\tsynod\tsynod", "bad sector"),
    ],
)
def test_a_bad_line_is_refused(tmp_path, monkeypatch, table, line, complaint):
    for file in facts.DATA.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / f"{table}.tsv").open("a", encoding="utf-8") as rows:
        rows.write(line + "\n")
    monkeypatch.setattr(facts, "DATA", tmp_path)
    with pytest.raises(KnowledgeError, match=complaint):
        module._build(())
