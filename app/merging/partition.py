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
from itertools import combinations, product
from uuid import UUID

from app.merging.likeness import Weights, log_odds, odds_of
from app.merging.profile import Profile, profile_of
from app.merging.records import Account

Pair = tuple[UUID, UUID]

_CAP = 6.0  # log odds: one pair that is sure beyond doubt does not outvote three that doubt
_COMMON = 2.5  # nats: words and actors that more than every twelfth text has bring no two accounts before the scorer
# How far the surest pair of two groups pulls their mean towards it: an account that leaves most things out drags the
# mean down, and says nothing against. Of 0, 0.25, 0.5 and 1 this kept precision and gained a little recall.
_BEST = 0.25
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
    whole: Iterable[Pair] = (),
) -> Parted:
    """Part ``accounts`` into happenings. ``together`` and ``apart`` are pairs of report ids that an editor put together
    or apart, ``whole`` pairs that are not parted anew; ids that are not among the accounts do not count. Where they
    contradict each other, together goes first.

    What an editor put together may be told so differently that nothing is like all of it: to be like one side of it,
    a group that it would fall into without him, is enough.
    """
    ordered = sorted(accounts, key=lambda one: one.report_id)
    return _Parting(ordered, weights, list(together), list(apart), list(whole)).run()


class _Parting:
    def __init__(
        self,
        accounts: Sequence[Account],
        weights: Weights,
        together: Sequence[Pair],
        apart: Sequence[Pair],
        whole: Sequence[Pair],
    ) -> None:
        self.weights = weights
        self.profiles = [profile_of(account, weights.rarity) for account in accounts]
        self.place = {account.report_id: index for index, account in enumerate(accounts)}
        self.apart = {frozenset(pair) for pair in self._known(apart)}
        self.members: dict[int, list[int]] = {index: [index] for index in range(len(accounts))}
        self.sides: dict[int, list[list[int]]] = {index: [[index]] for index in self.members}
        self.scores = {pair: log_odds(*self._both(pair), weights) for pair in candidates(self.profiles)}
        self.near: dict[int, set[int]] = defaultdict(set)
        self._join_pinned([*whole, *together])
        self._find_sides(accounts, together, whole)
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
        """That of the two sides which are most alike; minus infinity where one pair of the groups is barred."""
        sides = list(product(self.sides[one], self.sides[other]))
        if len(sides) > 1 and any(self._barred(i, j) for i in self.members[one] for j in self.members[other]):
            return -math.inf
        return max(self._likeness(mine, theirs) for mine, theirs in sides)

    def _likeness(self, mine: Sequence[int], theirs: Sequence[int]) -> float:
        """Mean log odds over the pairs of two sides; minus infinity where one pair forbids it."""
        total, best = 0.0, -math.inf
        for i in mine:
            for j in theirs:
                odds = self._pair(i, j)
                if odds_of(odds) < _VETO:
                    return -math.inf
                odds = max(-_CAP, min(_CAP, odds))
                total, best = total + odds, max(best, odds)
        mean = total / (len(mine) * len(theirs))
        return mean + _BEST * (best - mean)

    def _pair(self, i: int, j: int) -> float:
        pair = (i, j) if i < j else (j, i)
        if self._barred(*pair):
            return -math.inf
        if pair not in self.scores:
            self.scores[pair] = log_odds(*self._both(pair), self.weights)
        return self.scores[pair]

    def _barred(self, i: int, j: int) -> bool:
        a, b = self._both((i, j))
        return a.account.article_id == b.account.article_id or frozenset((i, j)) in self.apart

    def _join(self, one: int, other: int) -> None:
        """``other`` goes into ``one``, the lower number, which its neighbours then know."""
        pairs = list(product(self.sides[one], self.sides.pop(other)))
        mine, theirs = max(pairs, key=lambda pair: self._likeness(*pair)) if len(pairs) > 1 else pairs[0]
        rest = {tuple(side) for pair in pairs for side in pair} - {tuple(mine), tuple(theirs)}
        self.sides[one] = [sorted([*mine, *theirs]), *sorted(map(list, rest))]
        self.members[one] = sorted(self.members[one] + self.members.pop(other))
        for neighbour in self.near.pop(other, ()):
            self.near[neighbour].discard(other)
            if neighbour != one:
                self.near[neighbour].add(one)
                self.near[one].add(neighbour)
        self.near[one].discard(other)

    def _find_sides(
        self, accounts: Sequence[Account], together: Iterable[Pair], whole: Sequence[Pair]
    ) -> None:
        """Of each group that an editor put together: the groups that its accounts would fall into without him."""
        for group in sorted({self._group(i) for i, _ in self._known(together)}):
            own = [accounts[index] for index in self.members[group]]
            found = _Parting(own, self.weights, [], [], whole).run().groups
            self.sides[group] = [[self.place[id_] for id_ in side] for side in found]

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
