"""A desk's own table of actors: one JSON object a line, checked field by field. docs/actors.md describes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.extract.records import Kind
from app.extract.who import tables
from app.extract.who.facts import Form, KnowledgeError, Known, Office, slug

FIELDS = ("id", "name", "kind", "country", "sector", "gender", "aliases", "offices", "wikidata", "checked")
KINDS: dict[str, Kind] = {"body": "body", "group": "group", "person": "person"}

_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_ID = re.compile(r"(?:body|group|person)(?::[A-Z]{2})?:[a-z0-9]+(?:-[a-z0-9]+)*")


class FieldError(KnowledgeError):
    """One field of a row cannot be read; ``wanted`` says what would be right."""

    def __init__(self, field: str, found: object, wanted: str) -> None:
        self.field, self.found, self.wanted = field, found, wanted
        super().__init__(f"{field} is {json.dumps(found, ensure_ascii=False, default=str)}: {wanted}")


def forms(path: Path) -> Iterator[Form]:
    """The writings of every actor in the file. Raises KnowledgeError with the number of the bad line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            known, aliases = actor(json.loads(line))
        except ValueError as error:  # a KnowledgeError is one
            raise KnowledgeError(f"{path}:{number}: {error}") from error
        if known.kind == "person":
            yield from tables.person_forms(known, aliases)
        else:
            yield from tables.organisation_forms(known, [known.name, *aliases])


def actor(row: Any) -> tuple[Known, list[str]]:
    """One row's actor and its other writings. Raises FieldError."""
    if not isinstance(row, dict):
        raise FieldError("row", row, "write one JSON object a line")
    if strange := next((field for field in row if field not in FIELDS), None):
        raise FieldError(strange, row[strange], f"there is no such field; there are {', '.join(FIELDS)}")
    kind = KINDS.get(str(row.get("kind")))
    if kind is None:
        raise FieldError("kind", row.get("kind"), "write person, body or group")
    name = _text(row, "name")
    if name is None:
        raise FieldError("name", row.get("name"), "every actor has a name")
    country = _matching(
        row, "country", r"[A-Z]{2}", "write an ISO 3166-1 code of two letters, or leave it out"
    )
    known = Known(
        id=_id(row, kind, name, country),
        name=name,
        kind=kind,
        country=country,
        sector=_sector(row, kind),
        gender=tables.GENDERS.get(_matching(row, "gender", "[mf]", "write m or f, or leave it out") or ""),
        offices=tuple(_offices(row)),
        checked=_matching(row, "checked", _DAY.pattern, "write a year, month or day: 2026-01-31")
        or tables.CHECKED,
        wikidata=_matching(row, "wikidata", r"Q[1-9]\d*", "write an item's number: Q794"),
    )
    return known, _aliases(row)


def _id(row: Mapping[str, Any], kind: Kind, name: str, country: str | None) -> str:
    given = _matching(
        row, "id", _ID.pattern, "write it like person:IQ:qasim-al-araji or body:un, or leave it out"
    )
    if given and given.partition(":")[0] != kind:
        raise FieldError("id", given, f"the id of a {kind} begins with {kind}:")
    if given or kind == "person":
        return given or tables.person_id(name, country)
    return f"{kind}:{country.lower()}-{slug(name)}" if country else f"{kind}:{slug(name)}"


def _sector(row: Mapping[str, Any], kind: Kind) -> str | None:
    found = _text(row, "sector")
    if found is None and kind == "group":
        return "REB"
    if found is not None and found not in tables.SECTORS:
        raise FieldError("sector", found, f"write one of {', '.join(sorted(tables.SECTORS - {'-'}))}")
    return found or "GOV"


def _aliases(row: Mapping[str, Any]) -> list[str]:
    found = row.get("aliases") or []
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise FieldError("aliases", found, 'write a list of texts: ["UN", "U.N."]')
    bad = next((text for text in found if not text.strip(" ?") or text != text.strip()), None)
    if bad is not None:
        raise FieldError("aliases", bad, "write no empty text and no blanks around it")
    return found


def _offices(row: Mapping[str, Any]) -> Iterator[Office]:
    found = row.get("offices") or []
    if not isinstance(found, list) or not all(isinstance(office, dict) for office in found):
        raise FieldError(
            "offices", found, 'write a list of objects: [{"title": "President", "start": "2017"}]'
        )
    for office in found:
        title, start, end = (office.get(field) or None for field in ("title", "start", "end"))
        if not isinstance(title, str) or not title.strip() or not isinstance(start, str):
            raise FieldError("offices", office, "every office has a title and a start")
        if not _DAY.fullmatch(start) or (end is not None and not _DAY.fullmatch(str(end))):
            raise FieldError("offices", office, "write start and end as year, month or day: 2026-01-31")
        if end is not None and end[: len(start)] < start[: len(end)]:
            raise FieldError("offices", office, "an office ends after it starts")
        yield Office(title=title.strip(), start=start, end=end)


def _text(row: Mapping[str, Any], field: str) -> str | None:
    found = row.get(field)
    if found is None or found == "":
        return None
    if not isinstance(found, str) or not found.strip() or re.search(r"[\t\r\n]", found):
        raise FieldError(field, found, "write one line of text")
    return found.strip()


def _matching(row: Mapping[str, Any], field: str, pattern: str, wanted: str) -> str | None:
    found = _text(row, field)
    if found is not None and not re.fullmatch(pattern, found):
        raise FieldError(field, found, wanted)
    return found
