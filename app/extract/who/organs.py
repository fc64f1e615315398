"""The organs that every state has: who "the Iraqi foreign ministry" and "Ministry of Foreign Affairs of Iraq" are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.extract.who.facts import Form, KnowledgeError, Known
from app.extract.who.tables import SECTORS, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    name: str  # "foreign-ministry"
    sector: str
    words: str  # what follows the state's adjective in its canonical name


@dataclass(frozen=True, slots=True, kw_only=True)
class Organs:
    by_phrase: Mapping[str, Organ]
    own: Mapping[tuple[str, str], Known]  # (country, organ): the body that bears a name of its own
    writings: Mapping[
        str, tuple[str, ...]
    ]  # country: its names and adjectives, lower case, the longest first
    adjectives: Mapping[str, str]

    @classmethod
    def load(cls, forms: Iterable[Form]) -> Organs:
        """Raises KnowledgeError naming a bad row."""
        bodies = {form.known.id: form.known for form in forms if form.known.kind == "body"}
        organs, by_phrase = _organs()
        own: dict[tuple[str, str], Known] = {}
        for country, organ, body in rows("national", 3):
            known = bodies.get(f"body:{body}")
            if known is None or organ not in organs or known.country != country or (country, organ) in own:
                raise KnowledgeError(f"national.tsv: {country} {organ} {body}: no such body, or said twice")
            own[country, organ] = known
        writings, adjectives = _writings(forms)
        return cls(
            by_phrase=MappingProxyType(by_phrase),
            own=MappingProxyType(own),
            writings=MappingProxyType(writings),
            adjectives=MappingProxyType(adjectives),
        )

    def find(self, text: str, country: str) -> Known | None:
        """The organ of ``country`` that ``text`` names, if it names one."""
        organ = self.by_phrase.get(self._without_state(text.lower().removeprefix("the "), country))
        if organ is None:
            return None
        adjective = self.adjectives.get(country)
        made = Known(
            id=f"body:{country.lower()}-{organ.name}",
            name=f"{adjective} {organ.words}" if adjective else organ.words.capitalize(),
            kind="body",
            country=country,
            sector=organ.sector,
        )
        return self.own.get((country, organ.name), made)

    def _without_state(self, text: str, country: str) -> str:
        for writing in self.writings.get(country, ()):
            for before in (f"{writing}'s ", f"{writing}' ", f"{writing} "):
                if text.startswith(before):
                    return text.removeprefix(before)
            for after in (f" of the {writing}", f" of {writing}"):
                if text.endswith(after):
                    return text.removesuffix(after)
        return text


def _organs() -> tuple[set[str], dict[str, Organ]]:
    names: set[str] = set()
    by_phrase: dict[str, Organ] = {}
    for name, sector, words, phrases in rows("organs", 4):
        if sector not in SECTORS or name in names:
            raise KnowledgeError(f"organs.tsv: {name}: bad sector, or there twice")
        names.add(name)
        for phrase in phrases.split("|"):
            if by_phrase.setdefault(phrase, Organ(name=name, sector=sector, words=words)).name != name:
                raise KnowledgeError(f"organs.tsv: {phrase!r} names both {by_phrase[phrase].name} and {name}")
    return names, by_phrase


def _writings(forms: Iterable[Form]) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    found: dict[str, set[str]] = {}
    adjectives: dict[str, str] = {}
    for form in forms:
        country = form.known.country
        if form.known.kind == "country" and country and form.sense in ("name", "adjective"):
            found.setdefault(country, set()).add(form.text.lower())
            if form.sense == "adjective":
                adjectives.setdefault(country, form.text)
    return {c: tuple(sorted(w, key=lambda text: (-len(text), text))) for c, w in found.items()}, adjectives
