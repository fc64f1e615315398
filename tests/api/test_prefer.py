import pytest

from app.api.prefer import wait_seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ([], None),
        (["wait=10"], 10),
        (["Wait = 10"], 10),
        (['wait="10"'], 10),
        (["wait=0"], 0),
        (["wait=99"], 30),
        (["respond-async, wait=5"], 5),
        (["respond-async; wait=5"], 5),
        (["respond-async", "wait=5"], 5),
        (["wait=5, wait=7"], 5),
        (["respond-async"], None),
        (["wait"], None),
        (["wait=ten"], None),
        (["wait=-1"], None),
        (["await=5"], None),
        (["wait=" + "9" * 5000], None),
    ],
)
def test_what_is_understood_is_honoured_and_the_rest_ignored(headers, seconds):
    assert wait_seconds(headers, cap=30) == seconds
