"""Find the words that tell a time: every rule's matches, those that are not times thrown out, the longest kept."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.extract.records import Document, Sentence, Token
from app.extract.when import rules, words
from app.extract.when.cues import Window, where, windows_in
from app.extract.when.reading import Groups
from app.extract.when.rules import Rule

IN_MONTH = frozenset({"in", "since", "by", "until", "of", "last", "next", "to", "from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    rule: Rule
    start: int
    end: int
    groups: Groups
    sentence: Sentence
    tokens: tuple[Token, ...]  # those the match touches, at least one

    @property
    def head(self) -> Token:
        """The token that the rest of the match hangs on."""
        inside = {t.index for t in self.tokens}
        return next((t for t in self.tokens if t.head not in inside or t.head == t.index), self.tokens[-1])


def find(doc: Document, without: frozenset[str] = frozenset()) -> list[Found]:
    """The time expressions of an article in order, none overlapping another; none of a rule named in ``without``."""
    found: list[Found] = []
    used = [rule for rule in rules.load() if rule.name not in without]
    for _, group in groupby(doc.sentences, key=lambda s: s.paragraph):
        sentences = [s for s in group if s.tokens]
        if sentences:
            found += _longest(
                list(_matches(doc.text, sentences, used)), sentences[0].start, sentences[-1].end
            )
    return found


def _matches(text: str, sentences: list[Sentence], used: Sequence[Rule]) -> Iterator[Found]:
    start, end = sentences[0].start, sentences[-1].end
    windows = windows_in(text, start, end)
    kinds = frozenset(windows)
    starts = [s.start for s in sentences]
    token_starts = [[t.start for t in s.tokens] for s in sentences]
    for rule in used:
        if not rule.needs <= kinds:
            continue
        for match in _tried(rule, text, where(rule, windows)):
            number = max(0, bisect_right(starts, match.start()) - 1)
            first = max(0, bisect_right(token_starts[number], match.start()) - 1)
            last = bisect_left(token_starts[number], match.end())
            tokens = sentences[number].tokens[first:last]
            if not tokens or tokens[0].end <= match.start():
                continue
            found = Found(
                rule=rule, start=match.start(), end=match.end(), groups=match.groupdict(),
                sentence=sentences[number], tokens=tokens,
            )  # fmt: skip
            if is_time(found):
                yield found


def _tried(rule: Rule, text: str, windows: Sequence[Window]) -> Iterator[re.Match[str]]:
    for start, end in windows:
        yield from rule.pattern.finditer(text, start, end)


def _longest(found: list[Found], start: int, end: int) -> list[Found]:
    """Of matches that overlap keep the longest, then the first, then that of the earlier rule."""
    kept: list[Found] = []
    taken = bytearray(end - start)
    for match in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        span = slice(match.start - start, match.end - start)
        if not any(taken[span]):
            taken[span] = b"\x01" * (match.end - match.start)
            kept.append(match)
    return sorted(kept, key=lambda f: f.start)


def is_time(found: Found) -> bool:
    """Whether a match tells a time at all: "2014 people", "may", "the Sunday Times" do not."""
    match found.rule.name:
        case "year":
            return _is_year(found)
        case "month":
            return _is_month(found)
        case "month-day":
            # "In March 30 people died": a day would stand after "on" or nothing
            return _before(found) != "in" or bool(found.groups.get("year"))
        case "vague" if found.groups["vague"] in ("soon", "Soon"):
            return _after(found) not in ("after", "as", "enough") and _before(found) not in (
                "as",
                "too",
                "how",
            )
        case "clock":
            return _is_clock(found)
        case "rate":
            return _is_rate(found)
        case "length" | "length-vague":
            return not _is_rate(found)
        case "unit-which":
            return not _is_title(found)
        case "weekday":
            listed = words.load().sets
            return (
                _before(found) not in listed["before_weekday"]
                and _after(found) not in listed["after_weekday"]
            )
        case _:
            return True


def _neighbour(found: Found, index: int) -> str:
    tokens = found.sentence.tokens
    return tokens[index].text.lower().rstrip(".") if 0 <= index < len(tokens) else ""


def _before(found: Found) -> str:
    return _neighbour(found, found.tokens[0].index - 1)


def _after(found: Found) -> str:
    return _neighbour(found, found.tokens[-1].index + 1)


def _tag_after(found: Found) -> str:
    index = found.tokens[-1].index + 1
    return found.sentence.tokens[index].tag if index < len(found.sentence.tokens) else ""


def _is_year(found: Found) -> bool:
    listed = words.load().sets
    before, after = _before(found), _after(found)
    if found.groups.get("mod") or len(found.tokens) > 1:
        return True
    if before in listed["before_number"] or after in listed["after_number"]:
        return False
    if (
        found.tokens[-1].entity == "CARDINAL"
        and _tag_after(found) == "NNS"
        and before not in ("in", "since", "the")
    ):
        return False
    entity = found.tokens[-1].entity
    year = int(found.groups["year"] or 0)
    if entity == "DATE" or not before:
        return True
    return before in listed["before_year"] and entity not in ("QUANTITY", "MONEY", "PERCENT") and year >= 1500


def _is_month(found: Found) -> bool:
    word = (found.groups["month"] or "").lower()
    token = found.tokens[-1]
    if len(word) < 5 and word not in ("june", "july", "may"):
        return token.text.endswith(".") and token.entity != "PERSON"
    if found.groups.get("mod"):
        return True
    if (
        word == "march"
        and _after(found) in ("for", "of", "on", "against", "to")
        and _before(found) not in IN_MONTH
    ):
        return False
    if word in ("may", "march", "august", "april", "june"):
        return token.pos == "PROPN" and token.entity not in ("PERSON", "ORG", "GPE", "FAC")
    return token.entity != "PERSON"


def _is_rate(found: Found) -> bool:
    """ "four flights a week", "three-quarters of", "60 Minutes", "the early hours" are no lengths of time."""
    unit, before, after = (found.groups.get("unit") or "").lower(), _before(found), _after(found)
    if unit.startswith("quarter") and after == "of":
        return True
    if unit == "hour" and after != "ago" and before in words.load().sets["before_hours"]:
        return True
    if found.tokens[-1].text in ("Minutes", "Hours", "Days"):
        return True
    tag = found.sentence.tokens[found.tokens[0].index - 1].tag if found.tokens[0].index else ""
    return (
        found.groups.get("n", "a") in ("a", "an") and tag in ("NNS", "CD") and before not in ("days", "weeks")
    )


def _is_title(found: Found) -> bool:
    """ "ABC's This Week" """
    tokens = found.tokens
    return tokens[0].index > 0 and all(t.text.istitle() for t in tokens) and len(tokens) > 1


def _is_clock(found: Found) -> bool:
    """ "10.30" is a time only after "at" and the like; "up 10.30" is a number."""
    text = found.groups["clock"] or ""
    if any(c.isalpha() for c in text):
        return True
    minutes = int(re.split("[:.]", text)[-1])
    return minutes < 60 and (":" in text or _before(found) in ("at", "around", "by", "from", "until"))
