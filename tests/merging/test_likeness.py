"""What speaks for and against one happening."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.merging import Party, Spot, Weights, likeness
from app.merging.features import confusable
from app.merging.likeness import log_odds
from app.merging.profile import profile_of
from app.merging.words import content_words
from tests.merging.accounts import KHARKIV, OPENING, SOURCE, TARGET, account

ODESA = Spot(
    place_id="geonames:698740",
    name="Odesa",
    country="UA",
    admin1="Odesa",
    latitude=46.48,
    longitude=30.73,
    precision="city",
)
NEXT_DAY = {"first": date(2024, 5, 11), "last": date(2024, 5, 11)}
WEIGHTS = Weights.load()


def odds(**changes: object) -> float:
    return likeness(account(1), account(2, **changes), WEIGHTS).odds


def test_two_accounts_alike_are_one_happening():
    assert odds() > 0.95


@pytest.mark.parametrize(
    "against",
    [
        NEXT_DAY,
        {"spot": ODESA},
        {"type": "statement", "family": "speech"},
        {"killed": 1, "published": datetime(2024, 5, 11, 12, tzinfo=UTC)},
        {"parties": (replace(SOURCE, actor_id="country:IL", name="Israel", country="IL"), TARGET)},
        {"words": content_words("A drone burned out a grain store by the port."), "context": frozenset()},
    ],
    ids=["next day", "other city", "other type", "lower toll later", "other doer", "other words"],
)
def test_what_differs_speaks_against(against: dict[str, object]):
    assert odds(**against) < odds()


def test_a_strike_on_the_next_day_is_another():
    """Two strikes on one city on following days, each with its own day: the words may agree as they will."""
    assert odds(**NEXT_DAY) < odds() - 0.1
    own = account(2, **NEXT_DAY, killed=3, published=datetime(2024, 5, 11, 12, tzinfo=UTC))
    told = "Guided bombs fell on the Kyivskyi district of Kharkiv on Saturday, three people died."
    other = replace(
        own, words=content_words(told), context=content_words(told), title="Bombs fall on Kharkiv"
    )
    assert likeness(account(1), other, WEIGHTS).odds < WEIGHTS.merge


def test_a_day_of_publication_says_less_than_a_day_of_its_own():
    assert odds(**NEXT_DAY) < odds(**NEXT_DAY, date_basis="publication")


def test_a_toll_that_rises_is_no_contradiction():
    later = {"published": datetime(2024, 5, 11, 12, tzinfo=UTC)}
    assert odds(**later, killed=9) > odds(**later, killed=5)


@pytest.mark.parametrize(
    "unknown",
    [{"spot": None}, {"killed": None}, {"parties": ()}, {"title": None}],
    ids=["place", "toll", "actors", "title"],
)
def test_what_one_side_leaves_out_is_not_held_against_it(unknown: dict[str, object]):
    """No feature that the field would have given is there."""
    name = {"spot": "place", "killed": "killed", "parties": "doers", "title": "title"}[next(iter(unknown))]
    parts = likeness(account(1), account(2, **unknown), WEIGHTS).parts
    assert not [part for part in parts if part.startswith(name)]
    assert odds(**unknown) > 0.5


def test_a_common_actor_in_common_says_less_than_a_rare_one():
    rarity = WEIGHTS.rarity
    assert rarity.actor("country:US") < rarity.actor("country:MW")


def test_a_visit_announced_may_be_the_visit_made():
    planned = {"type": "visit", "family": "diplomacy", "killed": None, "status": "planned"}
    made = account(2, **planned | {"status": "happened"})
    assert likeness(account(1, **planned), made, WEIGHTS).odds > 0.9


def test_a_name_written_otherwise_is_the_same_party():
    long = Party(
        actor_id="person:UA:oleh-syniehubov",
        name="Oleh Syniehubov",
        role="source",
        country="UA",
        kind="person",
    )
    short = replace(long, actor_id="person:UA:syniehubov", name="Syniehubov")
    other = replace(long, actor_id="person:UA:ihor-terekhov", name="Ihor Terekhov")
    one, same, not_same = (
        likeness(account(1, parties=(long,)), account(2, parties=(party,)), WEIGHTS)
        for party in (long, short, other)
    )
    assert "persons.other" not in {**one.parts, **same.parts}
    assert "persons.other" in not_same.parts


@pytest.mark.parametrize(
    "changes", [{}, NEXT_DAY, {"killed": 4}, {"spot": None, "first": None, "last": None}]
)
def test_the_order_of_a_pair_says_nothing(changes: dict[str, object]):
    a, b = account(1), account(2, **changes)
    assert likeness(a, b, WEIGHTS).odds == pytest.approx(likeness(b, a, WEIGHTS).odds)


def test_parts_add_up():
    one, other = account(1), account(2, **NEXT_DAY)
    found = likeness(one, other, WEIGHTS)
    rarity = WEIGHTS.rarity
    total = log_odds(profile_of(one, rarity), profile_of(other, rarity), WEIGHTS)
    assert sum(found.parts.values()) == pytest.approx(total)


def test_confusable_types_go_both_ways():
    assert ("arrest", "attack") in confusable()
    assert ("attack", "arrest") in confusable()


def test_the_card_says_what_the_weights_are_from():
    assert WEIGHTS.card["articles"]
    assert WEIGHTS.card["method"].startswith("logistic regression")
    assert 0 < WEIGHTS.suggest < WEIGHTS.merge < 1


def test_pairs_are_scored_fast():
    """20,000 a second was asked for; far below what it takes, so that a busy machine does not fail it."""
    profiles = [
        profile_of(
            account(n, first=date(2024, 5, 1) + timedelta(days=n), context=content_words(OPENING)),
            WEIGHTS.rarity,
        )
        for n in range(1, 30)
    ]
    start = time.process_time()
    for a in profiles:
        for b in profiles:
            log_odds(a, b, WEIGHTS)
    assert len(profiles) ** 2 / (time.process_time() - start) > 5000


def test_the_place_of_the_other_end_of_a_country_is_apart():
    parts = likeness(account(1, spot=KHARKIV), account(2, spot=ODESA), WEIGHTS).parts
    assert parts["place.apart"] < 0


def test_violence_in_two_cities_is_two_happenings():
    """One day, one attacker, like words: another city is another scene."""
    told = "Russian missiles hit grain silos in the port of Odesa before dawn, killing seven people."
    port = {"words": content_words(told), "context": content_words(told), "title": "Missiles hit Odesa"}
    assert odds(**port, spot=ODESA) < WEIGHTS.merge
    assert odds(**port, spot=ODESA) < odds(**port) - 0.2
