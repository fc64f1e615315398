"""What is cut out of a text, and how long that may take."""

import time

import pytest

from app.extract.when import find_times
from app.extract.when.cues import windows_in
from app.extract.when.recognise import find


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("They met on Tuesday", {"weekday"}),
        ("In 2014 and the nineties", {"year", "decade", "clock"}),
        ("Two years earlier", {"unit", "earlier"}),
        ("Nobody came", set()),
    ],
)
def test_kinds_in(text, kinds):
    assert set(windows_in(text, 0, len(text))) == kinds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He left on Thursday, March 28, 2019, at noon.", ["Thursday, March 28, 2019", "noon"]),
        ("In March 30 people died.", ["March"]),
        ("On March 30 people died.", ["March 30"]),
        ("Talks in May may fail.", ["May"]),
    ],
)
def test_the_longest_match_that_is_a_time_wins(read, text, found):
    assert [text[f.start : f.end] for f in find(read(text))] == found


@pytest.mark.parametrize(
    "piece", ["May 5 ", "two days earlier ", "Tuesday and ", "early late mid ", "one hundred "]
)
def test_one_endless_sentence_takes_no_endless_time(read, piece):
    doc = read(piece * 800)
    begun = time.process_time()
    find_times(doc)
    assert time.process_time() - begun < 2
