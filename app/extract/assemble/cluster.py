"""Gather the accounts of one happening: each account joins the earlier group that it fits best, or opens its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.extract.assemble.account import Account
from app.extract.assemble.same import MergeWeights
from app.extract.link import Linker
from app.extract.taxonomy import MUTUAL, TYPES
from app.extract.who import Cast

Group = tuple[Account, ...]

# A group is known by its last few members, and an account looks back over so many groups of its family and no more:
# with all pairs compared, an article of 145,000 characters took over two minutes.
_MEMBERS = 6
# Log odds from which an account joins a group. Below nought, since a happening told twice counts as an invented one:
# on kept-aside articles precision gains more from it than recall loses.
_JOINS = -0.9
_GROUPS = 40


@dataclass(frozen=True, slots=True)
class Joined:
    """An account in its group."""

    account: Account
    odds: float | None  # log odds that it tells of what the group told before it; None for the first


def cluster(accounts: Sequence[Account], weights: MergeWeights, linker: Linker) -> tuple[Group, ...]:
    """Groups in the order of their first mention. A group's score is the mean over its members, so that a chain of
    half-fitting accounts does not pull two happenings into one."""
    return tuple(tuple(member.account for member in group) for group in joined(accounts, weights, linker))


def joined(
    accounts: Sequence[Account], weights: MergeWeights, linker: Linker
) -> tuple[tuple[Joined, ...], ...]:
    """The groups of ``cluster`` with the odds that made them."""
    groups: list[list[Joined]] = []
    families: dict[str, list[list[Joined]]] = {}
    for account in accounts:
        candidates = families.setdefault(TYPES[account.trigger.type].family, [])
        near = candidates[-_GROUPS:]
        fits = _fits(near, account, weights, linker)
        best = max(range(len(near)), key=fits.__getitem__, default=None)
        if best is not None and fits[best] > _JOINS:
            near[best].append(Joined(account, fits[best]))
            continue
        group = [Joined(account, None)]
        groups.append(group)
        candidates.append(group)
    return tuple(tuple(group) for group in groups)


def _fits(
    groups: Sequence[Sequence[Joined]], account: Account, weights: MergeWeights, linker: Linker
) -> list[float]:
    """How well an account fits each group; the encoder is asked once for all."""
    members = [[member.account for member in group[-_MEMBERS:]] for group in groups]
    read = iter(linker.twins([m.trigger for row in members for m in row], account.trigger))
    fits = [sum(weights.score(m, account, next(read)) for m in row) / len(row) for row in members]
    doers = _doers(account, linker.cast)
    opposed = (any(doers and (d := _doers(m, linker.cast)) and not doers & d for m in row) for row in members)
    return [float("-inf") if apart else fit for fit, apart in zip(fits, opposed, strict=True)]


def _doers(account: Account, cast: Cast) -> frozenset[str]:
    """The countries whose people do violence here. What one state does to another and what that one does in return
    are two happenings, however alike they are told; in a clash both fight."""
    kind = account.trigger.type
    if TYPES[kind].family != "conflict" or kind in MUTUAL:
        return frozenset()
    return frozenset(c for entity in account.entities("source") if (c := cast.entities[entity].country))
