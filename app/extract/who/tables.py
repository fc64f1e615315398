"""The tables under ``data/`` read and checked line by line; what they say is put together in ``knowledge``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Literal

from app.extract.who import facts
from app.extract.who.facts import Form, Gender, KnowledgeError, Known, Noun, Office, Title, slug

CHECKED = "2026-01"  # the month up to which an office without an end is vouched for

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")
KINDS = frozenset({"unnamed", "group", "body", "facility", "craft"})
SECTORS = frozenset(
    {*("GOV", "MIL", "COP", "LEG", "JUD", "REB", "OPP", "CVL", "MED", "BUS", "IGO", "NGO"), "-"}
)
GENDERS: dict[str, Gender] = {"m": "m", "f": "f"}

# an office is "TITLE START-END": years, or days written 2024-11-05, parted by a dash or by two dots
_OFFICE = re.compile(
    r"(?P<title>.+) (?P<start>\d{4}(?:-\d\d(?:-\d\d)?)?)(?:-|\.\.)(?P<end>\d{4}(?:-\d\d(?:-\d\d)?)?)?"
)


def rows(name: str, width: int) -> Iterator[list[str]]:
    """The lines of ``data/NAME.tsv`` that are no comment, each with exactly ``width`` cells."""
    for number, line in enumerate((facts.DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != width or any(cell != cell.strip() for cell in cells):
            raise KnowledgeError(f"{name}.tsv:{number}: expected {width} trimmed cells, found {cells}")
        yield cells


def countries() -> Iterator[Form]:
    for line in (facts.DATA / "countries.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        code = row["iso2"]
        if not re.fullmatch(r"[A-Z]{2}", code):
            raise KnowledgeError(f"countries.jsonl: {code!r} is no ISO 3166-1 code")
        known = Known(id=f"country:{code}", name=row["name"], kind="country", country=code, sector="GOV")
        for text in dict.fromkeys((row["name"], row["official"], *row["aliases"])):
            yield Form(text=text, sense="name", known=known)
        for text in row["demonyms"]:
            people = _is_people(text, row["demonyms"])
            yield Form(text=text, sense="people" if people else "adjective", known=known)
        if row["capital"] and row["capital"] != row["name"] and row["capital"] not in _ALSO_PEOPLE:
            for text in dict.fromkeys((row["capital"], *_CAPITAL_SPELLINGS.get(row["capital"], ()))):
                yield Form(text=text, sense="capital", known=known)


def _is_people(word: str, demonyms: list[str]) -> bool:
    """True for "Iraqis" and "Frenchmen", which name people and never modify."""
    return word.endswith("men") or (word.endswith("s") and word[:-1] in demonyms)


# capitals of small states that in the news are people or other towns far more often
_ALSO_PEOPLE = frozenset(
    {
        *("Hamilton", "Stanley", "Douglas", "Victoria, Seychelles", "The Valley", "Georgetown"),
        *("Jamestown", "San Juan"),
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
    "Jerusalem": ("Tel Aviv",),  # the government, in news from capitals that do not recognise the other
    "Astana": ("Nur-Sultan",),
    "Chișinău": ("Chisinau",),
    "Beijing": ("Peking",),
    "Yamoussoukro": ("Abidjan",),
}


def seats() -> Iterator[Form]:
    for phrase, code in rows("metonyms", 2):
        id_ = f"body:{code.lower()}-{slug(phrase)}"
        known = Known(id=id_, name=phrase, kind="body", country=code, sector="GOV")
        yield Form(text=phrase, sense="seat", known=known)


def organisations(table: str, kind: Literal["body", "group"]) -> Iterator[Form]:
    """A writing that ends in "?" is loose: it counts only in an article that speaks of the body's country."""
    seen: set[str] = set()
    for id_, name, country, sector, aliases in rows(table, 5):
        if not ID.match(id_) or sector not in SECTORS or id_ in seen:
            raise KnowledgeError(f"{table}.tsv: bad id, id used twice, or bad sector: {id_!r}, {sector!r}")
        seen.add(id_)
        usual = name.removesuffix("?")
        known = Known(id=f"{kind}:{id_}", name=usual, kind=kind, country=cell(country), sector=sector)
        yield from organisation_forms(known, [name, *aliases.split("|")])


def organisation_forms(known: Known, writings: list[str]) -> Iterator[Form]:
    for text in dict.fromkeys(writings):
        if text:
            loose = text.endswith("?")
            yield Form(text=text.removesuffix("?"), sense="name", known=known, loose=loose)


def persons() -> Iterator[Form]:
    """Full names as sense "name"; a single word as sense "surname"."""
    seen: set[str] = set()
    for name, country, gender, aliases, offices in rows("persons", 5):
        held = tuple(office(text, f"persons.tsv: {name}") for text in offices.split("|") if text)
        if not held:
            raise KnowledgeError(f"persons.tsv: {name}: no office")
        known = Known(
            id=person_id(name, cell(country)),
            name=name,
            kind="person",
            country=cell(country),
            sector="GOV",
            gender=GENDERS.get(gender),
            offices=held,
            checked=CHECKED,
        )
        if known.id in seen:
            raise KnowledgeError(f"persons.tsv: {name} of {country} is there twice")
        seen.add(known.id)
        yield from person_forms(known, aliases.split("|"))


def person_id(name: str, country: str | None) -> str:
    return f"person:{country}:{slug(name)}" if country else f"person:{slug(name)}"


def person_forms(known: Known, aliases: list[str]) -> Iterator[Form]:
    for text in dict.fromkeys((known.name, *filter(None, aliases))):
        yield Form(text=text, sense="name" if " " in text else "surname", known=known)


def office(text: str, where: str) -> Office:
    """Raises KnowledgeError that begins with ``where``."""
    match = _OFFICE.fullmatch(text)
    if not match or (match["end"] and match["end"] < match["start"]):
        raise KnowledgeError(f"{where}: office {text!r} is not 'TITLE YEAR-YEAR'")
    return Office(title=match["title"], start=match["start"], end=match["end"])


def titles() -> Iterator[tuple[str, Title]]:
    for word, sector, gender in rows("titles", 3):
        if sector not in SECTORS or gender not in {"m", "f", "-"}:
            raise KnowledgeError(f"titles.tsv: {word}: bad sector or gender")
        yield word, Title(sector=sector, gender=GENDERS.get(gender))


def nouns() -> Iterator[tuple[str, Noun]]:
    for lemma, kind, sector in rows("nouns", 3):
        if kind not in KINDS or sector not in SECTORS:
            raise KnowledgeError(f"nouns.tsv: {lemma}: bad kind or sector")
        yield lemma, Noun(kind=kind, sector=cell(sector))  # type: ignore[arg-type]


def cell(value: str) -> str | None:
    return None if value == "-" else value
