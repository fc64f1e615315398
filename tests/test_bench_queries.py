"""The bench of questions asks every one of both, end to end; its figures are nobody's promise."""

import xml.etree.ElementTree as ElementTree

import pytest

from benchmarks.queries.crowd import Crowd
from benchmarks.queries.measure import How, measure
from benchmarks.queries.plot import plot
from benchmarks.queries.questions import QUESTIONS
from benchmarks.queries.report import report
from benchmarks.queries.results import Answered, Load, Size, timings

HOW = How(samples=2, rounds=1, seconds=1, seed=1, beside=True)


def answered(name, sql, http, datasette, aim=None):
    theirs = None if datasette is None else timings([datasette])
    return Answered(
        name=name,
        kind="page",
        aim=aim,
        sql=timings([sql]),
        statements=2,
        http=timings([http]),
        datasette=theirs,
    )


def size(events, *answers):
    return Size(
        events=events,
        load_seconds=60,
        postgres_bytes=2**30,
        sqlite_bytes=None,
        answers=answers,
        crowds={"Dateline": Load.of(Crowd(seconds=2, milliseconds=[1, 2, 3, 4], errors=["Refused: 500"]))},
    )


def test_every_question_is_answered_by_both(tmp_path):
    told = []
    found = measure(tmp_path, 6_000, HOW, told.append)
    assert [one.name for one in found.answers] == [question.name for question in QUESTIONS]
    for one, question in zip(found.answers, QUESTIONS, strict=True):
        assert one.sql.p50 > 0
        assert one.http.p50 > one.sql.p50 / 2
        assert (one.datasette is None) == (question.theirs is None)
    assert {name: load.errors for name, load in found.crowds.items()} == {"Dateline": 0, "Datasette": 0}
    assert all(load.answers > 0 for load in found.crowds.values())
    assert "32 clients: Datasette" in told


@pytest.mark.parametrize(
    ("sql", "aim", "met"), [(5, (5, 15), True), (5.1, (5, 15), False), (5, (5, 4), False), (1, None, None)]
)
def test_aims_are_met_at_both_marks(sql, aim, met):
    assert answered("q", sql, 10, 20, aim).met is met


def test_a_report_says_what_was_missed_and_what_failed():
    text = report([size(1_000, answered("a", 4, 8, 16, (3, 9)), answered("b", 1, 2, None))])
    assert "| a | 3 / 9, missed | 4.0 / 4.0 | 2.0 | 8.0 / 8.0 | 16.0 / 16.0 | 2.0 |" in text
    assert "| b |  | 1.0 / 1.0 | 2.0 | 2.0 / 2.0 | no such question |  |" in text
    assert "| Dateline | 2 | 2 ms | 4 ms | 4 | 1: Refused: 500 |" in text


def test_a_report_shows_growth_side_by_side():
    text = report([size(1_000, answered("a", 4, 8, 16)), size(10_000, answered("a", 5, 9, 90))])
    assert "| SQL p50 / p95 in ms | 1,000 events | 10,000 events |" in text
    assert "| a | 4.0 / 4.0 | 5.0 / 5.0 |" in text


def test_a_plot_has_a_chart_a_question_and_slower_is_higher():
    picture = ElementTree.fromstring(
        plot([size(1_000, answered("a < b", 1, 10, 100)), size(10_000, answered("a < b", 2, 10, 1_000))])
    )
    space = "{http://www.w3.org/2000/svg}"
    assert "a < b" in [text.text for text in picture.iter(f"{space}text")]
    dots = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in picture.iter(f"{space}circle")]
    (x1, sql1), (x2, sql2), (_, http1), (_, http2), (_, theirs1), (_, theirs2) = dots
    assert x1 < x2
    assert sql1 > sql2 > http1 == http2 > theirs1 > theirs2
