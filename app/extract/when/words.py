"""The words of time and the pattern pieces made of them: ``{month}`` in a rule stands for its alternatives."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

DATA = files("app.extract") / "data"

# Pieces that are patterns rather than lists of words. Early, late and the like may stand before many others.
_PIECES = {
    "day": r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?",
    "year": r"(?P<year>1[0-9]\d\d|20\d\d)",
    "digits": r"\d{1,4}(?:,\d{3})?",
    "to": r"\s?(?:-|–|—|to|until|till|through)\s?",
    "which": (
        r"(?P<which>last|past|this past|this coming|this|next|coming|previous|preceding|following|current|"
        r"that same|that|same)"
    ),
    "mod": (
        r"(?P<mod>early(?: on)?(?: in)?|late(?: in)?|mid|earlier(?: in)?|later(?: in)?|sometime|"
        r"(?:the )?(?:beginning|start|first days|first weeks|end|close|last days|middle|course|rest|remainder) of)"
    ),
    "about": r"(?:about|around|nearly|almost|some|over|roughly|approximately|just|only)",
    "clock": (
        r"(?P<clock>\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b\.?|\d{1,2}[:.]\d\d(?: hours)?|"
        r"\d{4}(?= ?(?:GMT|UTC|hours|local time|Moscow time))(?: hours)?|noon|midnight|midday)"
        r"(?: \(?(?:(?:GMT|UTC)(?:[+-]\d{1,2}(?::\d\d)?)?|(?-i:[A-Z]{2,3}T)|"
        r"(?:local|Moscow|Kyiv|Tehran|Baghdad|Beijing|London|Israel|Eastern|Pacific|Central European) time)\)?)?"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the words mean, by list and lower-case word, and the patterns of the lists."""

    lists: dict[str, dict[str, Any]]
    sets: dict[str, frozenset[str]]
    pieces: dict[str, str]

    def meaning(self, name: str, word: str) -> Any:
        """What ``word`` stands for in the list ``name``. Raises KeyError for a word that is not in it."""
        return self.lists[name][_key(word)]

    def number(self, text: str) -> int:
        """The whole number that digits or words spell ("twenty-four", "a hundred"), "a couple of" being two."""
        text = _key(text)
        if text[0].isdigit():
            return int(text.replace(",", ""))
        if "couple" in text:
            return 2
        total = 0
        for word in re.split(r"[\s-]+", text):
            value = self.lists["number"][word]
            total = total * value if value == 100 and total else total + value
        return total


def _key(word: str) -> str:
    return re.sub(r"\s+", " ", word).lower().replace("’", "'").rstrip(".")


def _alternatives(words: list[str]) -> str:
    """One pattern for a list, longest first, so that "May Day" is not read as "May"."""
    ordered = sorted(words, key=len, reverse=True)
    patterns = (re.escape(w).replace(r"\ ", r"\s+").replace("'", "['’]") for w in ordered)
    return "|".join(p + "?" if p.endswith(r"\.") else p for p in patterns)


@cache
def load() -> Words:
    """The word lists of the package, read once."""
    raw = tomllib.loads((DATA / "time_words.toml").read_text(encoding="utf-8"))
    days = tomllib.loads((DATA / "time_days.toml").read_text(encoding="utf-8"))
    raw["named"] = {name: (kind, rule) for kind, table in days.items() for name, rule in table.items()}
    lists = {name: {_key(word): value for word, value in table.items()} for name, table in raw.items()}
    pieces = dict(_PIECES)
    for name, table in raw.items():
        body = _alternatives(list(table))
        if name in ("month", "weekday"):
            caps = _alternatives([word.upper() for word in table])
            body = rf"(?-i:{body}|{caps})"
        pieces[name] = rf"(?P<{name}>{body})"
    spelled = _alternatives([word for word in raw["number"] if word not in ("a", "an")])
    spelled = rf"(?:{spelled})(?:[\s-](?:{spelled}))*"
    pieces["n"] = rf"(?P<n>(?:a )?couple(?: of)?|{_PIECES['digits']}|(?:a )?hundred|{spelled}|an?)"
    pieces["unit"] = pieces["unit"] + "s?"
    pieces["period"] = r"(?P<unit>hour|day|weekend|week|fortnight|month|quarter|year|decade|century)"
    sets = tomllib.loads((DATA / "time_sets.toml").read_text(encoding="utf-8"))
    return Words(lists=lists, sets={name: frozenset(found) for name, found in sets.items()}, pieces=pieces)
