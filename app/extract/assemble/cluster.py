"""Gather the accounts of one happening: each account joins the earlier group that it fits best, or opens its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.extract.assemble.account import Account
from app.extract.assemble.same import MergeWeights
from app.extract.taxonomy import TYPES

Group = tuple[Account, ...]

# A group is known by its last few members, and an account looks back over so many groups of its family and no more:
# with all pairs compared, an article of 145,000 characters took over two minutes.
_MEMBERS = 6
_GROUPS = 40


@dataclass(frozen=True, slots=True)
class Joined:
    """An account in its group."""

    account: Account
    odds: float | None  # log odds that it tells of what the group told before it; None for the first


def cluster(accounts: Sequence[Account], weights: MergeWeights) -> tuple[Group, ...]:
    """Groups in the order of their first mention. A group's score is the mean over its members, so that a chain of
    half-fitting accounts does not pull two happenings into one."""
    return tuple(tuple(member.account for member in group) for group in joined(accounts, weights))


def joined(accounts: Sequence[Account], weights: MergeWeights) -> tuple[tuple[Joined, ...], ...]:
    """The groups of ``cluster`` with the odds that made them."""
    groups: list[list[Joined]] = []
    families: dict[str, list[list[Joined]]] = {}
    for account in accounts:
        candidates = families.setdefault(TYPES[account.trigger.type].family, [])
        fits = [_fit(group, account, weights) for group in candidates[-_GROUPS:]]
        best = max(range(len(fits)), key=lambda place: fits[place], default=None)
        if best is not None and fits[best] > 0:
            candidates[-_GROUPS:][best].append(Joined(account, fits[best]))
            continue
        group = [Joined(account, None)]
        groups.append(group)
        candidates.append(group)
    return tuple(tuple(group) for group in groups)


def _fit(group: Sequence[Joined], account: Account, weights: MergeWeights) -> float:
    members = group[-_MEMBERS:]
    return sum(weights.score(member.account, account) for member in members) / len(members)
