import json
import random

from app.names import geonames


def test_a_city_has_names_in_many_scripts():
    assert {"Tehran", "Тегеран", "طهران", "德黑兰"} <= set(geonames.names(112931))


def test_a_number_that_is_no_city_has_none():
    assert geonames.names(130758) == ()  # Iran
    assert geonames.names(-1) == ()
    assert geonames.names(10**15) == ()


def test_entries_are_found_as_a_whole_reading_finds_them():
    """Parsed one by one from a mapped file; the file read as one document says the same."""
    known = geonames.entries()
    whole = json.loads(bytes(known.data))
    assert len(known.ids) == len(whole)
    for id_ in random.Random(5).sample(sorted(whole), 2000):
        assert known.entry(int(id_)) == whole[id_]


def test_links_and_signs_are_no_names():
    names = [name for id_ in geonames.entries().ids[:5000] for name in geonames.names(id_)]
    assert len(names) > 5000
    assert not [name for name in names if "http" in name or not any(char.isalnum() for char in name)]
