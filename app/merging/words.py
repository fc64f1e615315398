"""Words that carry content, cut to their stems, and how rare each is."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,]*\d|\d")
_SUFFIXES = ("ations", "ation", "ings", "ing", "ions", "ion", "ers", "ies", "ed", "es", "er", "s", "e", "y")
_SHORTEST = 4  # letters that a stem keeps
_STOP = frozenset(
    """a about above after again against all also although am among an and another any are around as at be became
    because been before being below between both but by can cannot could did do does doing down during each either
    even ever every few for former from further had has have having he her here hers herself him himself his how
    however i if in into is it its itself just last least less like made make many may me might more most much must
    my near never new next no nor not now of off on once one only onto or other others our out over own per said same
    say saying says see seen several she should since so some still such take taken than that the their them then
    there these they this those though through time to told too took toward towards two under until up upon us use
    used very via was we well were what when where whether which while who whom whose why will with within without
    would year years yet you your according monday tuesday wednesday thursday friday saturday sunday today yesterday
    tomorrow week month day days january february march april june july august september october november december
    percent mr mrs ms dr added adding including reported reports report news""".split()
)


@cache
def stem(word: str) -> str:
    """The word in lower case without its ending, so that "arrests" and "arrested" meet; crude, and enough for sets.

    >>> stem("Arrested"), stem("arrests"), stem("Paris")
    ('arrest', 'arrest', 'pari')
    """
    low = word.casefold().replace("’", "'").removesuffix("'s").replace(",", "")
    for suffix in _SUFFIXES:
        if low.endswith(suffix) and len(low) - len(suffix) >= _SHORTEST:
            return low[: -len(suffix)]
    return low


def content_words(*texts: str) -> frozenset[str]:
    """The stems of all words of ``texts`` that say what they are about, numbers among them."""
    return frozenset(
        stem(word)
        for text in texts
        for word in _WORD.findall(text)
        if (word[0].isdigit() or len(word) > 1) and word.casefold() not in _STOP
    )


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much it says that two accounts share a word or an actor: the log of how seldom texts have it."""

    words: Mapping[str, float]
    actors: Mapping[str, float]
    unseen: float  # nats, of what no text had
    card: Mapping[str, object]

    @classmethod
    def load(cls) -> Rarity:
        """From ``data/rarity.json``: in how many of ``texts`` each stem and each actor id is."""
        raw = json.loads(files("app.merging").joinpath("data/rarity.json").read_text(encoding="utf-8"))
        texts = raw["card"]["texts"]

        def of(counts: Mapping[str, int]) -> dict[str, float]:
            return {name: math.log((texts + 1) / (count + 1)) for name, count in counts.items()}

        return cls(of(raw["words"]), of(raw["actors"]), math.log(texts + 1), raw["card"])

    def word(self, stem: str) -> float:
        return self.words.get(stem, self.unseen)

    def total(self, stems: Iterable[str]) -> float:
        return sum(map(self.word, stems))

    def actor(self, actor_id: str) -> float:
        return self.actors.get(actor_id, self.unseen)
