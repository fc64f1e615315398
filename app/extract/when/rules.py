"""The rules that find time expressions: a pattern, the reader that understands it, and examples that tests run."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from app.extract.when import words

FILES = (
    "time_rules_feasts.toml",
    "time_rules_calendar.toml",
    "time_rules_story.toml",
    "time_rules_deictic.toml",
    "time_rules_length.toml",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    published: str  # ISO day
    text: str
    found: str  # the words the rule takes
    days: str  # "2024-11-05", "2024-11-01..2024-11-30" or "vague"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    name: str
    pattern: re.Pattern[str]
    needs: frozenset[str]  # a sentence without one of these kinds of word cannot match
    read: str  # name of the reader
    examples: tuple[Example, ...]


def _compile(pattern: str) -> re.Pattern[str]:
    """Fill in the pieces; a blank stands for any white space; a match begins and ends at a word's edge."""
    body = re.sub(r"\{([a-z]+)(2?)\}", lambda piece: _piece(piece[1], piece[2]), pattern)
    body = re.sub(r" (?![?*+])", r"\\s+", body).replace(" ?", r"\s?")
    return re.compile(rf"(?<![\w$£€])(?:{body})(?![\w%])", re.IGNORECASE)


def _piece(name: str, second: str) -> str:
    """A piece; ``{month2}`` is a second ``{month}`` whose group has a name of its own."""
    return words.load().pieces[name].replace(f"(?P<{name}>", f"(?P<{name}{second}>")


@cache
def load() -> tuple[Rule, ...]:
    """Every rule, in the order of the files; of two matches equally long the earlier rule wins."""
    found = []
    for name in FILES:
        table = tomllib.loads((words.DATA / name).read_text(encoding="utf-8"))
        for entry in table["rule"]:
            examples = tuple(
                Example(published=e[0], text=e[1], found=e[2], days=e[3]) for e in entry["examples"]
            )
            found.append(
                Rule(
                    name=entry["name"],
                    pattern=_compile(entry["pattern"]),
                    needs=frozenset(entry["needs"]),
                    read=entry["read"],
                    examples=examples,
                )
            )
    return tuple(found)
