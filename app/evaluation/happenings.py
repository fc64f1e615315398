"""Happenings told by many outlets, with look-alikes: are the reports of one put together, and those of two kept apart?

Only the report that each article gives of its annotated main happening is judged; the others take part in the
partition as they would in a store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml

from app.errors import DatelineError
from app.extract.pipeline import Extractor
from app.extract.records import Report
from app.extract.taxonomy import TYPES
from app.merging import Account, Weights, account_of, partition
from app.merging.features import confusable

OWN = Path("tests") / "gold" / "happenings"


class HappeningsError(DatelineError):
    """{path}: {reason}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article of a happening, and where it names it."""

    group: str  # happenings of one group are alike and must stay apart
    kept: bool  # kept from fitting: every second group of a file
    happening: str
    type: str
    outlet: str
    published: date
    title: str
    text: str
    main: tuple[str, ...]
    copy_of: str | None

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE_URL, f"{self.happening}/{self.outlet}/{self.title}/{self.published}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was extracted of an article; ``mains`` are the accounts of its happening, the nearest to its words first."""

    told: Told
    accounts: tuple[Account, ...]
    mains: tuple[UUID, ...]
    typed: bool  # one of them is of the annotated type or one that is easily taken for it
    mentions: Mapping[
        UUID, Sequence[tuple[int, int]]
    ]  # of each account, the offsets of the words that tell it


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScore:
    together: int  # pairs of articles of one happening
    given: int  # pairs that were put together
    right: int
    articles: int
    silent: int  # articles of which no report of a fitting type tells the happening
    heard: int  # pairs of one happening, both of which such a report tells
    joined: tuple[tuple[Read, Read], ...]  # rightly put together
    wrong: tuple[tuple[Told, Told], ...]  # put together though apart
    missed: tuple[tuple[Told, Told], ...]

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that extraction lets anybody merge: what it did not read is its fault, not merging's."""
        found = sum(a.typed and b.typed for a, b in self.joined)
        return found / self.heard if self.heard else 1.0

    @property
    def whole_recall(self) -> float:
        """Of all pairs, with what extraction missed."""
        return self.right / self.together if self.together else 1.0


def read(folder: Path) -> tuple[Told, ...]:
    """Every article of the files of ``folder``. Raises HappeningsError with the file that is wrong."""
    return tuple(told for path in sorted(folder.glob("*.yaml")) for told in _file(path))


def _file(path: Path) -> Iterator[Told]:
    try:
        groups = yaml.safe_load(path.read_text(encoding="utf-8"))
        for number, group in enumerate(groups):
            for happening in group["happenings"]:
                for article in happening["articles"]:
                    yield _told(group["group"], number % 2 == 1, happening, article)
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise HappeningsError(path=path, reason=repr(error)) from error


def _told(group: str, kept: bool, happening: Mapping[str, Any], article: Mapping[str, Any]) -> Told:
    main = article["main"] if isinstance(article["main"], list) else [article["main"]]
    if missing := [words for words in main if words not in article["text"]]:
        raise ValueError(f"{happening['id']}, {article['outlet']}: {missing[0]!r} does not stand in the text")
    return Told(
        group=group,
        kept=kept,
        happening=happening["id"],
        type=happening["type"],
        outlet=article["outlet"],
        published=date.fromisoformat(str(article["published"])),
        title=article["title"],
        text=article["text"],
        main=tuple(main),
        copy_of=article.get("copy_of"),
    )


def extracted(extractor: Extractor, told: Told) -> Read:
    reports = extractor.extract(told.text, told.published, told.title).reports
    return as_read(told, reports)


def as_read(told: Told, reports: Sequence[Report]) -> Read:
    ids = [uuid5(told.id, str(number)) for number in range(len(reports))]
    mains = mains_of(told, reports)
    return Read(
        told=told,
        accounts=tuple(
            account_of(
                report,
                report_id=id_,
                article_id=told.id,
                published=datetime.combine(told.published, time(), UTC),
                text=told.text,
                title=told.title,
                source=told.outlet,
            )
            for id_, report in zip(ids, reports, strict=True)
        ),
        mains=tuple(ids[number] for number in mains),
        typed=any(akin(reports[number].type, told.type) for number in mains),
        mentions={
            id_: [(mention.start, mention.end) for mention in report.mentions]
            for id_, report in zip(ids, reports, strict=True)
        },
    )


def mains_of(told: Told, reports: Sequence[Report]) -> list[int]:
    """The reports of the happening. Extraction may split it: all of its type or one that is taken for it whose mention
    stands in a sentence with the words that name it; else whatever else is told there; else the nearest of its family.
    Empty: no report is."""
    spans = [(start, start + len(words)) for words in told.main for start in _starts(told.text, words)]
    found = sorted(
        (not within, not akin(report.type, told.type), gap > 0, report.type != told.type, gap, number)
        for number, report in enumerate(reports)
        for mention in report.mentions
        for start, end in spans
        for gap in [max(mention.start - end, start - mention.end, 0)]
        for within in [mention.sentence_start < end and start < mention.sentence_end]
        if within or TYPES[report.type].family == TYPES[told.type].family
    )
    kept = [row for row in found if row[:2] == (False, False)] or found[:1]
    return list(dict.fromkeys(row[-1] for row in kept))


def akin(one: str, other: str) -> bool:
    return one == other or TYPES[one].family == TYPES[other].family or (one, other) in confusable()


def _starts(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def score(articles: Sequence[Read], weights: Weights) -> PairScore:
    """All articles are parted at once; pairs of their main reports are judged."""
    parted = partition([account for article in articles for account in article.accounts], weights)
    place = {id_: number for number, ids in enumerate(parted.groups) for id_ in ids}

    def joined(a: Read, b: Read) -> bool:
        return bool({place[id_] for id_ in a.mains} & {place[id_] for id_ in b.mains})

    pairs = list(combinations(articles, 2))
    alike = [(a, b) for a, b in pairs if a.told.happening == b.told.happening]
    given = [(a, b) for a, b in pairs if joined(a, b)]
    return PairScore(
        together=len(alike),
        given=len(given),
        right=sum(a.told.happening == b.told.happening for a, b in given),
        articles=len(articles),
        heard=sum(a.typed and b.typed for a, b in alike),
        silent=sum(not article.typed for article in articles),
        joined=tuple((a, b) for a, b in alike if joined(a, b)),
        wrong=tuple((a.told, b.told) for a, b in given if a.told.happening != b.told.happening),
        missed=tuple((a.told, b.told) for a, b in alike if not joined(a, b)),
    )
