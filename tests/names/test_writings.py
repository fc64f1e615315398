from hypothesis import given
from hypothesis import strategies as st

from app.names.writings import OTHER, TAIL, USUAL, writings


def parts(*names: str) -> dict[str, tuple[str, int]]:
    return {found.part: (found.name, found.rank) for found in writings(names[0], names[1:])}


def test_a_name_is_found_from_each_of_its_words():
    assert parts("Seyed Abbas Araghchi") == {
        "seyed abbas araghchi": ("Seyed Abbas Araghchi", USUAL),
        "abbas araghchi": ("Seyed Abbas Araghchi", TAIL),
        "araghchi": ("Seyed Abbas Araghchi", TAIL),
    }


def test_nobody_begins_to_type_with_of():
    assert sorted(parts("Islamic Republic of Iran")) == [
        "iran",
        "islamic republic of iran",
        "republic of iran",
    ]


def test_a_name_that_is_the_end_of_another_counts_as_a_name():
    assert parts("Abbas Araghchi", "Araghchi")["araghchi"] == ("Araghchi", OTHER)
    assert parts("Araghchi", "Abbas Araghchi")["araghchi"] == ("Araghchi", USUAL)


def test_writings_that_fold_alike_are_one_row():
    assert parts("U.S.", "US", "us") == {"us": ("U.S.", USUAL)}


def test_signs_alone_are_a_name_too():
    assert parts("!!!") == {"!!!": ("!!!", USUAL)}


def test_every_row_can_be_read_in_latin_letters():
    (row,) = writings("طهران")
    assert (row.latin, row.skeleton) == ("thrn", "trn")


@given(st.text(min_size=1), st.lists(st.text()))
def test_whatever_is_called_a_name(usual, others):
    found = writings(usual, others)
    assert [row.part for row in found] == sorted({row.part for row in found})
    assert all(row.part and row.name in (usual, *others) for row in found)
    assert bool(found) >= bool(usual.strip() and usual.isalnum())
