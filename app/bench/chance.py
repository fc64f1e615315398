"""Drawing from lists whose first entries are drawn far more often than their last."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bag(Generic[T]):
    """``sums`` are the weights of ``items``, added up."""

    items: Sequence[T]
    sums: Sequence[float]

    def draw(self, chance: Random) -> T:
        return self.items[bisect(self.sums, chance.random() * self.sums[-1], 0, len(self.items) - 1)]


def weighted(items: Iterable[tuple[T, float]]) -> Bag[T]:
    pairs = list(items)
    return Bag([item for item, _ in pairs], list(accumulate(weight for _, weight in pairs)))


def zipf(items: Sequence[T], power: float = 1.0, shift: float = 1.0) -> Bag[T]:
    """The n-th, counted from 0, with weight 1 / (n + shift) ** power."""
    return weighted((item, (rank + shift) ** -power) for rank, item in enumerate(items))


def by(items: Iterable[T], weight: Callable[[T], float]) -> Bag[T]:
    return weighted((item, weight(item)) for item in items)


def uuid7(chance: Random, milliseconds: int) -> str:
    """A UUIDv7 of that time as 32 hexadecimal digits (RFC 9562, 5.7)."""
    bits = chance.getrandbits(74)
    return f"{milliseconds:012x}7{bits >> 62:03x}{(bits >> 60 & 3) | 8:x}{bits & (1 << 60) - 1:015x}"
