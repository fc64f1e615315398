"""Gather the accounts of one happening: each account joins the earlier group that it fits best, or opens its own."""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.assemble.account import Account
from app.extract.assemble.same import MergeWeights

Group = tuple[Account, ...]


def cluster(accounts: Sequence[Account], weights: MergeWeights) -> tuple[Group, ...]:
    """Groups in the order of their first mention. A group's score is the mean over its members, so that a chain of
    half-fitting accounts does not pull two happenings into one."""
    groups: list[list[Account]] = []
    for account in accounts:
        scored = [(_fit(group, account, weights), -i) for i, group in enumerate(groups)]
        best, place = max(scored, default=(0.0, 0))
        if scored and best > 0:
            groups[-place].append(account)
        else:
            groups.append([account])
    return tuple(tuple(group) for group in groups)


def _fit(group: Sequence[Account], account: Account, weights: MergeWeights) -> float:
    return sum(weights.score(member, account) for member in group) / len(group)
