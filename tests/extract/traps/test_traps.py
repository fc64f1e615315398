"""Every trap is read end to end by the real extractor; the table itself is held to its own rules."""

from collections import Counter
from dataclasses import replace

import pytest

from app.extract.pipeline import Extractor
from tests.extract.traps.table import RESPECTS, Trap, load

TRAPS = list(load())
LEAST = 250


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: f"{trap.family}: {trap.name}")
def test_the_trap_is_seen(extractor: Extractor, trap: Trap):
    assert trap.faults(extractor.extract(trap.text, trap.published).reports) == []


def test_there_are_many_and_each_is_one_of_its_own():
    assert len(TRAPS) >= LEAST
    for what in (Counter(trap.name for trap in TRAPS), Counter(trap.text for trap in TRAPS)):
        assert [value for value, times in what.items() if times > 1] == []


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_every_trap_asks_for_something_that_a_report_has(trap: Trap):
    assert trap.reports or trap.never or trap.count or trap.none
    assert {name for description in (*trap.reports, *trap.never) for name in description} <= set(RESPECTS)
    assert all((*trap.reports, *trap.never)), "an empty description says nothing"


class TestTheJudge:
    """A table that could not fail would say nothing: each kind of expectation is broken once."""

    TEXT = "Russia said it shot down 30 Ukrainian drones over Kursk on Monday."

    @pytest.fixture
    def faults(self, extractor: Extractor):
        blank = replace(TRAPS[0], text=self.TEXT, reports=(), never=(), count={}, none=False)
        found = extractor.extract(self.TEXT, blank.published).reports
        return lambda **wanted: replace(blank, **wanted).faults(found)

    @pytest.mark.parametrize(
        "description",
        [
            {"type": "strike", "source": ["Russia"], "claimed_by": "Russia", "chain": ["Russia"]},
            {"type": ["attack", "strike"], "family": "conflict", "status": "happened"},
            {"country": "RU", "source_country": ["RU"], "actor": "Russia", "actor_country": "RU"},
            {"date": "2024-11-04", "killed": "", "injured": ""},
        ],
    )
    def test_what_is_there_fits(self, faults, description):
        assert faults(reports=[description]) == []
        assert len(faults(never=[description])) == 1

    @pytest.mark.parametrize(
        "description",
        [
            {"type": "attack"},
            {"family": "civil"},
            {"status": "planned"},
            {"source": ["Ukraine"]},
            {"source": ["Rus"]},  # whole words only
            {"target": ["Russia"]},
            {"claimed_by": "Ukraine"},
            {"claimed_by": ""},
            {"chain": []},
            {"chain": ["Russia", "Russia"]},
            {"country": "UA"},
            {"source_country": ["UA"]},
            {"date": "2024-11-05"},
            {"killed": 30},
        ],
    )
    def test_what_is_not_there_does_not(self, faults, description):
        assert len(faults(reports=[description])) == 1
        assert faults(never=[description]) == []

    def test_one_report_meets_one_description(self, faults):
        assert len(faults(reports=[{"type": "strike"}, {"type": "strike"}])) == 1

    def test_reports_are_counted(self, faults):
        assert faults(count={"strike": 1}) == []
        assert len(faults(count={"strike": 2})) == 1
        assert len(faults(none=True)) == 1
