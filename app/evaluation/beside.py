"""Acts that articles tell beside their news: are two accounts of one act put together, and those of two kept apart?

Pairs of articles of our own happenings were judged by hand, each side named by the word that tells of the act, in
braces. A pair is only asked about where extraction gives a report of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from app.errors import DatelineError
from app.evaluation.happenings import Read
from app.merging import Weights, partition

OWN = Path("tests") / "gold" / "beside.yaml"

Key = tuple[str, str, str]  # happening, outlet, day of publication


class BesideError(DatelineError):
    """{path}: {reason}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act by the article that tells of it and the word that names it, with what stands around it."""

    article: Key
    before: str
    word: str
    after: str

    def start(self, text: str) -> int:
        """Where the word stands in ``text``; -1 if it does not."""
        found = text.find(self.before + self.word + self.after)
        return found + len(self.before) if found >= 0 else -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    one: Act
    other: Act
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideScore:
    asked: int  # pairs of which extraction gives both reports
    same: int  # of these, pairs that tell of one act
    given: int  # pairs that were put together
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.same if self.same else 1.0


def read(path: Path) -> tuple[Pair, ...]:
    """Every judged pair. Raises BesideError with what is wrong."""
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        return tuple(Pair(one=_act(row["one"]), other=_act(row["other"]), same=row["same"]) for row in rows)
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise BesideError(path=path, reason=repr(error)) from error


def _act(row: Mapping[str, Any]) -> Act:
    before, opening, rest = row["act"].partition("{")
    word, closing, after = rest.partition("}")
    if not (opening and closing and word):
        raise ValueError(f"no word stands in braces in {row['act']!r}")
    article = (row["happening"], row["outlet"], str(row["published"]))
    return Act(article=article, before=before, word=word, after=after)


def reports(pairs: Sequence[Pair], articles: Sequence[Read]) -> Iterator[tuple[UUID, UUID, bool]]:
    """The reports of both sides of the pairs that extraction gives, and whether they tell of one act."""
    known = {_key(article): article for article in articles}
    for pair in pairs:
        one, other = (_report(act, known.get(act.article)) for act in (pair.one, pair.other))
        if one and other:
            yield one, other, pair.same


def _key(article: Read) -> Key:
    told = article.told
    return told.happening, told.outlet, told.published.isoformat()


def _report(act: Act, article: Read | None) -> UUID | None:
    """The report that the word tells of."""
    if article is None or (start := act.start(article.told.text)) < 0:
        return None
    end = start + len(act.word)
    told = (id_ for id_, spans in article.mentions.items() if any(a < end and start < b for a, b in spans))
    return next(told, None)


def score(pairs: Sequence[Pair], articles: Sequence[Read], weights: Weights) -> BesideScore:
    """All articles are parted at once, as in a store; the judged pairs are looked up."""
    parted = partition([account for article in articles for account in article.accounts], weights)
    place = {id_: number for number, ids in enumerate(parted.groups) for id_ in ids}
    asked = [(place[one] == place[other], same) for one, other, same in reports(pairs, articles)]
    return BesideScore(
        asked=len(asked),
        same=sum(same for _, same in asked),
        given=sum(given for given, _ in asked),
        right=sum(given and same for given, same in asked),
    )
