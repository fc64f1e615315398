"""What the steps of one extraction handed to each other: all that an explanation is made from."""

from __future__ import annotations

from dataclasses import dataclass

from app.extract.assemble.account import Account
from app.extract.assemble.cluster import Joined
from app.extract.assemble.same import MergeWeights
from app.extract.explain.records import Words
from app.extract.link import Linker
from app.extract.records import Document, Report, TimeExpression, Trigger
from app.extract.what import Judged
from app.extract.where import Setting
from app.extract.who import Cast

Word = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    doc: Document
    judged: tuple[Judged, ...]
    triggers: tuple[Trigger, ...]  # of every word judged to be one, with their final status
    times: tuple[TimeExpression, ...]
    linker: Linker
    setting: Setting
    groups: tuple[tuple[Joined, ...], ...]
    reports: tuple[Report, ...]  # one a group
    merging: MergeWeights
    least: float  # confidence below which a report is dropped

    @property
    def cast(self) -> Cast:
        return self.linker.cast

    @property
    def kept(self) -> tuple[tuple[tuple[Joined, ...], Report], ...]:
        """The groups whose reports are answered, with these."""
        pairs = zip(self.groups, self.reports, strict=True)
        return tuple((group, report) for group, report in pairs if report.confidence >= self.least)

    def words(self, start: int, end: int) -> Words:
        return Words(start=start, end=end, text=self.doc.text[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One group with its report."""

    case: Case
    group: tuple[Joined, ...]
    report: Report

    @property
    def accounts(self) -> list[Account]:
        return [member.account for member in self.group]

    @property
    def triggers(self) -> list[Trigger]:
        return [account.trigger for account in self.accounts]


def word_of(one: Trigger | Judged) -> Word:
    return one.sentence, one.token
