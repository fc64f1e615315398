"""What speaks for one meaning of a name: figures that the weights of ``data/places_model.json`` add up.

The written figures need the name and its neighbours only; the article's figures need what the other names mean.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from app.extract.where import words
from app.extract.where.contain import TOWNS, is_inside
from app.extract.where.evidence import Evidence, Vote
from app.extract.where.gazetteer import Candidate

WRITTEN = (
    "size",
    "metropolis",
    "size_division",
    "size_district",
    "country",
    "admin1",
    "admin2",
    "capital",
    "seat",
    "city",
    "curated",
    "alternate",
    "short",
    "division_noun",
    "county_noun",
    "town_noun",
    "inside",
    "outside",
    "told",
    "twin",
    "twin_english",
    "us",
    "english",
)
OF_ARTICLE = (
    "country_share",
    "country_named",
    "state_share",
    "division_share",
    "state_named",
    "absent",
    "style",
    "near",
    "near_many",
    "beside",
    "us_with_states",
    "us_without_states",
    "country_beside_states",
    "home",
)
_DOUBTED = 0.4  # American papers write of the country Lebanon, too
_ENGLISH = frozenset({"GB", "CA", "AU", "NZ", "IE"})
_SIZED = frozenset({*TOWNS, "site"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the text writes about a name: the noun after it, what contains it, how it was once written out."""

    noun: str
    containers: tuple[Candidate, ...]
    told: Candidate | None
    towns: frozenset[str | None]  # first-level divisions with a town of that name
    may_be_country: bool


def written(asked: Asked, one: Candidate) -> tuple[float, ...]:
    """The figures in the order of ``WRITTEN``."""
    kind, noun = one.kind, asked.noun
    town = kind in TOWNS
    wide = [outer for outer in asked.containers if outer.kind in ("country", "admin1", "admin2")]
    inside = any(is_inside(one, outer) for outer in asked.containers)
    twin = kind == "admin1" and one.admin1 in asked.towns
    size = math.log10(one.weight + 30.0)
    return (
        size if town else 0.0,
        max(size - 6.0, 0.0) if town else 0.0,
        size if kind == "admin1" else 0.0,
        size if kind == "admin2" else 0.0,
        float(kind == "country"),
        float(kind == "admin1"),
        float(kind == "admin2"),
        float(kind == "capital"),
        float(kind == "seat"),
        float(kind == "city"),
        float(kind in ("site", "region")),
        float(one.rank == 1),
        float(one.rank == 3),
        float(noun in words.DIVISION_NOUNS and noun != "county" and kind in ("admin1", "admin2", "region")),
        float(noun == "county" and kind == "admin2"),
        float(noun in words.TOWN_NOUNS and town),
        float(inside),
        float(bool(wide) and not inside),
        float(asked.told is not None and asked.told.id == one.id),
        float(twin),
        float(twin and (one.country == "US" or one.country in _ENGLISH)),
        float(one.country == "US"),
        float(one.country in _ENGLISH),
    )


def of_article(
    asked: Asked, one: Candidate, evidence: Evidence, own: Vote, home: str | None
) -> tuple[float, ...]:
    """The figures in the order of ``OF_ARTICLE``; ``own`` is the vote of the name that is being resolved."""
    rest = max(evidence.weight - own.weight, 0.0)
    country = _rest(evidence.countries, own.countries, one.country)
    state = _rest(evidence.states, own.states, one.admin1)
    division = _rest(evidence.divisions, own.divisions, one.admin1)
    near, beside = evidence.near(one, own)
    states = evidence.american_states
    return (
        country / (rest + 0.5),
        min(country, 1.0),
        state / (rest + 0.5),
        division / (rest + 0.5),
        min(state, 1.0),
        float(one.country is not None and country < 0.1 and rest > 2.0),
        evidence.style.get(one.country or "", 0.0) * (_DOUBTED if asked.may_be_country else 1.0),
        min(near, 1.0),
        math.log1p(near),
        min(beside, 1.0),
        float(states and one.country == "US"),
        # the United States are named in most articles of the world without being their scene
        0.0 if states or one.country != "US" else country / (rest + 0.5),
        float(states and one.kind == "country"),
        float(home is not None and one.country == home),
    )


def _rest(all_: Mapping[str, float], own: Mapping[str, float], code: str | None) -> float:
    if not code or code not in all_:
        return 0.0
    return max(all_[code] - own.get(code, 0.0), 0.0)
