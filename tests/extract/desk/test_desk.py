"""Our reports beside an editor's list; the README says why these figures flatter."""

import pytest

from app.extract.pipeline import Extractor
from tests.extract.desk.judge import Verdict, articles, judged
from tests.extract.traps.table import RESPECTS

TOLD = 0.82  # share of the events that must come out as the editor tells them
KEPT_OUT = 0.55  # and of the errors that must not; each was made when it was listed, but for three


@pytest.fixture(scope="module")
def verdicts(extractor: Extractor) -> list[Verdict]:
    return list(judged(extractor))


def test_most_events_are_as_the_editor_tells_them(verdicts):
    total = sum(verdict.events for verdict in verdicts)
    unmet = [f"{verdict.article}: {line}" for verdict in verdicts for line in verdict.unmet]
    assert total - len(unmet) >= TOLD * total, "\n".join(unmet)


def test_the_errors_that_an_editor_strikes_out_are_rare(verdicts):
    total = sum(verdict.errors for verdict in verdicts)
    made = [f"{verdict.article}: {line}" for verdict in verdicts for line in verdict.made]
    assert total - len(made) >= KEPT_OUT * total, "\n".join(made)


def test_the_facts_ask_for_what_a_report_has():
    listed = list(articles())
    assert len(listed) >= 30
    for _, _, _, facts in listed:
        assert facts["events"]
        assert {key for one in (*facts["events"], *facts.get("not", ())) for key in one} <= set(RESPECTS)
