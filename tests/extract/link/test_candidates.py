import pytest

from app.extract.link.candidates import Candidate, candidates, head_word, within_reach
from app.extract.when import find_times
from app.extract.where import find_places

TEXT = "On Monday the Israeli army bombed Tehran. Iran vowed to answer."


@pytest.mark.parametrize(
    ("kind", "reached"), [("actor", [-3, -2, -1, 0, 1]), ("place", [-2, -1, 0, 1]), ("time", [-2, -1, 0, 1])]
)
def test_reach(kind, reached: list[int]):
    assert [n for n in range(-6, 7) if within_reach(10, Candidate(kind, 10 + n, 0, 0))] == reached


def test_every_actor_place_and_time_is_a_candidate(cast_of, extractor):
    doc, cast = cast_of(TEXT)
    places, times = find_places(doc, extractor.gazetteer), find_times(doc)
    found = candidates(doc, cast, places, times)
    assert [c.mention for c in found if c.kind == "actor"] == list(cast.mentions)
    assert {c.group for c in found if c.kind == "place"} == set(range(len(places)))
    words = {(c.kind, doc.sentences[c.sentence].tokens[c.token].text) for c in found}
    assert {("place", "Tehran"), ("time", "Monday"), ("actor", "army"), ("actor", "Iran")} <= words


@pytest.mark.parametrize(("words", "head"), [("the Israeli army", "army"), ("Tehran", "Tehran"), (" ", None)])
def test_head_word(read, words: str, head: str | None):
    doc = read(TEXT)
    start = TEXT.index(words)
    found = head_word(doc, 0, start, start + len(words))
    assert (found.text if found else None) == head
