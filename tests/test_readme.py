"""The curl commands that the pages show are sent to a served API: a tour that does not work is worse than none."""

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.api.conftest import serving

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "app" / "samples" / "run", *sorted((ROOT / "docs").glob("*.md"))]
BASE = re.compile(r"http://127\.0\.0\.1:8000|\$base")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")


@dataclass
class Curl:
    """What a curl command asks for, as far as the pages use curl."""

    method: str = "GET"
    path: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    file: str | None = None

    @classmethod
    def read(cls, words: list[str]) -> "Curl":
        found, rest = cls(), iter(words)
        for word in rest:
            if word in ("-d", "-T"):
                found.method = "POST" if found.method == "GET" else found.method
                setattr(found, "body" if word == "-d" else "file", next(rest))
            elif word == "-H":
                name, _, value = next(rest).partition(": ")
                found.headers[name] = value
            elif word == "-X":
                found.method = next(rest)
            elif word == ">":  # the answer goes to a file
                next(rest)
            elif not word.startswith("-"):
                found.path = BASE.sub("", word)
        return found


def commands(text: str) -> list[list[str]]:
    """The words of every curl command in ``text``, over as many lines as its quotes are open."""
    found = []
    for match in re.finditer(r"^\s*(?:Try +)?(?=curl )", text, re.MULTILINE):
        lines = text[match.end() :].replace("\\\n", " ").splitlines()
        for count in range(1, len(lines) + 1):
            try:
                found.append(shlex.split("\n".join(lines[:count]), comments=True)[1:])
            except ValueError:  # a quote is still open
                continue
            break
    return found


CURLS = [
    pytest.param(Curl.read(words), id=f"{page.name}-{number}")
    for page in PAGES
    for number, words in enumerate(commands(page.read_text(encoding="utf-8")))
    if any(BASE.match(word) for word in words)
]


def expected(curl: Curl) -> set[int]:
    """The status that a page promises on an empty database."""
    if ID.search(curl.path):
        return {404}
    if re.search(r"after=\w{8}", curl.path):  # a change of another database
        return {410}
    if "countri=" in curl.path:  # the slip that the README shows on purpose
        return {422}
    return {200, 202} if curl.method == "POST" else {200}


@pytest.mark.parametrize("curl", CURLS)
def test_the_command_is_answered(curl, settings):
    if curl.file:
        curl.body = (ROOT / "app/samples/articles.jsonl").read_text(encoding="utf-8")
    headers = {name: value for name, value in curl.headers.items() if name != "Prefer"}  # no worker runs here
    with (
        serving(settings) as address,
        httpx.Client(base_url=address, timeout=60) as client,
        client.stream(curl.method, curl.path, headers=headers, content=curl.body) as answer,
    ):
        # a stream of events has no end; that it begins is the answer
        body = "" if "event-stream" in answer.headers["content-type"] else answer.read().decode()
    assert answer.status_code in expected(curl), body


def test_the_pages_show_commands():
    assert len(CURLS) >= 10
    assert {curl.values[0].method for curl in CURLS} == {"GET", "POST", "PATCH"}
