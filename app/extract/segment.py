"""Cut an article into paragraphs, so that the parser never runs one's end into the next one's start.

An outlet's prefix ("Shafaq News/") and a dateline's dash belong to nobody's sentence and are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# "Shafaq News/ On Tuesday, ..." : up to four capitalised words and a slash at the very start of the body
_OUTLET = re.compile(r"\s*(?:[A-Z][\w.&'-]*\s){0,3}[A-Z][\w.&'-]*\s?/\s+(?=\S)")
# "WAGAH, Pakistan - ", "BAGHDAD, Nov 5 (Reuters) -- ", "BEIRUT: ", "KYIV/MOSCOW, Sept 7 - "
_DATELINE = re.compile(
    r"[A-Z][A-Z'’.-]{2,}(?:[ /][A-Z][A-Z'’.-]+){0,3}(?:, [A-Z][\w.'’ -]{1,30}?){0,2}"
    r"(?: \d{1,2})?(?: ?\([A-Z][\w /.]{1,30}\))?(?:\s*:|\s+(?:--|[-–—]))\s+(?=\S)"
)
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    index: int
    start: int
    end: int


def dateline_end(text: str, start: int, end: int) -> int | None:
    """Where the dateline that opens ``text[start:end]`` ends, or None if there is none.

    >>> text = "WAGAH, Pakistan - Pakistan freed a pilot."
    >>> text[dateline_end(text, 0, len(text)) :]
    'Pakistan freed a pilot.'
    """
    found = _DATELINE.match(text, start, end)
    return found.end() if found else None


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The lines of ``text`` that hold words, without surrounding white space and without an outlet's prefix.

    >>> [(p.start, p.end) for p in paragraphs("Shafaq News/ On Tuesday.\\n\\n  Then more. ")]
    [(13, 24), (28, 38)]
    """
    found: list[Paragraph] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        prefix = _OUTLET.match(text, start, end) if not found else None
        if prefix:
            start = prefix.end()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end -= len(text[start:end]) - len(text[start:end].rstrip())
        if start < end:
            found.append(Paragraph(index=len(found), start=start, end=end))
    return tuple(found)
