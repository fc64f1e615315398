"""Drawing with skew, and ids."""

from collections import Counter
from random import Random
from uuid import UUID

import pytest

from app.bench.chance import uuid7, weighted, zipf


def test_weights_are_what_is_drawn():
    bag, chance = weighted([("a", 1), ("b", 3)]), Random(1)
    drawn = Counter(bag.draw(chance) for _ in range(4_000))
    assert drawn["b"] / drawn["a"] == pytest.approx(3, rel=0.15)


def test_every_entry_is_drawn_and_the_first_most():
    bag, chance = zipf("abcdef"), Random(1)
    drawn = Counter(bag.draw(chance) for _ in range(5_000))
    assert "".join(sorted(drawn, key=lambda letter: -drawn[letter])) == "abcdef"


def test_ids_are_of_version_7_and_sort_by_time():
    chance = Random(1)
    made = [UUID(uuid7(chance, 1_700_000_000_000 + n)) for n in range(500)]
    assert made == sorted(made)
    assert len(set(made)) == 500
    assert {(id_.version, id_.variant) for id_ in made} == {(7, "specified in RFC 4122")}
    assert made[0].int >> 80 == 1_700_000_000_000
