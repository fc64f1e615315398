"""Asking over HTTP on one kept connection, with as little of its own on top as Python allows."""

from __future__ import annotations

import http.client
import json
import time
from types import TracebackType
from typing import Any, Self


class Refused(RuntimeError):
    """An answer that is none."""


class Asker:
    """One client of the server at ``port``."""

    def __init__(self, port: int, seconds: float = 120) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def ask(self, path: str) -> bytes:
        """Raises Refused for anything but 200."""
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise Refused(f"{path} answered {answer.status}: {body[:300].decode(errors='replace')}")
        return body

    def timed(self, path: str) -> float:
        """Milliseconds until the whole answer is there."""
        begun = time.perf_counter()
        self.ask(path)
        return 1000 * (time.perf_counter() - begun)

    def walk(self, path: str, pages: int) -> str:
        """The path of the page that comes ``pages`` after ``path``, or of the last one."""
        for _ in range(pages):
            answer: dict[str, Any] = json.loads(self.ask(path))
            onwards = answer.get("next_url") or answer.get("next")
            if not onwards:
                break
            path = "/" + onwards.split("/", 3)[3] if onwards.startswith("http") else onwards
        return path
