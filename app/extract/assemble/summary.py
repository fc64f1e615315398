"""One line that says what happened: the article's own words where a verb tells it, else a phrase for the type."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from app.extract.records import Actor, Place, Status
from app.extract.taxonomy import MUTUAL

_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    verb: str
    infinitive: str
    noun: str
    link: str


@cache
def phrases() -> Mapping[str, Phrase]:
    """How each type is put into words. Source: ``data/phrasing.tsv``."""
    text = files("app.extract").joinpath("data/phrasing.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return MappingProxyType(
        {r["type"]: Phrase(r["verb"], r["infinitive"], r["noun"], r["link"]) for r in rows}
    )


def summarise(kind: str, status: Status, actors: Sequence[Actor], location: Place | None) -> str:
    """A line such as "Israel strikes Iran", "Talks between A and B in Baghdad", "Attack in Tunis".

    A planned event reads "A to visit B", a denied one "Called off or denied: ...".
    """
    phrase = phrases()[kind]
    if kind in MUTUAL:
        line = _mutual(phrase, actors)
    else:
        line = _directed(phrase, status, actors, location if kind == "visit" else None)
    if location is not None and location.name not in line and _shown(location) not in line:
        line = f"{line} ({_shown(location)})"
    return f"Called off or denied: {line}" if status == "denied" else line


def _mutual(phrase: Phrase, actors: Sequence[Actor]) -> str:
    names = _names(actors)
    if len(actors) > 1:
        return f"{phrase.noun} between {names}"
    return f"{phrase.noun} with {names}" if names else phrase.noun


def _directed(phrase: Phrase, status: Status, actors: Sequence[Actor], destination: Place | None) -> str:
    source = _names([a for a in actors if a.role == "source"])
    target = _shown(destination) if destination else _names([a for a in actors if a.role == "target"])
    if not source:
        return f"{phrase.noun} {phrase.link} {target}" if target else phrase.noun
    words = f"to {phrase.infinitive}" if status == "planned" else phrase.verb
    *verb, last = words.split()
    if not target and last in ("of", "to", "for", "against") and verb:
        words = " ".join(verb)
    return f"{source} {words} {target}".strip()


def _shown(place: Place) -> str:
    """A place for reading: the capitals of a dateline are no part of its name."""
    return place.canonical_name if place.name.isupper() and place.canonical_name else place.name


def _names(actors: Sequence[Actor]) -> str:
    names = list(dict.fromkeys(actor.name for actor in actors))
    if len(names) > _MOST_NAMES:
        names = [*names[:_MOST_NAMES], f"{len(names) - _MOST_NAMES} others"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
