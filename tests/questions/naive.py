"""The filter as a person would read it, one event after the other, from the parameters as they are sent."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from tests.questions.world import ACTORS, Made, State

Params = Mapping[str, Sequence[str]]


def _fits(made: Made, state: State, params: Params) -> bool:
    """Whether each of ``params`` holds for ``state`` of ``made``."""
    return all(CHECKS[name](made, state, values) for name, values in params.items())


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _from(text: str) -> datetime:
    return datetime.fromisoformat(text if "T" in text else f"{text}T00:00:00Z").astimezone(UTC)


def _until(text: str) -> datetime:
    return _from(text) if "T" in text else _from(text) + timedelta(days=1, microseconds=-1)


def _published(state: State, params: Params) -> bool:
    """Both ends hold of one report."""
    first = [_from(text) for text in params.get("published_from", ())]
    last = [_until(text) for text in params.get("published_to", ())]
    return any(
        all(at >= moment for moment in first) and all(at <= moment for moment in last)
        for at, _ in state.reports
    )


def _bears(id_: str, name: str) -> bool:
    return name == id_ or name.lower() in {known.lower() for known in ACTORS[id_]}


def _pair(state: State, text: str) -> bool:
    ids = {id_ for id_, _, _ in state.parts}
    one, other = text.split(",")
    return any(_bears(a, one) and _bears(b, other) for a in ids for b in ids if a != b)


def _place(state: State, name: str) -> bool:
    return state.spot is not None and (name in state.spot.answers or name.lower() in state.spot.answers)


def _box(state: State, text: str) -> bool:
    west, south, east, north = map(float, text.split(","))
    if state.latitude is None or state.longitude is None or not south <= state.latitude <= north:
        return False
    return (west <= state.longitude <= east) if west <= east else not east < state.longitude < west


def _near(state: State, text: str) -> bool:
    """By the angle between two vectors, not by the formula that SQL has."""
    latitude, longitude, km = map(float, text.split(","))
    if state.latitude is None or state.longitude is None:
        return False
    one, other = _vector(latitude, longitude), _vector(state.latitude, state.longitude)
    cosine = sum(a * b for a, b in zip(one, other, strict=True))
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine))) <= km


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    up, round_ = math.radians(latitude), math.radians(longitude)
    return math.cos(up) * math.cos(round_), math.cos(up) * math.sin(round_), math.sin(up)


def _says(state: State, q: str) -> bool:
    """Words and phrases side by side must all be there, OR separates, a dash excludes."""
    words = " ".join(state.told).split()
    return any(
        all(
            (re.sub("^-", "", term).strip('"').split() in _runs(words)) != term.startswith("-")
            for term in re.findall(r'-?"[^"]+"|\S+', part)
        )
        for part in q.split(" OR ")
    )


def _runs(words: list[str]) -> list[list[str]]:
    return [words[start : start + size] for size in (1, 2, 3) for start in range(len(words))]


def _actor(state: State, params: Params) -> bool:
    names, roles = params.get("actor", ()), params.get("actor_role", ())
    return any(
        (not names or any(_bears(id_, name) for name in names)) and (not roles or role in roles)
        for id_, role, _ in state.parts
    )


def _folded(names: Sequence[str]) -> set[str]:
    return {name.casefold() for name in names}


CHECKS = {
    "q": lambda made, state, values: _says(state, values[0]),
    "type": lambda made, state, values: state.type in values,
    "family": lambda made, state, values: state.family in values,
    "status": lambda made, state, values: state.status in values,
    "country": lambda made, state, values: (
        state.spot is not None and state.spot.country in {v.upper() for v in values}
    ),
    "pair": lambda made, state, values: any(_pair(state, value) for value in values),
    "place": lambda made, state, values: any(_place(state, value) for value in values),
    "bbox": lambda made, state, values: _box(state, values[0]),
    "near": lambda made, state, values: _near(state, values[0]),
    "from": lambda made, state, values: state.last is not None and state.last >= _day(values[0]),
    "to": lambda made, state, values: state.first is not None and state.first <= _day(values[0]),
    "ingested_from": lambda made, state, values: made.ingested >= _from(values[0]),
    "ingested_to": lambda made, state, values: made.ingested <= _until(values[0]),
    "source": lambda made, state, values: bool(_folded(values) & _folded(list(state.sources))),
    "min_sources": lambda made, state, values: len(state.sources) >= int(values[0]),
    "min_confidence": lambda made, state, values: state.confidence >= float(values[0]),
    "verified": lambda made, state, values: (state.review == "verified") == (values[0] == "true"),
}


def meant(made: Made, state: State | None, params: Params, *, rejected: bool = False) -> bool:
    """Whether ``state`` of ``made`` is what ``params`` ask for; ``rejected`` ones are in the feed alone."""
    alone = {name: values for name, values in params.items() if name in CHECKS}
    if state is None or (state.review == "rejected" and not rejected) or not _fits(made, state, alone):
        return False
    if {"published_from", "published_to"} & set(params) and not _published(state, params):
        return False
    return not {"actor", "actor_role"} & set(params) or _actor(state, params)
