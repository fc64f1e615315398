"""A desk's own table goes before the packaged one, and takes nothing from it that it does not say itself."""

import json

import pytest

from app.extract.who import KnowledgeError, load
from app.extract.who.facts import first_word


@pytest.fixture
def table(tmp_path):
    def written(*rows):
        path = tmp_path / "actors.jsonl"
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        return path

    return written


def known(knowledge, text):
    return next(form for form in knowledge.forms[first_word(text)] if form.text == text).known


def test_a_new_actor_stands_beside_the_packaged_ones(table):
    knowledge = load(
        table({"name": "Ann Example", "kind": "person", "country": "KE", "aliases": ["Exampleova"]})
    )
    assert known(knowledge, "Ann Example").id == "person:KE:ann-example"
    assert knowledge.surnames["Exampleova"].known.id == "person:KE:ann-example"
    assert known(knowledge, "Hu Jintao").id == "person:CN:hu-jintao"


def test_a_newer_office_replaces_the_packaged_ones_and_the_writings_stay(table):
    office = {"title": "Foreign Minister", "start": "2026-05-01"}
    row = {
        "name": "Emmanuel Macron",
        "kind": "person",
        "country": "FR",
        "offices": [office],
        "checked": "2026-06-01",
    }
    knowledge = load(table(row))
    macron = knowledge.surnames["Macron"].known
    assert [held.title for held in macron.offices] == ["Foreign Minister"]
    assert macron == known(knowledge, "Emmanuel Macron")
    assert macron.gender == "m"


def test_a_desk_without_a_table_has_the_packaged_actors(tmp_path):
    assert load(tmp_path / "none.jsonl") is load()


def test_the_desks_word_on_a_name_wins(table):
    knowledge = load(table({"name": "Sea Lions", "kind": "group", "aliases": ["Hezbollah"]}))
    assert known(knowledge, "Hezbollah").id == "group:sea-lions"


def test_a_bad_line_is_refused_with_its_number(table):
    with pytest.raises(KnowledgeError, match=r"actors.jsonl:2: name is null: every actor has a name"):
        load(table({"name": "A", "kind": "body"}, {"kind": "body"}))


def test_a_nickname_takes_no_name_from_a_body(table):
    knowledge = load(table({"name": "Ann Example", "kind": "person", "aliases": ["White House"]}))
    assert known(knowledge, "White House").id == "body:us-white-house"
