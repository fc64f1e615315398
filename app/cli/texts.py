"""Telling JSONL from the text of one article."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import PurePath
from typing import Any

from app.api.bodies import parse_json
from app.api.lines import Line
from app.errors import DatelineError, TooLarge

_LINES = (".jsonl", ".ndjson", ".json")
_CHUNK = 1 << 20


class NeedsDay(DatelineError):
    """{name} is the text of one article: say when it came out, with --published-at 2024-11-05."""


class NotText(DatelineError):
    """{name} is not UTF-8: byte 0x{byte:02x} at position {position} fits nowhere."""


def is_lines(name: str, file: io.BufferedReader) -> bool:
    """True for JSONL: by the file's ending where that tells, else by its first character."""
    ending = PurePath(name).suffix.lower()
    return ending in _LINES or (ending != ".txt" and file.peek(64).lstrip()[:1] == b"{")


def read_text(name: str, file: io.BufferedReader) -> str:
    """The whole file. Raises NotText."""
    body = file.read()
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText(name=name, byte=body[error.start], position=error.start) from error


async def chunks(file: io.BufferedReader, passed: Callable[[int], object]) -> AsyncIterator[bytes]:
    """The file's bytes as they come; ``passed`` is told of each chunk's size once the next is asked for."""
    while chunk := file.read1(_CHUNK):
        yield chunk
        passed(len(chunk))


def whole(line: Line, limit: int) -> bytes:
    """The line's bytes. Raises TooLarge if there were more than ``limit``."""
    if line.body is None:
        raise TooLarge(what="The line", limit=limit, unit="bytes", setting="DATELINE_BODY_LIMIT_BYTES")
    return line.body


def as_object(body: bytes) -> Mapping[str, Any]:
    """One line as a JSON object. Raises Malformed or NotAnObject."""
    value = parse_json(body)
    if not isinstance(value, dict):
        raise NotAnObject()
    return value


class NotAnObject(DatelineError):
    """The line is not a JSON object; write one object a line."""
