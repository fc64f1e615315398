"""Articles grouped by the event that each is about: B-cubed on the ECB+ corpus (Cybulska and Vossen 2014).

Of the corpus those topics are read whose events are political, armed or legal acts. Each topic holds two events that
are easily taken for each other. The files know the day of publication of few articles, and of some a wrong one: none is
used, and with it goes every day that was counted from it.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from app.errors import DatelineError
from app.extract.pipeline import Extractor
from app.extract.records import Report
from app.merging import Account, Weights, account_of, partition

FITTED = frozenset({"8", "11", "16", "19", "33"})  # topics that the merge weights were fitted on
KEPT = frozenset({"9", "12", "18", "22", "34"})
_ANCHOR = date(2010, 6, 15)  # what extraction is told; whatever it derives from it is thrown away
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HEADLINE = 120  # characters that a headline has at most


class StoriesError(DatelineError):
    """{reason}; a line of articles grouped by event is {{"id", "topic", "event", "text"}}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    id: str
    topic: str
    event: str
    title: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article and the account of the event that it was found to be about, if it tells any."""

    article: Article
    main: Account | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cubed:
    """B-cubed precision and recall of a grouping (Bagga and Baldwin 1998)."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read(path: Path, topics: frozenset[str]) -> tuple[Article, ...]:
    """The articles of some topics. Raises StoriesError with the line that is wrong."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            if row["topic"] in topics:
                title, text = _split(row["text"])
                found.append(
                    Article(id=row["id"], topic=row["topic"], event=row["event"], title=title, text=text)
                )
        except (ValueError, KeyError) as error:
            raise StoriesError(reason=f"{path} line {number}: {error!r}") from error
    return tuple(found)


def _split(text: str) -> tuple[str | None, str]:
    """(headline, text): a text that opens with its address has its headline on the next line."""
    first, _, rest = text.partition("\n")
    if not first.startswith("http"):
        return None, text
    headline = rest.partition("\n")[0]
    return (headline if len(headline) < _HEADLINE else None), rest


def told(extractor: Extractor, article: Article) -> Story:
    reports = extractor.extract(article.text, _ANCHOR, article.title).reports
    return Story(article=article, main=_account(article, main_report(reports)) if reports else None)


def main_report(reports: Sequence[Report]) -> Report:
    """The report of what an article is about: told often, told early, told surely, and no mere talk."""
    return max(reports, key=_salience)


def _salience(report: Report) -> float:
    first = min(mention.start for mention in report.mentions)
    talk = 0.8 if report.family == "speech" else 0.0
    return math.log1p(len(report.mentions)) + 1.2 * math.exp(-first / 400) + report.confidence / 2 - talk


def _account(article: Article, report: Report) -> Account:
    id_ = uuid5(NAMESPACE_URL, article.id)
    account = account_of(
        report, report_id=id_, article_id=id_, published=None, text=article.text, title=article.title
    )
    when = report.date
    if when is None or (when.basis == "explicit" and when.text and _YEAR.search(when.text)):
        return account
    return replace(account, first=None, last=None, date_precision=None, date_basis=None)


def score(stories: Sequence[Story], weights: Weights) -> Cubed:
    """Articles whose main reports are parted into one group are given one event; one without a report stands alone."""
    parted = partition([story.main for story in stories if story.main], weights)
    place: dict[Hashable, Hashable] = {id_: number for number, ids in enumerate(parted.groups) for id_ in ids}
    given = {
        story.article.id: place[story.main.report_id] if story.main else story.article.id for story in stories
    }
    return cubed({story.article.id: story.article.event for story in stories}, given)


def cubed(gold: Mapping[str, Hashable], given: Mapping[str, Hashable]) -> Cubed:
    """``gold`` and ``given`` name the group of each article."""
    right, answered = _groups(gold), _groups(given)
    shared = {key: len(right[gold[key]] & answered[given[key]]) for key in gold}
    return Cubed(
        precision=sum(shared[key] / len(answered[given[key]]) for key in gold) / max(1, len(gold)),
        recall=sum(shared[key] / len(right[gold[key]]) for key in gold) / max(1, len(gold)),
    )


def _groups(named: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    found: dict[Hashable, set[str]] = defaultdict(set)
    for key, name in named.items():
        found[name].add(key)
    return found
