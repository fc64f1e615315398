"""What an article as a whole speaks of: weighed countries, divisions and corners of the world.

Each group of equal names spreads one vote over its meanings. Read for one group, its own vote is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.extract.where.gazetteer import Candidate

Cell = tuple[int, int]
_DEGREES = 0.4  # the side of a cell
_NAMED = 0.5  # of a vote
_LEAST = 0.05  # of a vote: what is less likely puts nobody on the map
_POINTS = frozenset({"city", "seat", "capital", "site", "admin2"})


@dataclass(frozen=True, slots=True)
class Vote:
    """How one group of equal names spreads over countries, divisions and cells of the map."""

    weight: float
    countries: Mapping[str, float]
    states: Mapping[str, float]  # first-level divisions that are named
    divisions: Mapping[str, float]  # those, and the divisions of its towns
    cells: Mapping[Cell, float]


@dataclass(slots=True)
class Evidence:
    """The sum of the article's votes."""

    weight: float = 0.0
    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    states: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    divisions: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    cells: dict[Cell, float] = field(default_factory=lambda: defaultdict(float))
    style: Mapping[str, float] = field(
        default_factory=dict
    )  # how far the words are those of a country's press

    american_states: bool = False  # one of them is named

    def add(self, vote: Vote) -> None:
        self.weight += vote.weight
        for mine, its in (
            (self.countries, vote.countries),
            (self.states, vote.states),
            (self.divisions, vote.divisions),
        ):
            for code, share in its.items():
                mine[code] += share
        for cell, share in vote.cells.items():
            self.cells[cell] += share
        self.american_states = self.american_states or any(
            share > _NAMED and code.startswith("US.") for code, share in vote.states.items()
        )

    def near(self, one: Candidate, own: Vote) -> tuple[float, float]:
        """The votes of other names for places within one or two degrees of ``one``, and within half a degree."""
        middle = cell_of(one)
        if middle is None:
            return 0.0, 0.0
        y, x = middle
        wide = beside = 0.0
        for cell, votes in self.cells.items():
            dy, dx = cell[0] - y, cell[1] - x
            if -4 < dy < 4 and -4 < dx < 4:
                rest = max(votes - own.cells.get(cell, 0.0), 0.0)
                wide += rest
                if -2 < dy < 2 and -2 < dx < 2:
                    beside += rest
        return wide, beside


def cell_of(one: Candidate) -> Cell | None:
    if one.latitude is None or one.longitude is None:
        return None
    return round(one.latitude / _DEGREES), round(one.longitude / _DEGREES)


def vote_of(candidates: Sequence[Candidate], shares: Sequence[float], weight: float) -> Vote:
    """The vote of a group whose meanings have the probabilities ``shares``."""
    countries: dict[str, float] = defaultdict(float)
    states: dict[str, float] = defaultdict(float)
    divisions: dict[str, float] = defaultdict(float)
    cells: dict[Cell, float] = defaultdict(float)
    for one, share in zip(candidates, shares, strict=True):
        part = share * weight
        if part < 0.01:
            continue
        if one.country:
            countries[one.country] += part
        if one.admin1:
            divisions[one.admin1] += part
            if one.kind == "admin1":
                states[one.admin1] += part
        if part > _LEAST and one.kind in _POINTS and (cell := cell_of(one)):
            cells[cell] += part
    return Vote(weight, countries, states, divisions, cells)


def country_vote(country: str, weight: float) -> Vote:
    """The vote of a demonym."""
    return Vote(weight, {country: weight}, {}, {}, {})
