"""Floors: what falls below one is said, and every floor stands under a figure that exists."""

import pytest

from app.evaluation import beside, happenings, results, stories
from app.evaluation.calibration import Calibration
from app.evaluation.floors import broken, load_floors
from app.evaluation.plover import PloverScore
from app.evaluation.quotes import QuoteScore
from app.evaluation.score import Score
from app.evaluation.spans import Share
from app.evaluation.timex import TimexScore
from app.evaluation.toponyms import ToponymScore
from app.merging import Weights

NONE = Share(right=0, found=0, annotated=0)
RESULTS = [
    *(results.of_events(name, Score()) for name in ("dev", "agency", "bullets", "own")),
    results.of_quotes(QuoteScore(attributions=(), unspoken=0, voiced=0)),
    results.of_plover(PloverScore(pairs={})),
    results.of_confidence(Calibration(judged=())),
    results.of_happenings("happenings", happenings.score((), Weights.load())),
    results.of_beside("beside", beside.score((), (), Weights.load())),
    *(results.of_stories(name, 0, stories.cubed({}, {})) for name in ("stories", "stories_kept")),
    results.of_times(TimexScore(relaxed=NONE, typed=NONE, valued=NONE)),
    *(
        results.of_places(name, ToponymScore(recognised=NONE, near=0.0, country=country))
        for name, country in (("TR-News", 0.0), ("LGL", 0.0), ("GeoWebNews", None))
    ),
]


def test_a_figure_below_its_floor_is_named():
    result = results.of_plover(PloverScore(pairs={("AID", "AID"): 1, ("AID", "YIELD"): 1}))
    assert broken(result, {"plover": {"accuracy": 0.4}}) == []
    assert broken(result, {"plover": {"accuracy": 0.6}}) == [
        "plover: accuracy is 0.500, below its floor 0.600"
    ]


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.name)
def test_every_floor_is_of_a_figure_between_0_and_1(result: results.Result):
    floors = load_floors()[result.name]
    assert set(floors) <= set(result.figures)
    assert all(0 < least < 1 for least in floors.values())


def test_no_floor_lies_under_nothing():
    assert set(load_floors()) == {result.name for result in RESULTS}
