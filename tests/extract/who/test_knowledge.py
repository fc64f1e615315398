"""The tables of actors: what they hold, and that a broken line is refused by name."""

from collections import Counter

import pytest

from app.extract.who import KnowledgeError, facts, load
from app.extract.who import knowledge as module


@pytest.mark.parametrize(
    ("writing", "actor"),
    [
        ("U.S.", "country:US"),
        ("Holland", "country:NL"),
        ("Islamic Republic of Iran", "country:IR"),
        ("DRC", "country:CD"),
        ("Palestinian", "country:PS"),
        ("Gaza", "country:PS"),
        ("Kosovar", "country:XK"),
        ("Taiwanese", "country:TW"),
        ("Hong Kong", "country:HK"),
        ("Kiev", "country:UA"),
        ("UN Security Council", "body:un-security-council"),
        ("IDF", "body:il-idf"),
        ("Daesh", "group:islamic-state"),
        ("Kremlin", "body:ru-kremlin"),
        ("Hu Jintao", "person:CN:hu-jintao"),
    ],
)
def test_a_writing_leads_to_its_actor(writing, actor):
    forms = load().forms[facts.first_word(writing)]
    assert [form.known.id for form in forms if form.text == writing] == [actor]


def test_every_iso_country_and_the_three_disputed_ones_are_there():
    countries = load().countries
    assert {"XK", "PS", "TW", "HK", "GB", "ZW"} <= set(countries)
    assert len(countries) == 250


def test_longer_writings_come_before_the_shorter_ones_they_contain():
    for forms in load().forms.values():
        assert [len(form.text) for form in forms] == sorted((len(form.text) for form in forms), reverse=True)


def test_an_office_is_dated():
    merkel = load().surnames["Merkel"].known
    assert [(o.title, o.start, o.end) for o in merkel.offices] == [("Chancellor", "2005", "2021")]
    assert merkel.gender == "f"


def test_a_surname_that_two_people_bear_names_neither():
    assert "Clinton" not in load().surnames


@pytest.mark.parametrize(
    ("table", "line", "complaint"),
    [
        ("nouns", "rebel\tunnamed", "expected 3"),
        ("nouns", "rebel\tperson\tREB", "bad kind"),
        ("titles", "president\tGOVT\t-", "bad sector"),
        ("bodies", "Bad Id\tName\tUS\tGOV\t", "bad id"),
        ("persons", "Ann Example\tUS\tf\t\tPresident since 1999", "is not 'TITLE YEAR-YEAR'"),
        ("persons", "Ann Example\tUS\tf\t\tPresident 2001-1999", "is not 'TITLE YEAR-YEAR'"),
        ("metonyms", "White House\tUS\textra", "expected 2"),
    ],
)
def test_a_bad_line_is_refused_with_its_table(tmp_path, monkeypatch, table, line, complaint):
    for file in facts.DATA.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / f"{table}.tsv").write_text(line + "\n", encoding="utf-8")
    monkeypatch.setattr(facts, "DATA", tmp_path)
    with pytest.raises(KnowledgeError, match=complaint) as raised:
        module._build(())
    assert f"{table}.tsv" in str(raised.value)


def test_one_writing_for_two_actors_is_refused(tmp_path, monkeypatch):
    for file in facts.DATA.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "groups.tsv").open("a", encoding="utf-8") as table:
        table.write("another\tHezbollah\tIQ\tREB\t\n")
    monkeypatch.setattr(facts, "DATA", tmp_path)
    with pytest.raises(KnowledgeError, match="'Hezbollah' names both"):
        module._build(())


@pytest.mark.parametrize(
    ("lemma", "text", "sector"),
    [("rebel", "rebels", "REB"), ("gunmen", "Gunmen", "REB"), ("police", "Police", "COP")],
)
def test_a_noun_is_known_in_the_plural_that_the_tagger_left(lemma, text, sector):
    noun = load().noun(lemma, text)
    assert noun is not None
    assert noun.sector == sector


@pytest.mark.parametrize(("name", "slug"), [("Élysée Palace", "elysee-palace"), ("N'Djamena", "ndjamena")])
def test_slug(name, slug):
    assert facts.slug(name) == slug


def test_the_tables_hold_the_actors_that_the_news_speaks_of():
    knowledge = load()
    known = {one.id: one for forms in knowledge.forms.values() for form in forms for one in form.bearers}
    kinds = Counter(one.kind for one in known.values())
    parties = [one for one in known.values() if one.kind == "body" and one.sector == "OPP"]
    assert kinds["person"] >= 1500
    assert kinds["body"] >= 900
    assert kinds["group"] >= 300
    assert len(parties) >= 350


def test_states_that_are_in_the_news_have_an_officeholder_of_the_last_ten_years():
    people = [one for forms in load().forms.values() for form in forms for one in form.bearers if one.offices]
    led = {one.country for one in people if any((o.end or "9999") >= "2016" for o in one.offices)}
    small = {code for code in load().countries if code not in led}
    assert not small & {
        *("AF", "AO", "AR", "AU", "BD", "BO", "BR", "CD", "CF", "CL", "CN", "CO", "CU", "DZ", "EG")
    }
    assert not small & {
        *("ET", "GE", "HT", "IQ", "IR", "KE", "KG", "LB", "LY", "ML", "MM", "MZ", "NE", "NG", "PE")
    }
    assert len(small) < 70  # dependencies and microstates
