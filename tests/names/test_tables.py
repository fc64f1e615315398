import json

import pytest

from app.extract.who.facts import KnowledgeError
from app.names import tables


@pytest.fixture
def own(tmp_path):
    return tmp_path / "actors.jsonl"


def write(path, *rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def test_the_packaged_tables_name_people_bodies_and_states(own):
    assert {"Abbas Araghchi", "Araqchi"} <= set(tables.actor_names(own, "person:IR:abbas-araghchi"))
    assert "UN" in tables.actor_names(own, "body:un")
    iran = tables.actor_names(own, "country:IR")
    assert {"Islamic Republic of Iran", "إيران", "Иран", "伊朗"} <= set(iran)
    assert not {"Iranian", "Iranians", "Tehran"} & set(iran)  # these stand for it in an article alone


def test_whom_no_table_knows_has_no_names(own):
    assert tables.actor_names(own, "person:IR:nobody-at-all") == ()


def test_a_desks_own_names_in_any_script(own):
    write(own, {"name": "Ann Example", "kind": "person", "country": "KE", "aliases": ["آن اکزمپل"]})
    assert set(tables.actor_names(own, "person:KE:ann-example")) == {"Ann Example", "آن اکزمپل"}


def test_a_changed_file_is_read_anew(own):
    assert tables.actor_names(own, "person:KE:ann-example") == ()
    before = tables.digest(own)
    write(own, {"name": "Ann Example", "kind": "person", "country": "KE"})
    assert tables.actor_names(own, "person:KE:ann-example") == ("Ann Example",)
    assert tables.digest(own) != before


def test_a_broken_file_is_told(own):
    own.write_text("{", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"actors\.jsonl:1"):
        tables.actors(own)


def test_places_have_the_names_of_cities_and_countries():
    assert "طهران" in tables.place_names(112931, "IR", "city")
    assert "Иран" in tables.place_names(130758, "IR", "country")
    assert tables.place_names(None, "IQ", "site") == ()
