import pytest

from app.extract.when.timex import timexes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He left on Monday.", [("DATE", "2024-11-04")]),
        ("He left on Monday evening.", [("TIME", "2024-11-04TEV")]),
        ("He left last week.", [("DATE", "2024-W44")]),
        ("He left over the weekend.", [("DATE", "2024-W44-WE")]),
        ("He left in early October.", [("DATE", "2024-10")]),
        ("Output rose in the third quarter of 2019.", [("DATE", "2019-Q3")]),
        ("He left last summer.", [("DATE", "2024-SU")]),
        ("He left in the 1990s.", [("DATE", "199X")]),
        ("It lasted two weeks.", [("DURATION", "P2W")]),
        ("Fifty died in the past three months.", [("DURATION", "P3M")]),
        ("They meet every month.", [("SET", "P1M")]),
        ("They meet on Thursdays.", [("SET", "XXXX-WXX-4")]),
        ("He recently left.", [("DATE", "PAST_REF")]),
        ("He was there since October.", [("DATE", "2024-10")]),
    ],
)
def test_values_are_those_of_timex3(read, text, found):
    assert [(t.type, t.value) for t in timexes(read(text))] == found
