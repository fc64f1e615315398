"""The rows under which a name is looked up: each beginning from which somebody may type it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.names.fold import LONGEST, fold, latin, skeleton

USUAL, OTHER, TAIL = 0, 1, 2  # ranks: the name it goes by, another name in full, the end of one

_TAILS = 6  # words of a name after the first from which it is found
# Nobody begins to type here: "of the Islamic Revolution".
_WEAK = frozenset(
    "of the and for in on to at by al el de da do du la le les los las der die das von van y e a".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """``part`` is the folded name from one of its words on, and ``name`` the whole as it is written."""

    part: str
    name: str
    latin: str
    skeleton: str
    rank: int


def writings(usual: str, others: Iterable[str] = ()) -> list[Writing]:
    """The rows of a thing called ``usual`` and ``others``, each part once under its best rank, sorted by part."""
    found: dict[str, Writing] = {}
    for rank, name in ((USUAL, usual), *((OTHER, other) for other in others)):
        for writing in _of(name, rank):
            known = found.get(writing.part)
            if known is None or writing.rank < known.rank:
                found[writing.part] = writing
    return sorted(found.values(), key=lambda writing: writing.part)


def _of(name: str, rank: int) -> Iterator[Writing]:
    words = (fold(name) or name.casefold()[:LONGEST]).split()  # of signs alone nothing is left
    for number in range(min(len(words), _TAILS + 1)):
        if number == 0 or words[number] not in _WEAK:
            part = " ".join(words[number:])
            plain = latin(part)
            yield Writing(
                part=part,
                name=name,
                latin=plain,
                skeleton=skeleton(plain),
                rank=rank if number == 0 else TAIL,
            )
