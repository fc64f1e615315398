from datetime import date
from uuid import UUID

import pytest

from app.store.matching import Earlier, match
from tests.store.build import actor, mention, place, report, when


def earlier(number: int = 1, type_: str = "visit", **fields: object) -> Earlier:
    spot = mention("visited")
    values = {
        "report_id": UUID(int=number),
        "event_id": UUID(int=100 + number),
        "version": 1,
        "type": type_,
        "spans": ((spot.start, spot.end),),
        "triggers": frozenset({"visited"}),
        "actors": frozenset({actor().actor_id}),
        "day": date(2024, 11, 5),
        "place": "Tehran",
    }
    return Earlier(**(values | fields))


def numbers(found: list[Earlier | None]) -> list[int | None]:
    return [before and before.report_id.int for before in found]


@pytest.mark.parametrize(
    ("before", "new", "same"),
    [
        (earlier(), report(), True),
        (earlier(), report(summary="otherwise", date=None, actors=()), True),
        (earlier(spans=((0, 2), (30, 33))), report(), True),
        (earlier(), report("meeting"), False),
        (earlier(), report("visit", "threatened"), False),
        (earlier(spans=()), report(), False),
    ],
)
def test_in_one_text_type_and_overlapping_words_decide(before, new, same):
    assert numbers(match([before], [new], same_text=True)) == [1 if same else None]


@pytest.mark.parametrize(
    ("new", "same"),
    [
        (report(), True),
        (report(words="threatened"), True),  # other words, but who, when and where are the same
        (report(words="threatened", actors=(actor("Ünal"),)), False),
        (report(actors=(actor("Ünal"),)), True),
        (report(actors=(actor("Ünal"),), date=when("2024-01-01"), location=place("Ankara")), False),
        (report(date=None, location=None), True),
        (report("meeting"), False),
    ],
)
def test_in_a_changed_text_words_actors_day_and_place_decide(new, same):
    assert numbers(match([earlier()], [new], same_text=False)) == [1 if same else None]


def test_the_best_pair_comes_first_and_each_is_used_once():
    near = earlier(1, spans=((mention("visited").start, mention("visited").start + 2),))
    exact = earlier(2)
    assert numbers(match([near, exact], [report(), report(), report()], same_text=True)) == [2, 1, None]


def test_nothing_before_matches_nothing():
    assert match([], [report()], same_text=True) == [None]
