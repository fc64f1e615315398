"""Names of made-up persons, in Latin letters and in those of their country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from app.extract.who.facts import slug
from app.extract.who.tables import rows

_FEW = 8  # persons of a country below which names are taken from everywhere

_CYRILLIC = "RU UA BY KZ BG RS MK KG TJ MN".split()
_ARABIC = "SA IQ SY EG JO LB YE LY DZ MA TN AE QA KW BH OM SD PS IR AF PK".split()
# Letter by letter: it looks and folds like a name of that script, which is all that look-ups need.
_LETTERS = {
    "Cyrl": str.maketrans(
        dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхижклмнопкрстуввксйз", strict=False))
    ),
    "Arab": str.maketrans(
        dict(zip("abcdefghijklmnopqrstuvwxyz", "ابكديفغهيجكلمنوبقرستوفوكيز", strict=False))
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor as it is drawn: ``writings`` are its names, the usual one first."""

    id: str
    kind: str
    country: str | None
    sector: str | None
    writings: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.writings[0]


def persons(number: int, countries: Sequence[str], chance: Random) -> Iterator[Party]:
    """Known persons first, then made-up ones; ``countries`` as often as they stand there. Ids differ."""
    taken: set[str] = set()
    for name, country, _, aliases, _ in rows("persons", 5):
        party = _party(name, None if country == "-" else country, tuple(filter(None, aliases.split("|"))))
        if party.id not in taken and len(taken) < number:
            taken.add(party.id)
            yield party
    while len(taken) < number:
        country = chance.choice(countries)
        given, family = _halves(country)
        first, last = chance.choice(given), chance.choice(family)
        name = f"{first} {last}"
        if chance.random() < 0.2:
            name = f"{first} {chance.choice(given)[0]}. {last}"
        party = _party(name, country, (f"{first[0]}. {last}", *_script(name, country)))
        if party.id not in taken:
            taken.add(party.id)
            yield party


def _party(name: str, country: str | None, aliases: tuple[str, ...]) -> Party:
    id_ = f"person:{country}:{slug(name)}" if country else f"person:{slug(name)}"
    writings = tuple(dict.fromkeys((name, *aliases)))
    return Party(id=id_, kind="person", country=country, sector="GOV", writings=writings)


@cache
def _names() -> dict[str, tuple[list[str], list[str]]]:
    """Given and family names by country, and of all under ""."""
    found: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for name, country, *_ in rows("persons", 5):
        first, _, last = name.partition(" ")
        if last:
            for key in (country, ""):
                found[key][0].add(first)
                found[key][1].add(last)
    return {key: (sorted(given), sorted(family)) for key, (given, family) in found.items()}


def _halves(country: str) -> tuple[list[str], list[str]]:
    own = _names().get(country)
    return own if own and len(own[1]) >= _FEW else _names()[""]


def _script(name: str, country: str) -> tuple[str, ...]:
    script = "Cyrl" if country in _CYRILLIC else "Arab" if country in _ARABIC else None
    return (name.lower().translate(_LETTERS[script]).title(),) if script else ()
