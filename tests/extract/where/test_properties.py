"""What holds for any text: places are found without a crash, where they are written, at points of the gazetteer."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.extract.where import find_places, toponyms

SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WORDS = st.sampled_from(
    """Paris London Texas Lebanon Ont. Ky. W. Va. Springfield Tripoli Rapides Parish County counties of the in near
    southern , . and Turkish Minnesotans 50 km from « Lashkar-e-Taiba al-Raqqa Bank New York City “ ’s St. John US \n
    Washington Georgia Harvey Harper Kingman İstanbul Москва 北京 \u200b said fled bombed""".split(" ")
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(WORDS, min_size=1, max_size=25).map(" ".join))

SENTENCES = [
    "Gunmen attacked a police post in Mosul, Iraq.",
    "The two ministers held talks in Geneva.",
    "A fire broke out in Springfield, Illinois.",
    "Voters in Toronto chose a new mayor.",
    "Rockets hit Nabatieh, southern Lebanon.",
    "Turkish troops entered Afrin in northwestern Syria.",
    "A storm closed the airport of Sydney.",
    "The ship sank in the Red Sea.",
]


@pytest.fixture(scope="module")
def points(gazetteer) -> set[tuple[float, float]]:
    return set(gazetteer._store.execute("SELECT latitude, longitude FROM place"))


@SETTINGS
@given(text=TEXTS)
def test_places_are_where_they_are_written_and_at_known_points(read, gazetteer, points, text):
    doc = read(text)
    for found in (find_places(doc, gazetteer), toponyms(doc, gazetteer)):
        assert [place.start for place in found] == sorted(place.start for place in found)
        for place in found:
            assert text[place.start : place.end] == place.name != ""
            assert (place.latitude is None) == (place.longitude is None)
            if place.latitude is not None:
                assert (place.latitude, place.longitude) in points


@SETTINGS
@given(text=TEXTS)
def test_names_do_not_overlap(read, gazetteer, text):
    found = toponyms(read(text), gazetteer)
    assert all(one.end <= other.start for one, other in pairwise(found))


@SETTINGS
@given(order=st.permutations(SENTENCES))
def test_the_order_of_unrelated_sentences_does_not_matter(read, gazetteer, order):
    def ids(sentences: list[str]) -> Counter:
        doc = read("\n".join(sentences))
        return Counter(
            (place.name, place.geonames_id, place.latitude)
            for found in (find_places(doc, gazetteer), toponyms(doc, gazetteer))
            for place in found
        )

    assert ids(order) == ids(SENTENCES)
