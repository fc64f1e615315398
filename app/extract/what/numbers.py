"""Read a count from its words: "3,000", "twenty-three", "a dozen", "1.2 million"; of a range its lower bound."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    w: 10 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")


def count_of(words: Sequence[str]) -> int | None:
    """The number that ``words`` spell, or None if they spell none ("dozens", "several", "no fewer").

    >>> count_of(["twenty-three"]), count_of(["1.2", "million"]), count_of(["two", "dozen"]), count_of(["dozens"])
    (23, 1200000, 24, None)
    >>> count_of(["10-15"]), count_of(["no"])
    (10, 0)
    """
    parts = [part for word in words for part in word.lower().replace("–", "-").split("-") if part]
    if parts == ["no"]:
        return 0
    digits = next((m for m in map(_DIGITS.fullmatch, parts) if m), None)
    if digits:
        return _scaled(float(digits[1].replace(",", "") + (digits[2] or "")), parts)
    return _spelled(parts)


def _scaled(value: float, parts: Sequence[str]) -> int:
    for part in parts:
        value *= _SCALES.get(part, 1)
    return round(value)


def _spelled(parts: Sequence[str]) -> int | None:
    total = current = 0
    seen = False
    for part in parts:
        if part in _UNITS or part in _TENS:
            current += _UNITS.get(part, 0) + _TENS.get(part, 0)
            seen = True
        elif part in _SCALES:
            current = (current or 1) * _SCALES[part]
            seen = True
            if _SCALES[part] >= 1_000:
                total, current = total + current, 0
        elif part not in (
            "and",
            "a",
            "an",
            "at",
            "least",
            "about",
            "some",
            "around",
            "nearly",
            "over",
            "more",
            "than",
        ):
            return None
    return total + current if seen else None
