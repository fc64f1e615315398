"""Statements that are kept for when the same is asked again."""

from app.schemas.queries import EventQuery
from app.store.made import made_once
from app.store.names import Names


def test_a_statement_is_made_once_for_each_filter_and_what_its_names_mean():
    made = []

    @made_once
    def make(wanted: EventQuery, names: Names) -> int:
        made.append(wanted)
        return len(made)

    one = EventQuery(country=["UA"])
    assert make(one, Names()) == make(EventQuery(country=["UA"]), Names()) == 1
    assert make(EventQuery(country=["FR"]), Names()) == 2
    assert make(one, Names(actors=["country:UA"])) == 3
    assert make(one, Names(places=["country:UA"])) == 4
    assert make(one.model_copy(update={"limit": 3}), Names()) == 5
    assert make(one, Names()) == 1
