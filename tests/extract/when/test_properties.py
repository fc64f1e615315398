"""What holds for any text."""

from datetime import date
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.extract.records import Trigger
from app.extract.when import date_of, find_times, words

PIECES = st.sampled_from(
    ["on", "in", "since", "from", "to", "and", "by", "Tuesday", "Sunday's", "May", "31", "29 February", "2023", "9999",
     "1000", "last", "next", "the", "week", "two", "99999", "years", "ago", "earlier", "decade", "centuries", "1990s",
     "Easter", "December 31", "later that day", "a day after", "he", "attacked", "will", "attack", ",", ".", "\n", "-",
     "0001-01-01", "2024-13-45", "31/02/2023", "quarter", "overnight", "10:35 a.m.", "Nov. 5 (AP) -", "«", "\u00a0"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map(" ".join), st.text(max_size=60))
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SETTINGS
@given(text=TEXTS, published=DAYS)
def test_times_are_ordered_and_exact(read, text, published):
    doc = read(text, published)
    times = find_times(doc)
    for time in times:
        assert (time.first is None) == (time.last is None)
        assert time.first is None or time.first <= time.last
        assert text[time.start : time.end] == time.text != ""
    assert all(a.end <= b.start for a, b in pairwise(times))


@SETTINGS
@given(text=TEXTS, published=DAYS, status=st.sampled_from(["happened", "planned", "denied"]))
def test_a_date_is_ordered_and_from_the_text(read, text, published, status):
    doc = read(text, published)
    times = find_times(doc)
    for sentence in doc.sentences:
        for token in sentence.tokens:
            trigger = Trigger(
                sentence=sentence.index, token=token.index, start=token.start, end=token.end, type="attack",
                status=status, score=1.0, via="",
            )  # fmt: skip
            when = date_of(doc, trigger, times)
            if when is None:
                continue
            assert when.first <= when.last
            assert (when.text is None) == (when.basis == "publication")
            assert when.text is None or text[when.start : when.end] == when.text
            assert status != "planned" or when.last >= published


@SETTINGS
@given(
    day=st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
    frame=st.sampled_from(
        ["He left on {}.", "He will leave on {}.", "Troops left last {}.", "They meet next {}."]
    ),
    published=DAYS,
)
def test_a_weekday_is_that_weekday(read, day, frame, published):
    (time,) = find_times(read(frame.format(day), published))
    assert time.first.weekday() == words.load().meaning("weekday", day)
    assert abs((time.first - published).days) <= 7
