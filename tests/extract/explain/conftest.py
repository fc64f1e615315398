"""A whole extraction laid open, for the tests of explanations."""

from collections.abc import Callable

import pytest

from app.extract.assemble import joined, report_of
from app.extract.explain.case import Case
from app.extract.pipeline import Extractor, case_of
from app.extract.records import Document
from app.extract.timing import Stopwatch


@pytest.fixture(scope="session")
def case(extractor: Extractor, read: Callable[..., Document]) -> Callable[[str], Case]:
    """``case(text)`` is what the steps handed to each other, as of Tuesday, 5 November 2024."""

    def laid_open(text: str) -> Case:
        doc = read(text)
        told = extractor.accounts(doc, Stopwatch())
        groups = joined(told.accounts, extractor.merging, told.linker)
        members = ([member.account for member in group] for group in groups)
        reports = [
            report_of(doc, accounts, told.linker, told.setting, told.cast.quotes, extractor.confidence)
            for accounts in members
        ]
        return case_of(doc, told, groups, reports, extractor.merging)

    return laid_open
