"""What the groups of a match hold: list meanings, numbers, units."""

from __future__ import annotations

from app.extract.when import words
from app.extract.when.reading import Groups


def value(groups: Groups, name: str, list_name: str | None = None) -> int | None:
    word = groups.get(name)
    return None if word is None else int(words.load().meaning(list_name or name, word))


def integer(groups: Groups, name: str) -> int | None:
    word = groups.get(name)
    return None if word is None else int(word)


def unit_name(groups: Groups) -> str:
    word = (groups["unit"] or "").lower()
    table = words.load().lists["unit"]
    return str(table.get(word) or table[word.removesuffix("s")])


def weekday_of(groups: Groups, name: str = "weekday") -> int:
    return int(words.load().meaning("weekday", groups[name] or ""))


def number(groups: Groups) -> int:
    return words.load().number(groups["n"] or "")
