"""The scorer on small made-up articles; test_reference.py holds it against the reference scorer."""

import copy

import pytest

from app.evaluation.score import Score

TEXT = "Iran warned Israel. The ministers met in Doha."
WARNING = {
    "type": "threat",
    "status": "happened",
    "mentions": [
        {"start": 5, "end": 11, "text": "warned", "trigger": "warned", "sent_start": 0, "sent_end": 19}
    ],
    "actors": [{"role": "source", "name": "Iran"}, {"role": "target", "name": "Israel"}],
    "date": {"start": "2024-11-05", "end": "2024-11-05"},
    "location": None,
    "killed": None,
    "injured": None,
}


def scored(gold: list[dict], found: list[dict]) -> Score:
    score = Score()
    score.add({"id": "a", "text": TEXT, "events": gold}, found)
    return score


def changed(**fields) -> dict:
    return {**copy.deepcopy(WARNING), **fields}


def test_a_perfect_report_is_complete():
    score = scored([WARNING], [WARNING])
    assert [score.rate(m).f1 for m in ("detect", "typed", "complete")] == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("fields", "rates"),
    [
        ({"type": "rejection"}, [1.0, 0.0, 0.0]),  # same family: found, but of another type
        ({"type": "strike"}, [0.0, 0.0, 0.0]),
        ({"status": "planned"}, [1.0, 1.0, 0.0]),
        ({"actors": [{"role": "source", "name": "Israel"}]}, [1.0, 1.0, 0.0]),
        ({"date": None}, [1.0, 1.0, 0.0]),
        ({"date": {"start": "2024-11-06", "end": "2024-11-06"}}, [1.0, 1.0, 1.0]),  # near enough
        ({"mentions": [{"start": 38, "end": 41, "text": "met"}]}, [0.0, 0.0, 0.0]),  # another sentence
    ],
)
def test_what_a_wrong_value_costs(fields: dict, rates: list[float]):
    score = scored([WARNING], [changed(**fields)])
    assert [score.rate(m).f1 for m in ("detect", "typed", "complete")] == rates


def test_optional_events_are_neither_rewarded_nor_punished():
    score = scored([changed(optional=True)], [WARNING, changed()])
    assert (score.gold, score.found) == (0, 0)


def test_a_second_report_of_one_event_is_an_error():
    score = scored([WARNING], [WARNING, changed()])
    assert score.rate("detect").precision == 0.5


def test_articles_without_an_event_should_give_none():
    score = Score()
    score.add({"id": "a", "text": TEXT, "events": []}, [WARNING])
    score.add({"id": "b", "text": TEXT, "events": []}, [])
    score.add({"id": "c", "text": TEXT, "events": [changed(optional=True)]}, [WARNING])
    assert (score.empty, score.alarms, score.silence) == (2, 1, 0.5)


def test_confidence_is_judged_by_the_type_and_never_on_optional_events():
    score = Score()
    reports = [changed(confidence=0.9), changed(confidence=0.4, type="strike")]
    score.add({"id": "a", "text": TEXT, "events": [WARNING]}, reports)
    score.add({"id": "b", "text": TEXT, "events": [changed(optional=True)]}, [changed(confidence=0.7)])
    assert score.judged == [(0.9, True), (0.4, False)]
