"""The status of a happening from those of its mentions."""

from dataclasses import replace

import pytest

from app.extract.assemble.report import status_in
from app.extract.records import Status
from tests.extract.assemble.accounts import account, day


def told(status: Status, *, noun: bool = True, definite: bool = False, dated: bool = False):
    return replace(account(status=status, when=day(3) if dated else None), noun=noun, definite=definite)


@pytest.mark.parametrize(
    ("mentions", "status"),
    [
        ([told("happened")], "happened"),
        ([told("planned")], "planned"),
        ([told("happened", definite=True)], "happened"),
        ([told("planned"), told("happened", noun=False)], "happened"),
        ([told("planned"), told("happened", definite=True)], "planned"),
        ([told("planned"), told("happened", definite=True, dated=True)], "happened"),
        ([told("planned"), told("denied")], "denied"),
        ([told("happened", definite=True), told("denied")], "denied"),
        ([told("happened", noun=False), told("denied", noun=False)], "happened"),
    ],
)
def test_facts_make_it_one_and_nouns_only_take_it_up(mentions, status: Status):
    assert status_in(mentions) == status
