"""Gather the accounts of one happening: each account joins the earlier group that it fits best, or opens its own."""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.assemble.account import Account
from app.extract.assemble.same import MergeWeights
from app.extract.taxonomy import TYPES

Group = tuple[Account, ...]

# A group is known by its last few members, and an account looks back over so many groups of its family and no more:
# with all pairs compared, an article of 145,000 characters took over two minutes.
_MEMBERS = 6
_GROUPS = 40


def cluster(accounts: Sequence[Account], weights: MergeWeights) -> tuple[Group, ...]:
    """Groups in the order of their first mention. A group's score is the mean over its members, so that a chain of
    half-fitting accounts does not pull two happenings into one."""
    groups: list[list[Account]] = []
    families: dict[str, list[list[Account]]] = {}
    for account in accounts:
        candidates = families.setdefault(TYPES[account.trigger.type].family, [])
        best = max(candidates[-_GROUPS:], key=lambda group: _fit(group, account, weights), default=None)
        if best is not None and _fit(best, account, weights) > 0:
            best.append(account)
            continue
        group = [account]
        groups.append(group)
        candidates.append(group)
    return tuple(tuple(group) for group in groups)


def _fit(group: Sequence[Account], account: Account, weights: MergeWeights) -> float:
    members = group[-_MEMBERS:]
    return sum(weights.score(member, account) for member in members) / len(members)
