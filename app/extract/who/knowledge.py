"""What is known of actors before an article is read: tables under ``data/``, checked as they are loaded."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from app.extract.records import Kind

DATA = Path(__file__).parent.parent / "data"

Sense = Literal["name", "adjective", "people", "capital", "seat", "surname"]
Gender = Literal["m", "f"]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")
_KINDS = {"unnamed", "group", "body", "facility", "craft"}
_SECTORS = {
    *("GOV", "MIL", "COP", "LEG", "JUD", "REB", "OPP", "CVL", "MED", "BUS", "IGO", "NGO", "-"),
}


class KnowledgeError(ValueError):
    """A table of knowledge breaks its own rules; the message names the file and the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    title: str
    start: str  # year or year-month
    end: str | None  # None: held when the table was last checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One actor of the tables."""

    id: str  # "country:IR", "body:un", "person:IQ:qasim-al-araji"
    name: str
    kind: Kind
    country: str | None
    sector: str | None
    gender: Gender | None = None
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to write a known actor, case-sensitive, with the sense it has in that writing."""

    text: str
    sense: Sense
    known: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    kind: Literal["unnamed", "group", "body", "facility", "craft"]
    sector: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    sector: str
    gender: Gender | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    forms: Mapping[str, tuple[Form, ...]]  # by first word; the longest form first
    surnames: Mapping[str, Form]  # of known people, where only one bears it
    titles: Mapping[str, Title]  # by lower-case head word
    nouns: Mapping[str, Noun]  # by lemma
    countries: Mapping[str, Known]  # by ISO code

    def noun(self, lemma: str, text: str) -> Noun | None:
        """The entry of a common noun; also where the tagger took it for a name and kept its plural ("Gunmen")."""
        lower = text.lower()
        forms = [lemma, lower]
        for plural, singular in (("s", ""), ("men", "man"), ("women", "woman"), ("ies", "y")):
            if lower.endswith(plural):
                forms.append(lower.removesuffix(plural) + singular)
        return next((entry for form in forms if (entry := self.nouns.get(form))), None)


def first_word(text: str) -> str:
    """What the table of forms is keyed by: the leading letters and digits, or the leading character."""
    match = re.match(r"\w+", text)
    return match.group() if match else text[:1]


@cache
def load() -> Knowledge:
    """Read and check every table. Raises KnowledgeError naming the bad entry."""
    forms = [*_countries(), *_seats(), *_organisations("bodies", "body"), *_organisations("groups", "group")]
    people = list(_persons())
    forms.extend(form for form in people if form.sense == "name")
    return Knowledge(
        forms=_index(forms),
        surnames=_surnames(people, {form.text for form in forms}),
        titles=MappingProxyType(dict(_titles())),
        nouns=MappingProxyType(dict(_nouns())),
        countries=MappingProxyType({f.known.id[-2:]: f.known for f in forms if f.known.kind == "country"}),
    )


def rows(name: str, width: int) -> Iterator[list[str]]:
    """The lines of ``data/NAME.tsv`` that are no comment, each with exactly ``width`` cells."""
    for number, line in enumerate((DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != width or any(cell != cell.strip() for cell in cells):
            raise KnowledgeError(f"{name}.tsv:{number}: expected {width} trimmed cells, found {cells}")
        yield cells


def _countries() -> Iterator[Form]:
    for line in (DATA / "countries.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        code = row["iso2"]
        if not re.fullmatch(r"[A-Z]{2}", code):
            raise KnowledgeError(f"countries.jsonl: {code!r} is no ISO 3166-1 code")
        known = Known(id=f"country:{code}", name=row["name"], kind="country", country=code, sector="GOV")
        for text in {row["name"], row["official"], *row["aliases"]}:
            yield Form(text=text, sense="name", known=known)
        for text in row["demonyms"]:
            yield Form(
                text=text, sense="people" if _is_people(text, row["demonyms"]) else "adjective", known=known
            )
        if row["capital"] and row["capital"] != row["name"] and row["capital"] not in _ALSO_PEOPLE:
            for text in {row["capital"], *_capital_forms(row["capital"])}:
                yield Form(text=text, sense="capital", known=known)


def _is_people(word: str, demonyms: list[str]) -> bool:
    """True for "Iraqis" and "Frenchmen", which name people and never modify."""
    return word.endswith("men") or (word.endswith("s") and word[:-1] in demonyms)


# capitals of small states that in the news are people or other towns far more often
_ALSO_PEOPLE = frozenset(
    {
        "Hamilton",
        "Stanley",
        "Douglas",
        "Victoria, Seychelles",
        "The Valley",
        "Georgetown",
        "Jamestown",
        "San Juan",
    }
)

_CAPITAL_SPELLINGS = {
    "Kyiv": ("Kiev",),
    "Washington, D.C.": ("Washington",),
    "New Delhi": ("Delhi",),
    "Sanaa": ("Sana'a",),
    "N'Djamena": ("Ndjamena",),
    "Naypyidaw": ("Nay Pyi Taw", "Naypyitaw"),
    "Bogotá": ("Bogota",),
    "Brasília": ("Brasilia",),
    "Ulaanbaatar": ("Ulan Bator",),
    "Jerusalem": (
        "Tel Aviv",
    ),  # stands for the government in news from capitals that do not recognise the other
    "Astana": ("Nur-Sultan",),
    "Chișinău": ("Chisinau",),
    "Beijing": ("Peking",),
    "Yamoussoukro": ("Abidjan",),
}


def _capital_forms(capital: str) -> tuple[str, ...]:
    return _CAPITAL_SPELLINGS.get(capital, ())


def _seats() -> Iterator[Form]:
    for phrase, code in rows("metonyms", 2):
        known = Known(
            id=f"body:{code.lower()}-{slug(phrase)}", name=phrase, kind="body", country=code, sector="GOV"
        )
        yield Form(text=phrase, sense="seat", known=known)


def _organisations(table: str, kind: Literal["body", "group"]) -> Iterator[Form]:
    for id_, name, country, sector, aliases in rows(table, 5):
        if not _ID.match(id_) or sector not in _SECTORS:
            raise KnowledgeError(f"{table}.tsv: bad id or sector: {id_!r}, {sector!r}")
        known = Known(id=f"{kind}:{id_}", name=name, kind=kind, country=_cell(country), sector=sector)
        for text in dict.fromkeys((name, *aliases.split("|"))):
            if text:
                yield Form(text=text, sense="name", known=known)


def _persons() -> Iterator[Form]:
    """Full names as sense "name"; the last name as sense "surname"."""
    for name, country, gender, aliases, offices in rows("persons", 5):
        held = tuple(_office(cell, name) for cell in offices.split("|") if cell)
        known = Known(
            id=f"person:{country}:{slug(name)}" if country != "-" else f"person:{slug(name)}",
            name=name,
            kind="person",
            country=_cell(country),
            sector="GOV",
            gender={"m": "m", "f": "f"}.get(gender),  # type: ignore[arg-type]
            offices=held,
        )
        if not held:
            raise KnowledgeError(f"persons.tsv: {name}: no office")
        for text in dict.fromkeys((name, *filter(None, aliases.split("|")))):
            yield Form(text=text, sense="name" if " " in text else "surname", known=known)


def _office(cell: str, name: str) -> Office:
    match = re.fullmatch(r"(.+) (\d{4})-(\d{4})?", cell)
    if not match or (match[3] and match[3] < match[2]):
        raise KnowledgeError(f"persons.tsv: {name}: office {cell!r} is not 'TITLE YEAR-YEAR'")
    return Office(title=match[1], start=match[2], end=match[3])


def _surnames(people: list[Form], taken: set[str]) -> Mapping[str, Form]:
    bearers: dict[str, set[str]] = {}
    chosen: dict[str, Form] = {}
    for form in people:
        if form.sense == "surname":
            chosen[form.text] = form
            bearers.setdefault(form.text, set()).add(form.known.id)
    return MappingProxyType({k: v for k, v in chosen.items() if len(bearers[k]) == 1 and k not in taken})


def _titles() -> Iterator[tuple[str, Title]]:
    for word, sector, gender in rows("titles", 3):
        if sector not in _SECTORS or gender not in {"m", "f", "-"}:
            raise KnowledgeError(f"titles.tsv: {word}: bad sector or gender")
        yield word, Title(sector=sector, gender={"m": "m", "f": "f"}.get(gender))  # type: ignore[arg-type]


def _nouns() -> Iterator[tuple[str, Noun]]:
    for lemma, kind, sector in rows("nouns", 3):
        if kind not in _KINDS or sector not in _SECTORS:
            raise KnowledgeError(f"nouns.tsv: {lemma}: bad kind or sector")
        yield lemma, Noun(kind=kind, sector=_cell(sector))  # type: ignore[arg-type]


def _index(forms: Iterable[Form]) -> Mapping[str, tuple[Form, ...]]:
    """Forms by first word, longest first.

    Two actors with one writing is an error, except for a capital that is named like another actor.
    """
    by_text: dict[str, Form] = {}
    for form in forms:
        earlier = by_text.get(form.text)
        if earlier is None:
            by_text[form.text] = form
        elif earlier.known.id != form.known.id and form.sense != "capital":
            raise KnowledgeError(f"{form.text!r} names both {earlier.known.id} and {form.known.id}")
    index: dict[str, list[Form]] = {}
    for form in by_text.values():
        index.setdefault(first_word(form.text), []).append(form)
    return MappingProxyType({k: tuple(sorted(v, key=lambda f: -len(f.text))) for k, v in index.items()})


def _cell(value: str) -> str | None:
    return None if value == "-" else value


def slug(name: str) -> str:
    """Lower-case words joined by hyphens, accents kept off: "Élysée Palace" -> "elysee-palace"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
