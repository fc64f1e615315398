"""CSV as RFC 4180 has it: UTF-8, a header, CR LF at each line's end."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import StringIO
from typing import Any

from app.api.formats.flat import COLUMNS, flat
from app.api.formats.shape import Streamed
from app.schemas.events import EventOut

# A spreadsheet takes what starts so for a formula; news is written by strangers. See OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> Any:
    """``value`` as a cell: only what is text can hold a formula, -51.4 stays a number."""
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, list):
        value = "; ".join(map(_entry, value))
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def _entry(text: str) -> str:
    """A semicolon within an entry is not the one that parts entries."""
    return text.replace("\\", "\\\\").replace(";", "\\;")


def rows(events: Iterable[EventOut]) -> bytes:
    return _lines([cell(value) for value in flat(event).values()] for event in events)


def _lines(cells: Iterable[Sequence[Any]]) -> bytes:
    written = StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows(cells)
    return written.getvalue().encode()


CSV = Streamed(
    media_type="text/csv; charset=utf-8; header=present",
    head=_lines([COLUMNS]),
    entries=rows,
    filename="events.csv",
)
