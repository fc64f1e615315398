"""One-sentence examples of every type, and of what is no event: run as tests, and read by training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.resources import files

EXAMPLE_DAY = date(2024, 5, 15)  # any day will do: the examples are about the act, not its date


@dataclass(frozen=True, slots=True)
class TypedExample:
    number: int
    type: str  # "none" where the sentence tells of no event
    status: str
    text: str
    start: int  # of the trigger; 0, 0 where there is none
    end: int


def load_examples() -> tuple[TypedExample, ...]:
    """The rows of ``data/examples.tsv``: type, status and a sentence with its trigger in brackets."""
    text = files("app.extract").joinpath("data/examples.tsv").read_text(encoding="utf-8")
    return tuple(_example(number, *line.split("\t")) for number, line in enumerate(text.splitlines(), 1))


def _example(number: int, kind: str, status: str, marked: str) -> TypedExample:
    before, bracket, rest = marked.partition("[")
    word, _, after = rest.partition("]")
    if not bracket:
        return TypedExample(number, kind, status, marked, 0, 0)
    return TypedExample(number, kind, status, before + word + after, len(before), len(before) + len(word))
