"""Accounts parted into happenings: groups grow by average link, the surest pair of groups first.

The answer is the same in whatever order the accounts come. What an editor put together is together before anything
else is looked at, and what he put apart never meets; two accounts of one article meet only by his word.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from app.merging.likeness import Weights, log_odds, odds_of
from app.merging.profile import Profile, profile_of
from app.merging.records import Account

Pair = tuple[UUID, UUID]

_CAP = 6.0  # log odds: one pair that is sure beyond doubt does not outvote three that doubt
_COMMON = 2.5  # nats: words and actors that more than every twelfth text has bring no two accounts before the scorer
_BEST = 0.0
_VETO = 0.03  # odds of one pair under which its groups never meet


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    groups: tuple[tuple[UUID, ...], ...]  # report ids, sorted, groups by their first
    doubtful: Mapping[
        Pair, float
    ]  # pairs of groups' first ids that an editor is asked about, with their odds


def partition(
    accounts: Iterable[Account],
    weights: Weights,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> Parted:
    """Part ``accounts`` into happenings. ``together`` and ``apart`` are pairs of report ids; ids that are not among
    the accounts do not count. Where the two contradict each other, together goes first."""
    return _Parting(sorted(accounts, key=lambda one: one.report_id), weights, together, apart).run()


class _Parting:
    def __init__(
        self, accounts: Sequence[Account], weights: Weights, together: Iterable[Pair], apart: Iterable[Pair]
    ) -> None:
        self.weights = weights
        self.profiles = [profile_of(account, weights.rarity) for account in accounts]
        self.place = {account.report_id: index for index, account in enumerate(accounts)}
        self.apart = {frozenset(pair) for pair in self._known(apart)}
        self.members: dict[int, list[int]] = {index: [index] for index in range(len(accounts))}
        self.scores = {pair: log_odds(*self._both(pair), weights) for pair in candidates(self.profiles)}
        self.near: dict[int, set[int]] = defaultdict(set)
        self._join_pinned(together)
        for i, j in self.scores:
            one, other = self._group(i), self._group(j)
            if one != other:
                self.near[one].add(other)
                self.near[other].add(one)

    def run(self) -> Parted:
        heap = [entry for one in self.members for other in self.near[one] if one < other
                for entry in self._entry(one, other)]  # fmt: skip
        heapq.heapify(heap)
        least = math.log(self.weights.merge / (1 - self.weights.merge))
        while heap:
            score, one, other, size = heapq.heappop(heap)
            if -score < least:
                break
            if one in self.members and other in self.members and size == self._size(one, other):
                self._join(one, other)
                for neighbour in sorted(self.near[one]):
                    for entry in self._entry(*sorted((one, neighbour))):
                        heapq.heappush(heap, entry)
        return Parted(
            groups=tuple(self._ids(group) for group in sorted(self.members)), doubtful=self._doubtful()
        )

    def _entry(self, one: int, other: int) -> Iterator[tuple[float, int, int, tuple[int, int]]]:
        score = self._link(one, other)
        if score > -math.inf:
            yield -score, one, other, self._size(one, other)

    def _link(self, one: int, other: int) -> float:
        """Mean log odds over the pairs of two groups; minus infinity where one pair forbids it."""
        total, best = 0.0, -math.inf
        for i in self.members[one]:
            for j in self.members[other]:
                odds = self._pair(i, j)
                if odds_of(odds) < _VETO:
                    return -math.inf
                odds = max(-_CAP, min(_CAP, odds))
                total, best = total + odds, max(best, odds)
        mean = total / (len(self.members[one]) * len(self.members[other]))
        return mean + _BEST * (best - mean)

    def _pair(self, i: int, j: int) -> float:
        pair = (i, j) if i < j else (j, i)
        a, b = self._both(pair)
        if a.account.article_id == b.account.article_id or frozenset(pair) in self.apart:
            return -math.inf
        if pair not in self.scores:
            self.scores[pair] = log_odds(a, b, self.weights)
        return self.scores[pair]

    def _join(self, one: int, other: int) -> None:
        """``other`` goes into ``one``, the lower number, which its neighbours then know."""
        self.members[one] = sorted(self.members[one] + self.members.pop(other))
        for neighbour in self.near.pop(other, set()):
            self.near[neighbour].discard(other)
            if neighbour != one:
                self.near[neighbour].add(one)
                self.near[one].add(neighbour)
        self.near[one].discard(other)

    def _join_pinned(self, together: Iterable[Pair]) -> None:
        for i, j in sorted(self._known(together)):
            one, other = sorted((self._group(i), self._group(j)))
            if one != other:
                self._join(one, other)

    def _group(self, index: int) -> int:
        if index in self.members:
            return index
        return next(group for group, members in self.members.items() if index in members)

    def _doubtful(self) -> dict[Pair, float]:
        found: dict[Pair, float] = {}
        for one in sorted(self.members):
            for other in sorted(self.near[one]):
                if one < other and (odds := odds_of(self._link(one, other))) >= self.weights.suggest:
                    found[self._ids(one)[0], self._ids(other)[0]] = odds
        return found

    def _both(self, pair: tuple[int, int]) -> tuple[Profile, Profile]:
        return self.profiles[pair[0]], self.profiles[pair[1]]

    def _known(self, pairs: Iterable[Pair]) -> Iterator[tuple[int, int]]:
        for one, other in pairs:
            if one in self.place and other in self.place and one != other:
                i, j = self.place[one], self.place[other]
                yield (i, j) if i < j else (j, i)

    def _size(self, one: int, other: int) -> tuple[int, int]:
        return len(self.members[one]), len(self.members[other])

    def _ids(self, group: int) -> tuple[UUID, ...]:
        return tuple(self.profiles[index].account.report_id for index in self.members[group])


def candidates(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    """Pairs that share an actor, a word or a place that not every text has: the rest is never compared."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        for bag in (profile.parties, profile.words):
            for key in bag.keys:
                if bag.weights[key] >= _COMMON:
                    holders[key].append(index)
    return {pair for found in holders.values() for pair in combinations(found, 2)}
