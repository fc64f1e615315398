"""Where in a text which kinds of time word stand, so that a rule is tried only where it can match."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from app.extract.when import words
from app.extract.when.rules import Rule

LISTED = (
    "month", "weekday", "season", "unit", "named", "deictic", "part", "vague", "some", "decades", "hijri", "persian",
)  # fmt: skip
# kinds of word that stand in patterns only
EXTRA = {
    "overnight": ("overnight",),
    "half": ("half",),
    "anniversary": ("anniversary",),
    "eve": ("eve",),
    "ago": ("ago",),
    "century": ("century",),
    "quarter": ("quarter",),
    "week": ("week", "weekend"),
    "earlier": ("earlier", "before", "previously", "later", "after", "afterwards", "afterward", "following"),
    "now": ("now",),
    "within": ("within",),
    "end": ("end",),
    "which": (
        "past",
        "last",
        "latest",
        "next",
        "coming",
        "recent",
        "following",
        "same",
        "very",
        "that",
        "this",
    ),
    "nth": ("st", "nd", "rd", "th"),
    "that": ("time", "period"),
    "period": ("period",),
    "clock": ("noon", "midnight", "midday", "gmt", "am", "pm", "m"),
    "repeat": (
        "every",
        "each",
        "daily",
        "weekly",
        "monthly",
        "quarterly",
        "yearly",
        "annually",
        "hourly",
        "nightly",
        "per",
    ),
}


# words of named days that many a text has
COMMON = frozenset(
    {"day", "year", "eve", "month", "monday", "wednesday", "thursday", "friday", "sunday", "of", "al", "s"}
    | {"international", "world", "human", "king", "press"}
)
REACH = (
    70  # characters: no pattern reaches farther from its time word; a test compares with trying it everywhere
)
WORD = re.compile(r"[^\W\d_]+|\d+")

YEAR_LONG = frozenset({"year", "clock"})
DAY_LONG = frozenset({"clock"})
DECADE = frozenset({"decade"})

Window = tuple[int, int]


@cache
def _kind_of_word() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for name in LISTED:
        for word in words.load().lists[name]:
            parts = re.findall(r"[^\W\d_]+|\d+", word)
            last = parts[-1]  # "the past" is announced by "past", not by "the"
            if name == "named":  # and "Good Friday" by "good", as Fridays are many
                last = max((p for p in parts if p not in COMMON), key=len)
            kind = "decade" if name == "decades" else name
            kinds.setdefault(last, set()).add(kind)
            kinds.setdefault(last + "s", set()).add(kind)
    for kind, listed in EXTRA.items():
        for word in listed:
            kinds.setdefault(word, set()).add(kind)
    return {word: frozenset(names) for word, names in kinds.items()}


def windows_in(text: str, start: int, end: int) -> dict[str, list[Window]]:
    """The stretches around the words of each kind of time word, between two offsets; those that touch are one."""
    table = _kind_of_word()
    found: dict[str, list[Window]] = {}
    for word in WORD.finditer(text, start, end):
        kinds = table.get(word[0].lower()) or (_of_number(text, word) if word[0].isdigit() else None)
        if kinds is None:
            continue
        first, last = max(start, word.start() - REACH), min(end, word.end() + REACH)
        for kind in kinds:
            windows = found.setdefault(kind, [])
            if windows and windows[-1][1] >= first:
                windows[-1] = (windows[-1][0], last)
            else:
                windows.append((first, last))
    return found


def _of_number(text: str, word: re.Match[str]) -> frozenset[str] | None:
    if word[0][-1] == "0" and text[word.end() : word.end() + 2].lstrip("'’")[:1] in ("s", "S"):
        return DECADE
    return {4: YEAR_LONG, 2: DAY_LONG}.get(len(word[0]))


def where(rule: Rule, windows: Mapping[str, list[Window]]) -> Sequence[Window]:
    """The stretches that a rule is tried in: those of its kind that stands in fewest places.

    Raises KeyError where a kind that the rule needs is missing.
    """
    return min((windows[kind] for kind in rule.needs), key=len)
