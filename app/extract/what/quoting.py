"""Which stretches of a text stand inside quotation marks."""

from __future__ import annotations

import re

# Straight quotes open and close by turns inside a paragraph; a quote left open ends with its paragraph.
_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|«[^»\n]*(?:»|$)|\"[^\"\n]*(?:\"|$)", re.MULTILINE)


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of ``text`` between quotation marks, marks included, in order.

    >>> quoted_spans('He said "no" twice.')
    ((8, 12),)
    """
    return tuple(match.span() for match in _QUOTED.finditer(text))


def inside(spans: tuple[tuple[int, int], ...], position: int) -> bool:
    return any(start < position < end for start, end in spans)
