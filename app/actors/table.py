"""The file that a desk's actors are kept in: one JSON object a line, merged by identifier, replaced as a whole."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.config import ACTORS_FILE
from app.errors import DatelineError
from app.extract.who import desk
from app.extract.who.facts import KnowledgeError

Row = dict[str, Any]


class TableBroken(DatelineError):
    """{reason}. Mend that line or move the file away; nothing was changed."""


@dataclass(slots=True, kw_only=True)
class Merged:
    """What a merge did to the table."""

    added: int = 0
    changed: int = 0
    same: int = 0
    rows: dict[str, Row] = field(default_factory=dict)  # by identifier, in the order they came


def read(folder: Path) -> dict[str, Row]:
    """The desk's rows by identifier; none if there is no table yet. Raises TableBroken."""
    path = folder / ACTORS_FILE
    found: dict[str, Row] = {}
    if not path.exists():
        return found
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found[desk.actor(row)[0].id] = row
        except (ValueError, KnowledgeError) as error:
            raise TableBroken(reason=f"{path}:{number}: {error}") from error
    return found


def merge(old: Mapping[str, Row], new: Iterable[tuple[str, Row]]) -> Merged:
    """``old`` with ``new`` on top: aliases and offices come together, of all else the new value stands."""
    merged = Merged(rows=dict(old))
    for id_, row in new:
        before = merged.rows.get(id_)
        after = _joined(before or {}, row)
        merged.rows[id_] = after
        if before is None:
            merged.added += 1
        elif before == after:
            merged.same += 1
        else:
            merged.changed += 1
    return merged


def _joined(before: Row, row: Row) -> Row:
    after = before | {name: value for name, value in row.items() if value not in (None, "", [])}
    aliases = dict.fromkeys([*before.get("aliases", []), *row.get("aliases", [])])
    if aliases:
        after["aliases"] = list(aliases)
    offices = {(held["title"], held["start"]): held for held in before.get("offices", [])}
    for held in row.get("offices", []):
        offices[held["title"], held["start"]] = held
    if offices:
        after["offices"] = sorted(offices.values(), key=lambda held: str(held["start"]))
    return after


def write(folder: Path, rows: Mapping[str, Row]) -> Path:
    """Replace the table in one step: a reader, or a crash, meets the old file or the new one. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ACTORS_FILE
    handle, name = tempfile.mkstemp(dir=folder, prefix=".actors-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows.values())
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
