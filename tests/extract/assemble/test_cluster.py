from collections.abc import Callable
from types import MappingProxyType

import pytest

from app.extract.assemble import MergeWeights, cluster
from app.extract.assemble.cluster import _JOINS, Joined, _fits, joined
from app.extract.link import Linker
from app.extract.pipeline import Extractor
from app.extract.records import Document
from app.extract.who import Cast
from tests.extract.assemble.accounts import account, day, place

# the accounts made by hand have their trigger on the third word of a sentence: the first two strikes are one
TEXT = "\n".join(
    [
        "A missile strike killed nine people in the port on Monday.",
        "The deadly strike in the port on Monday was the first.",
        "A gunman shot the mayor of Quito last year.",
    ]
)
BY_PLACE = MergeWeights(MappingProxyType({"place=same": 1.0, "place=other": -5.0, "place=unknown": -1.0}), {})


@pytest.fixture(scope="module")
def linker(extractor: Extractor, cast_of: Callable[[str], tuple[Document, Cast]]) -> Linker:
    doc, cast = cast_of(TEXT)
    return Linker(doc, cast, extractor.encoder, extractor.encoder.read(doc), ())


def sentences(groups) -> list[list[int]]:
    return [[member.trigger.sentence for member in group] for group in groups]


def test_accounts_that_agree_are_one_happening(linker: Linker):
    told = [account(sentence=i, where=place(name)) for i, name in enumerate(("Kharkiv", "Odesa", "Kharkiv"))]
    assert sentences(cluster(told, BY_PLACE, linker)) == [[0, 2], [1]]


def test_nothing_known_keeps_apart(linker: Linker):
    assert sentences(cluster([account(sentence=i) for i in range(3)], BY_PLACE, linker)) == [[0], [1], [2]]


def test_one_contradicting_member_keeps_an_account_out(linker: Linker):
    weights = MergeWeights(
        MappingProxyType({"date=same/2": 2.0, "date=other/2": -6.0, "date=unknown": 1.0}), {}
    )
    told = [account(when=day(3)), account(sentence=1), account(sentence=2, when=day(5))]
    assert sentences(cluster(told, weights, linker)) == [[0, 1], [2]]


def test_what_the_encoder_reads_as_one_is_one(linker: Linker):
    weights = MergeWeights(MappingProxyType({"bias": -2.0, "read>0.1": 3.0}), {})
    told = [account(sentence=i) for i in range(3)]
    assert sentences(cluster(told, weights, linker)) == [[0, 1], [2]]


def test_a_groups_fit_is_the_mean_over_its_members(linker: Linker):
    """The encoder is asked for all members of all groups at once; each member must get its own answer."""
    weights = MergeWeights(
        MappingProxyType({f"read>{step}": 1.0 for step in (0.02, 0.1, 0.35, 0.65, 0.9)}), {}
    )
    groups = [
        [Joined(account(sentence=2), None), Joined(account(sentence=0), 1.0)],
        [Joined(account(sentence=1), None)],
    ]
    later = account(sentence=0, word="raid")
    alone = [
        [weights.score(m.account, later, linker.twins([m.account.trigger], later.trigger)[0]) for m in group]
        for group in groups
    ]
    assert _fits(groups, later, weights, linker) == [sum(row) / len(row) for row in alone]


@pytest.mark.parametrize(("odds", "groups"), [(_JOINS + 0.01, [[0, 1]]), (_JOINS - 0.01, [[0], [1]])])
def test_slightly_unlikely_accounts_still_join(linker: Linker, odds: float, groups: list[list[int]]):
    """An invented happening costs as much as one that is missed, so the bar lies below even odds."""
    assert odds < 0
    weights = MergeWeights(MappingProxyType({"bias": odds}), {})
    assert sentences(cluster([account(sentence=i) for i in range(2)], weights, linker)) == groups


def test_each_account_keeps_the_odds_that_brought_it_in(linker: Linker):
    told = [account(sentence=i, where=place(name)) for i, name in enumerate(("Kharkiv", "Odesa", "Kharkiv"))]
    groups = joined(told, BY_PLACE, linker)
    assert [[member.odds for member in group] for group in groups] == [[None, 1.0], [None]]


def test_no_accounts_no_groups(linker: Linker):
    assert cluster([], BY_PLACE, linker) == ()
