"""Where direct speech stands: spans between quotation marks of every kind, marks left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Quotes inside quotes belong to the outer one. A curly mark that opens or closes a line does so whichever way it bends.
# A quote left open runs to the end of its paragraph and is taken up by the next one. Straight double marks open and
# close by turns; some outlets close them with a curly one. A straight single mark opens only after a space and closes
# only after a letter or a stop and before no letter, because it is an apostrophe everywhere else; it must hold two
# words, or "the '90s" would open one.
_MARKED = re.compile(
    r'(?:“|^”)(?P<curly>(?:[^“”"\n]|“[^“”"\n]*”)*)(?P<curly_end>[”"]|“(?=\s|$)|$)'
    r'|“(?P<open>[^”"\n]*)(?P<open_end>[”"]|$)'
    r"|«(?P<angle>[^»\n]*)(?P<angle_end>»|$)"
    r"|„(?P<low>[^”“\n]*)(?P<low_end>[”“]|$)"
    r'|"(?P<straight>(?:[^"“”\n]|“[^”"\n]*”)*)(?P<straight_end>["”]|$)'
    r'|"(?P<loose>[^"\n]*)(?P<loose_end>"|$)'
    r"|``(?P<tex>[^\n]*?)(?P<tex_end>''|$)"
    r"|(?<![\w])‘(?P<single>[^\n‘]*?\s[^\n‘]*?)(?P<single_end>’(?!\w))"
    r"|(?<![\w.,])'(?P<plain>(?=[A-Za-z])[^\n']*?\s(?:[^\n']|(?<=\w)'(?=\w))*?)(?P<plain_end>(?<=[\w.,!?])'(?!\w))",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    start: int  # of the words, the opening mark left out
    end: int
    closed: bool  # False: the mark stays open at the end of the paragraph


def marked(text: str) -> tuple[Marked, ...]:
    """The stretches of direct speech in ``text``, in order, without the marks and without what is empty.

    >>> [text[m.start:m.end] for text in ('He said "no" twice.',) for m in marked(text)]
    ['no']
    """
    found: list[Marked] = []
    for match in _MARKED.finditer(text):
        name = next(k for k, v in match.groupdict().items() if v is not None and not k.endswith("_end"))
        start, end = match.span(name)
        if text[start:end].strip():
            found.append(Marked(start=start, end=end, closed=bool(match[f"{name}_end"])))
    return tuple(found)
