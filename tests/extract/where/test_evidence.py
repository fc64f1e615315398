"""The article's votes."""

import pytest

from app.extract.where.evidence import Evidence, cell_of, country_vote, vote_of
from app.extract.where.gazetteer import Candidate


def town(id_: int, country: str, admin1: str, latitude: float, longitude: float) -> Candidate:
    return Candidate(id_, "X", country, admin1, latitude, longitude, "city", 1000.0, 0)


PARIS = town(1, "US", "US.TX", 33.66, -95.55)
BONHAM = town(2, "US", "US.TX", 33.58, -96.18)
LYON = town(3, "FR", "FR.84", 45.75, 4.85)


def test_a_vote_is_spread_over_the_meanings():
    vote = vote_of((PARIS, LYON), (0.75, 0.25), 2.0)
    assert vote.countries == {"US": 1.5, "FR": 0.5}
    assert vote.divisions == {"US.TX": 1.5, "FR.84": 0.5}
    assert vote.states == {}


def test_neighbours_count_and_a_name_is_no_neighbour_of_itself():
    own, other = vote_of((PARIS,), (1.0,), 1.0), vote_of((BONHAM,), (1.0,), 1.0)
    evidence = Evidence()
    for vote in (own, other):
        evidence.add(vote)
    assert evidence.near(PARIS, own)[0] == pytest.approx(1.0)
    assert evidence.near(LYON, own) == (0.0, 0.0)


def test_a_place_without_a_point_has_no_neighbours():
    nowhere = Candidate(4, "X", "US", None, None, None, "city", 1.0, 0)
    assert cell_of(nowhere) is None
    assert Evidence().near(nowhere, country_vote("US", 1.0)) == (0.0, 0.0)


def test_a_named_state_is_remembered():
    texas = Candidate(5, "Texas", "US", "US.TX", 31.0, -99.0, "admin1", 3e7, 0)
    evidence = Evidence()
    assert not evidence.american_states
    evidence.add(vote_of((texas,), (1.0,), 1.0))
    assert evidence.american_states
    assert evidence.states == {"US.TX": 1.0}
