"""Groups of accounts: what joins, what never does, and that the order of arrival is nothing."""

import random
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.merging import Account, Weights, partition
from app.merging.words import content_words
from tests.merging.accounts import account

WEIGHTS = Weights.load()
TOWNS = ["Kharkiv", "Odesa", "Dnipro", "Sumy", "Lviv", "Mykolaiv", "Poltava", "Kherson"]


def sets(accounts: list[Account], **rules: list[tuple[UUID, UUID]]) -> set[frozenset[int]]:
    return {frozenset(id_.int for id_ in group) for group in partition(accounts, WEIGHTS, **rules).groups}


def other_day(number: int, days: int = 9) -> Account:
    """A strike of another day, told in other words."""
    day = date(2024, 5, 10) + timedelta(days=days)
    told = (
        f"Drones set fire to a depot in Dergachi, {days} hundred litres of fuel burned and nobody was hurt."
    )
    return account(
        number,
        first=day,
        last=day,
        published=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
        killed=0,
        words=content_words(told),
        context=content_words(told),
        title="Depot burns",
    )


def test_accounts_of_one_happening_come_together():
    assert sets([account(1), account(2), account(3), other_day(4)]) == {frozenset({1, 2, 3}), frozenset({4})}


def test_two_reports_of_one_article_are_two_happenings():
    twins = [account(1), account(2, article_id=UUID(int=1001))]
    assert sets(twins) == {frozenset({1}), frozenset({2})}
    assert sets([*twins, account(3)]) in (
        {frozenset({1, 3}), frozenset({2})},
        {frozenset({1}), frozenset({2, 3})},
    )


def test_an_editor_joins_what_no_machine_would():
    ids = (UUID(int=1), UUID(int=2))
    twins = [account(1), other_day(2), account(3, article_id=UUID(int=1001))]
    assert frozenset({1, 2}) in {frozenset(group & {1, 2}) for group in sets(twins, together=[ids])}
    assert frozenset({1, 3}) in sets(twins, together=[(UUID(int=1), UUID(int=3))])


def test_an_editor_keeps_apart_what_looks_the_same():
    apart = [(UUID(int=2), UUID(int=1))]
    found = sets([account(1), account(2), account(3)], apart=apart)
    assert not [group for group in found if {1, 2} <= group]
    assert sets([account(1), account(2)], apart=apart) == {frozenset({1}), frozenset({2})}


def test_what_is_kept_apart_does_not_meet_through_a_third():
    rules = {"together": [(UUID(int=1), UUID(int=3))], "apart": [(UUID(int=2), UUID(int=3))]}
    assert sets([account(1), account(2), account(3)], **rules) == {frozenset({1, 3}), frozenset({2})}


def test_rules_about_accounts_that_are_not_there_do_not_count():
    gone = [(UUID(int=1), UUID(int=99))]
    assert sets([account(1), account(2)], together=gone, apart=gone) == {frozenset({1, 2})}


def test_nothing_makes_nothing():
    assert partition([], WEIGHTS).groups == ()


def many(count: int) -> list[Account]:
    """Reports of strikes on towns on following days, three articles each."""
    made = []
    for number in range(1, count + 1):
        happening = number // 3
        town, day = TOWNS[happening % len(TOWNS)], date(2024, 1, 1) + timedelta(days=happening // 4)
        told = f"Missiles hit {town} on the {happening} street, number{happening} burned down."
        made.append(
            account(
                number,
                spot=None,
                killed=happening % 5,
                first=day,
                last=day,
                published=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
                words=content_words(told),
                context=content_words(told),
                title=f"{town} hit, number{happening} gone",
            )
        )
    return made


@given(st.randoms(use_true_random=False), st.integers(2, 40))
def test_the_order_of_arrival_is_nothing(order: random.Random, count: int):
    accounts = many(count)
    shuffled = accounts.copy()
    order.shuffle(shuffled)
    assert partition(accounts, WEIGHTS) == partition(shuffled, WEIGHTS)


@given(st.integers(1, 40))
def test_every_account_is_in_one_group(count: int):
    ids = [id_ for group in partition(many(count), WEIGHTS).groups for id_ in group]
    assert sorted(ids) == sorted(one.report_id for one in many(count))


def test_doubtful_pairs_lie_between_the_thresholds():
    found = partition(many(60), WEIGHTS).doubtful
    assert all(WEIGHTS.suggest <= odds <= 1 for odds in found.values())
    assert all(one < other for one, other in found)


def test_hundreds_of_accounts_take_no_minute():
    start = time.process_time()
    parted = partition(many(600), WEIGHTS)
    assert time.process_time() - start < 20
    assert len(parted.groups) < 600


@pytest.mark.parametrize("count", [1, 2])
def test_groups_are_sorted(count: int):
    parted = partition(many(30 * count), WEIGHTS)
    assert all(list(group) == sorted(group) for group in parted.groups)
    assert list(parted.groups) == sorted(parted.groups)


def test_to_be_like_one_side_of_what_an_editor_put_together_is_enough():
    """Nothing is like all of it: the sides tell of two days in different words."""
    far = other_day(4)
    like_far = replace(other_day(5), article_id=UUID(int=1005))
    rules = {"together": [(UUID(int=1), far.report_id)]}
    every = [account(1), account(2), far, like_far]
    assert sets(every) == {frozenset({1, 2}), frozenset({4, 5})}
    assert sets(every, **rules) == {frozenset({1, 2, 4, 5})}
    neither = other_day(6, days=200)
    assert sets([*every, neither], **rules) == {frozenset({1, 2, 4, 5}), frozenset({6})}


def test_a_side_does_not_bring_in_what_is_kept_apart_from_the_other():
    far, like_far = other_day(4), replace(other_day(5), article_id=UUID(int=1005))
    rules = {"together": [(UUID(int=1), far.report_id)], "apart": [(UUID(int=1), like_far.report_id)]}
    assert sets([account(1), far, like_far], **rules) == {frozenset({1, 4}), frozenset({5})}


def test_large_events_have_one_side():
    """What is only not parted anew is compared as a whole."""
    far, like_far = other_day(4), replace(other_day(5), article_id=UUID(int=1005))
    rules = {"whole": [(UUID(int=1), far.report_id)]}
    assert sets([account(1), far, like_far], **rules) == {frozenset({1, 4}), frozenset({5})}
