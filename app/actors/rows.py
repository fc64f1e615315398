"""Rows of a CSV or JSONL file, each with its line; what is wrong with one is told with the field and a right value."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.actors.table import Row
from app.errors import DatelineError
from app.extract.who import desk
from app.extract.who.desk import FieldError


class NoTable(DatelineError):
    """{name} is no table of actors: {reason}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why one row was not taken."""

    file: str
    line: int
    field: str
    found: str
    wanted: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field} is {self.found}: {self.wanted}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    rows: tuple[tuple[str, Row], ...]  # identifier and row
    faults: tuple[Fault, ...]


def check(path: Path, known: Mapping[str, Row]) -> Checked:
    """Every row of the file, good or bad. ``known`` is the desk's table, whose names no other body may take.

    Raises NoTable and OSError.
    """
    owners = dict(_owners(known))
    rows: list[tuple[str, Row]] = []
    faults: list[Fault] = []
    for line, found in _found(path):
        try:
            if isinstance(found, FieldError):
                raise found
            actor, aliases = desk.actor(found)
            if actor.kind != "person":
                _claim(owners, actor.id, [actor.name, *aliases])
        except FieldError as error:
            shown = json.dumps(error.found, ensure_ascii=False, default=str)
            faults.append(
                Fault(file=str(path), line=line, field=error.field, found=shown, wanted=error.wanted)
            )
        else:
            rows.append((actor.id, found | {"id": actor.id}))
    return Checked(rows=tuple(rows), faults=tuple(faults))


def _owners(rows: Mapping[str, Row]) -> Iterator[tuple[str, str]]:
    for id_, row in rows.items():
        if row["kind"] != "person":
            yield from ((text, id_) for text in (row["name"], *row.get("aliases", [])))


def _claim(owners: dict[str, str], id_: str, texts: list[str]) -> None:
    """One writing stands for one body; a loose one ("PDP?") may be shared. Raises FieldError."""
    for text in texts:
        if not text.endswith("?") and owners.setdefault(text, id_) != id_:
            wanted = f'it names {owners[text]} already; write "{text}?" in both if they share it'
            raise FieldError("aliases", text, wanted)


def _found(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoTable(name=path, reason=f"byte {error.start} is not UTF-8") from error
    if path.suffix.lower() == ".csv":
        yield from _csv(path, text)
    elif path.suffix.lower() in (".jsonl", ".ndjson"):
        yield from _lines(text)
    else:
        raise NoTable(name=path, reason="its name ends neither in .csv nor in .jsonl")


def _lines(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError:
                yield number, FieldError("row", line[:80], "write one JSON object a line")


def _csv(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(reader, [])
        if strange := [name for name in header if name not in desk.FIELDS] or "name" not in header:
            listed = ", ".join(desk.FIELDS)
            said = (
                f"its first line has {strange}" if isinstance(strange, list) else "its first line has no name"
            )
            raise NoTable(name=path, reason=f"{said}; the columns are {listed}")
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(header):
                yield (
                    reader.line_num,
                    FieldError("row", cells, f"write {len(header)} cells, as in the first line"),
                )
            else:
                yield reader.line_num, _row(dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        raise NoTable(name=path, reason=f"line {reader.line_num}: {error}") from error


def _row(cells: dict[str, str]) -> Any:
    row: Row = {name: value.strip() for name, value in cells.items() if value.strip()}
    if "aliases" in row:
        row["aliases"] = [text.strip() for text in row["aliases"].split("|")]
    if "offices" in row:
        try:
            row["offices"] = [_office(text.strip()) for text in row["offices"].split("|")]
        except FieldError as error:
            return error
    return row


def _office(text: str) -> Row:
    match = re.fullmatch(r"(?P<title>.+?) (?P<start>\d[\d-]*)\.\.(?P<end>\d[\d-]*)?", text)
    if match is None:
        raise FieldError("offices", text, "write TITLE START..END, parted by |: President 2017-05-14..")
    return {name: value for name, value in match.groupdict().items() if value}
