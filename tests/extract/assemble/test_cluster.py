from types import MappingProxyType

from app.extract.assemble import MergeWeights, cluster
from tests.extract.assemble.accounts import account, day, place

BY_PLACE = MergeWeights(MappingProxyType({"place=same": 1.0, "place=other": -5.0, "place=unknown": -1.0}), {})


def sentences(groups) -> list[list[int]]:
    return [[member.trigger.sentence for member in group] for group in groups]


def test_accounts_that_agree_are_one_happening():
    told = [account(sentence=i, where=place(name)) for i, name in enumerate(("Kharkiv", "Odesa", "Kharkiv"))]
    assert sentences(cluster(told, BY_PLACE)) == [[0, 2], [1]]


def test_nothing_known_keeps_apart():
    assert sentences(cluster([account(sentence=i) for i in range(3)], BY_PLACE)) == [[0], [1], [2]]


def test_one_contradicting_member_keeps_an_account_out():
    weights = MergeWeights(
        MappingProxyType({"date=same/2": 2.0, "date=other/2": -6.0, "date=unknown": 1.0}), {}
    )
    told = [account(when=day(3)), account(sentence=1), account(sentence=2, when=day(5))]
    assert sentences(cluster(told, weights)) == [[0, 1], [2]]


def test_no_accounts_no_groups():
    assert cluster([], BY_PLACE) == ()
