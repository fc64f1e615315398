"""Many clients at once: how much is answered, how late, and whether anything fails."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from random import Random

from benchmarks.figures import percentile
from benchmarks.queries.asking import Asker

CLIENTS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    seconds: float
    milliseconds: Sequence[float]  # of each answer
    errors: Sequence[str]

    @property
    def rate(self) -> float:
        return len(self.milliseconds) / self.seconds

    def at(self, share: float) -> float:
        return percentile(self.milliseconds, share)


def crowd(port: int, paths: Sequence[str], seconds: float) -> Crowd:
    """32 clients that ask one of ``paths`` after the other for ``seconds``; in a process of their own, so that they
    and this program do not wait for each other."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_crowd, port, paths, seconds).result()


def _crowd(port: int, paths: Sequence[str], seconds: float) -> Crowd:
    begun = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        found = list(pool.map(lambda n: _client(port, paths, begun + seconds, n), range(CLIENTS)))
    return Crowd(
        seconds=time.monotonic() - begun,
        milliseconds=[ms for times, _ in found for ms in times],
        errors=[error for _, errors in found for error in errors],
    )


def _client(port: int, paths: Sequence[str], end: float, number: int) -> tuple[list[float], list[str]]:
    order = list(paths)
    Random(number).shuffle(order)
    times: list[float] = []
    errors: list[str] = []
    with Asker(port) as asker:
        while time.monotonic() < end:
            for path in order:
                try:
                    times.append(asker.timed(path))
                except Exception as error:  # whatever goes wrong is what is counted here
                    errors.append(f"{type(error).__name__}: {error}"[:300])
                if time.monotonic() >= end:
                    break
    return times, errors
