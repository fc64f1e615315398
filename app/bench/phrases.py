"""What made-up articles are written with. Source: ``data/phrases.toml``, our own words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.bench.chance import Bag, zipf


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    acts: Mapping[str, Sequence[tuple[str, str]]]  # type -> what is done, and to whom else
    topics: Bag[str]
    tails: Sequence[str]
    grounds: Sequence[str]
    quotes: Sequence[str]
    dates: Sequence[str]
    outlets: Sequence[str]
    unnamed: Sequence[tuple[str, str]]  # name, sector


@cache
def phrases() -> Phrases:
    read = tomllib.loads(files("app.bench").joinpath("data/phrases.toml").read_text("utf-8"))
    acts = {type_: [_pair(line, "|") for line in lines] for type_, lines in read["acts"].items()}
    words = {name: _split(text) for name, text in read["words"].items()}
    return Phrases(
        acts=acts,
        topics=zipf(words["topics"], 1.2),
        unnamed=[_pair(line, " ", last=True) for line in words["unnamed"]],
        **{name: words[name] for name in ("tails", "grounds", "quotes", "dates", "outlets")},
    )


def _pair(line: str, mark: str, *, last: bool = False) -> tuple[str, str]:
    one, _, other = line.rpartition(mark) if last else line.partition(mark)
    return one, other


def _split(text: str) -> list[str]:
    """Parted by semicolons, or by line."""
    return [part.strip() for line in text.strip().split("\n") for part in line.split(";") if part.strip()]
