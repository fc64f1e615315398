"""The rules by which accounts that differ make one event."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.merging.derive import derive
from app.merging.state import Ruling
from tests.merging.told import account, days, party, spot

KHARKIV = spot("Kharkiv", latitude=49.98, longitude=36.25)
ODESA = spot("Odesa", latitude=46.48, longitude=30.73)
UKRAINE = spot("Ukraine", "country")
BLOCK = spot("Saltivka", "site", latitude=50.03, longitude=36.33)


def test_nobody_makes_no_event():
    with pytest.raises(ValueError, match="at least one"):
        derive([])


def test_one_account_is_taken_as_it_is():
    one = account(**days("2024-11-05"), spot=KHARKIV, killed=3, parties=(party("Ali Hasan"),))
    state = derive([one])
    assert (state.type, state.status, state.summary, state.confidence) == (
        "strike",
        "happened",
        one.summary,
        0.8,
    )
    assert (state.when.first, state.when.basis, state.spot) == (date(2024, 11, 5), "relative", KHARKIV)
    assert (state.killed.low, state.killed.best, state.killed.high) == (3, 3, 3)
    assert state.differences == {}


@pytest.mark.parametrize(
    ("told", "day", "precision"),
    [
        (["2024-11-05", "2024-11-05", "2024-11-06"], "2024-11-05", "day"),
        (["2024-11-06", "2024-11-05", "2024-11-05"], "2024-11-05", "day"),
        ([("2024-11-01", "2024-11-30", "month"), "2024-11-07"], "2024-11-07", "day"),
        ([("2024-11-01", "2024-11-30", "month"), None], "2024-11-01", "month"),
        ([("2024-01-01", "2024-12-31", "year"), ("2024-11-04", "2024-11-10", "week")], "2024-11-04", "week"),
    ],
)
def test_the_most_precise_date_that_most_support(told, day, precision):
    accounts = [
        account(f"{n}", **(days(*((when,) if isinstance(when, str) else when)) if when else {}))
        for n, when in enumerate(told)
    ]
    when = derive(accounts).when
    assert (str(when.first), when.precision) == (day, precision)


def test_a_day_that_is_only_the_articles_own_weighs_less():
    accounts = [
        account("1", **days("2024-11-05", basis="explicit")),
        account("2", **days("2024-11-06", basis="publication")),
    ]
    assert str(derive(accounts).when.first) == "2024-11-05"


@pytest.mark.parametrize(
    ("places", "chosen"),
    [
        ((KHARKIV, UKRAINE, UKRAINE), KHARKIV),
        ((KHARKIV, BLOCK, UKRAINE), BLOCK),
        ((KHARKIV, KHARKIV, ODESA), KHARKIV),
        ((ODESA, None, None), ODESA),
    ],
)
def test_the_place_at_the_finest_level_that_most_support(places, chosen):
    accounts = [account(f"{n}", spot=where) for n, where in enumerate(places)]
    for order in permutations(accounts):
        assert derive(order).spot == chosen


def test_the_fullest_names_and_what_most_say_they_did():
    told = ["Araghchi", "Abbas Araghchi", "Abbas Araghchi", "Araghchi"]
    accounts = [account(f"{n}", parties=(party(name),)) for n, name in enumerate(told)]
    accounts.append(account("5", parties=(party("Araghchi", "target"), party("Somebody Else"))))
    (part,) = derive(accounts).parts
    assert (part.name, part.role) == ("Abbas Araghchi", "source")


def test_who_has_a_name_stands_for_who_has_none():
    gunmen = party("gunmen", kind="unnamed")
    group = party("Jama'at", kind="group")
    assert [part.name for part in derive([account(parties=(gunmen,))]).parts] == ["gunmen"]
    both = [account("1", parties=(gunmen,)), account("2", parties=(group,))]
    assert [part.name for part in derive(both).parts] == ["Jama'at"]


def test_a_copy_is_nobodys_word_but_its_originals():
    wire = account("Wire", killed=5)
    copies = [account(f"{n}", killed=5, copy_of=wire.article_id, hour=1) for n in range(3)]
    other = account("Own", killed=9, hour=2)
    last = account("Third", killed=9, hour=3)
    state = derive([wire, *copies, other, last])
    assert (state.report_count, state.source_count, state.independent_sources) == (6, 6, 3)
    assert (state.killed.low, state.killed.best, state.killed.high) == (5, 9, 9)
    without = derive([*copies, other, last])
    assert without.independent_sources == 3
    assert [len(side.reports) for side in state.differences["killed"]] == [2, 1]


def test_tolls_rise_and_the_last_word_of_each_counts():
    accounts = [
        account("One", killed=3),
        account("Two", killed=3, hour=1),
        account("One", killed=12, hour=30),
        account("Three", killed=14, hour=31),
        account("Four", killed=14, hour=32),
    ]
    toll = derive(accounts).killed
    assert (toll.low, toll.best, toll.high) == (3, 14, 14)
    assert [said.value for said in toll.said] == [3, 3, 12, 14, 14]
    assert {side.value: side.sources for side in derive(accounts).differences["killed"]} == {
        14: ("Four", "Three"),
        12: ("One",),
        3: ("Two",),
    }


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (["planned", "happened"], "happened"),
        (["happened", "planned", "planned"], "happened"),
        (["planned", "planned"], "planned"),
        (["planned", "denied"], "denied"),
        (["happened", "denied", "denied"], "denied"),
        (["happened", "denied"], "denied"),
        (["denied", "happened"], "happened"),
    ],
)
def test_what_was_planned_becomes_what_happened(told, status):
    accounts = [account(f"{n}", status=what, hour=n) for n, what in enumerate(told)]
    assert derive(accounts).status == status


def test_the_day_of_what_happened_is_not_the_day_that_was_planned():
    plan = [account(f"{n}", status="planned", **days("2024-11-08")) for n in range(3)]
    state = derive([*plan, account("Last", hour=90, **days("2024-11-09"))])
    assert str(state.when.first) == "2024-11-09"
    assert "date" not in state.differences


def test_contradictions_are_kept_and_shown():
    accounts = [
        account("1", spot=KHARKIV, **days("2024-11-05")),
        account("2", spot=KHARKIV, hour=1, **days("2024-11-05")),
        account("3", spot=ODESA, type="attack", hour=2, **days("2024-11-07")),
        account("4", spot=UKRAINE, hour=3, **days("2024-11-01", "2024-11-30", "month")),
    ]
    found = derive(accounts).differences
    assert {field: [(side.value, side.sources) for side in sides] for field, sides in found.items()} == {
        "type": [("strike", ("1", "2", "4")), ("attack", ("3",))],
        "date": [
            ({"start": "2024-11-05", "end": "2024-11-05", "precision": "day"}, ("1", "2")),
            ({"start": "2024-11-07", "end": "2024-11-07", "precision": "day"}, ("3",)),
        ],
        "location": [
            ({"place_id": "name:Kharkiv", "name": "Kharkiv", "country": "UA"}, ("1", "2", "4")),
            ({"place_id": "name:Odesa", "name": "Odesa", "country": "UA"}, ("3",)),
        ],
    }


def test_a_claim_is_one_only_while_all_claim_it():
    claimed = [account("1", claimed_by="Russia"), account("2", claimed_by="Russia")]
    assert derive(claimed).claimed_by == "Russia"
    assert derive([*claimed, account("3")]).claimed_by is None


def test_several_voices_make_it_surer_and_copies_do_not():
    one = account("1")
    assert derive([one, account("2", copy_of=one.article_id)]).confidence == 0.8
    assert 0.8 < derive([one, account("2")]).confidence < derive([one, account("2"), account("3")]).confidence


def test_the_last_review_counts():
    rulings = [Ruling(kind="verify"), Ruling(kind="reject")]
    assert derive([account()], rulings[:1]).review == "verified"
    assert derive([account()], rulings).review == "rejected"


ACCOUNTS = st.lists(
    st.builds(
        account,
        source=st.sampled_from(["One", "Two", "Three", None]),
        hour=st.integers(0, 60),
        type=st.sampled_from(["strike", "attack"]),
        status=st.sampled_from(["happened", "planned", "denied"]),
        killed=st.none() | st.integers(0, 5),
        confidence=st.sampled_from([0.4, 0.9]),
        spot=st.sampled_from([None, KHARKIV, ODESA, UKRAINE]),
        parties=st.lists(st.sampled_from([party("Ali Hasan"), party("Hasan"), party("Omar", "target")])).map(
            tuple
        ),
    ),
    min_size=1,
    max_size=7,
)


@settings(deadline=None)
@given(accounts=ACCOUNTS, dice=st.randoms())
def test_the_order_of_accounts_makes_no_difference(accounts, dice):
    shuffled = list(accounts)
    dice.shuffle(shuffled)
    assert derive(shuffled) == derive(accounts)


@settings(deadline=None)
@given(accounts=ACCOUNTS)
def test_an_event_says_nothing_that_nobody_told(accounts):
    state = derive(accounts)
    assert state.type in {one.type for one in accounts}
    assert state.status in {one.status for one in accounts}
    assert state.spot in {one.spot for one in accounts}
    toll = state.killed
    assert toll.best is None or toll.low <= toll.best <= toll.high
    assert toll.best is None or toll.best in {one.killed for one in accounts}
    assert 1 <= state.independent_sources <= state.source_count <= state.report_count
