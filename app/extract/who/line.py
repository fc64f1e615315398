"""One sentence as the readers of names see it: words and known writings."""

from __future__ import annotations

from dataclasses import dataclass

from app.extract.records import Sentence
from app.extract.who.raw import Hit, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence with its words and known writings."""

    text: str  # of the whole article, apostrophes made straight
    sentence: Sentence
    words: tuple[Word, ...]
    hits: tuple[Hit, ...]

    def covering(self, word: Word) -> Hit | None:
        return next((h for h in self.hits if h.start < word.end and h.end > word.start), None)


def is_country(word: Word, line: Line) -> bool:
    hit = line.covering(word)
    return hit is not None and hit.form.known.kind == "country"
