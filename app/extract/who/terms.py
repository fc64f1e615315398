"""Quotation marks around no speech: titles of works and shows, names of operations, nicknames inside a name."""

from __future__ import annotations

import re

from app.extract.who.marks import Marked

_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "vs", "with"}
)
_OPENED = r"[\"“‘'`«„(]*$"
_WORK = re.compile(
    r"\b(?:titled|entitled|headlined|so-called|book|film|movie|documentary|song|album|show|program|programme|novel"
    r"|series|episode|magazine|Operation|in|on|[A-Z]\w+[’']s?),?\s+" + _OPENED
)
_KNOWN = re.compile(r"\b(?:known as|so-called)\s+(?:the |a |an )?" + _OPENED)
_NAME_BEFORE = re.compile(r"\b[A-Z]\w+ " + _OPENED)
_NAME_AFTER = re.compile(r"[\"”’'»)]+ [A-Z]")


def is_term(text: str, span: Marked) -> bool:
    """True for quoted words that name something.

    >>> from app.extract.who.marks import marked
    >>> [is_term(text, marked(text)[0]) for text in ('He spoke on "Meet the Press" again.', 'He said "Never again."')]
    [True, False]
    """
    before = text[max(0, span.start - 40) : span.start]
    if _KNOWN.search(before):
        return True
    words = [word.strip(",.;:’'") for word in text[span.start : span.end].split()]
    if text[span.end - 1] in "!?" or not all(
        w[:1].isupper() or w[:1].isdigit() or w in _SMALL for w in words
    ):
        return False
    if text[span.end - 1] != "," and _NAME_BEFORE.search(before) and _NAME_AFTER.match(text, span.end):
        return True
    return len(words) > 1 and (_WORK.search(before) is not None or _is_heading(text, span))


def _is_heading(text: str, span: Marked) -> bool:
    line = text[text.rfind("\n", 0, span.start) + 1 : (text + "\n").index("\n", span.end)]
    return len(line) <= span.end - span.start + 4 and line[:1] in "'‘"
