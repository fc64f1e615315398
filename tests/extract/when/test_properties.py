"""What holds for any text."""

from datetime import date
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.extract.records import Trigger
from app.extract.when import calendars, date_of, find_times, words

PIECES = st.sampled_from(
    ["on", "in", "since", "from", "to", "and", "by", "Tuesday", "Sunday's", "May", "31", "29 February", "2023", "9999",
     "1000", "last", "next", "the", "week", "two", "99999", "years", "ago", "earlier", "decade", "centuries", "1990s",
     "Easter", "December 31", "later that day", "a day after", "he", "attacked", "will", "attack", ",", ".", "\n", "-",
     "0001-01-01", "2024-13-45", "31/02/2023", "quarter", "overnight", "10:35 a.m.",
     "Ramadan", "12", "Nowruz 1403", "the eve of", "anniversary of", "9/11", "3rd of",
     "in two weeks",
     "Nov. 5 (AP) -", "«", "\u00a0"]
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
    assert abs((time.first - published).days) <= 8


@SETTINGS
@given(
    day=st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
    frame=st.sampled_from(
        [
            "The offer had been due to expire on {}.",
            "He could arrive as early as {}.",
            "A vigil planned for {} was called off.",
            "{}'s attack killed ten.",
            "The blast came at 10:35 a.m. {}.",
            "It is expected early {}.",
        ]
    ),
    published=DAYS,
)
def test_a_weekday_is_that_weekday_whatever_the_clause(read, day, frame, published):
    (time,) = find_times(read(frame.format(day), published))
    assert time.first == time.last
    assert time.first.weekday() == words.load().meaning("weekday", day)
    assert abs((time.first - published).days) < 7


# each says its time by itself, so that no other sentence can change it
SENTENCES = (
    "Rebels attacked the town on Tuesday.",
    "The minister resigned yesterday.",
    "A vote will be held on 12 January 2031.",
    "Floods came in the summer of 2016.",
    "Fighting has raged since 2011.",
    "Police detained forty men last week.",
    "The talks open next Friday.",
    "He pardoned prisoners on Eid al-Fitr.",
    "The two sides recently met.",
)


@SETTINGS
@given(order=st.permutations(range(len(SENTENCES))), published=DAYS)
def test_the_order_of_sentences_that_do_not_refer_to_each_other_is_nothing(read, order, published):
    def told(sentences):
        doc = read("\n\n".join(sentences), published)
        return {(t.text, t.first, t.last, t.rule) for t in find_times(doc)}

    assert told([SENTENCES[i] for i in order]) == told(SENTENCES)


@SETTINGS
@given(
    count=st.integers(1, 60),
    unit=st.sampled_from(["days", "weeks", "months", "years"]),
    side=st.sampled_from(["after", "before"]),
    published=DAYS,
)
def test_what_is_counted_from_a_day_lies_on_the_side_that_is_said(read, count, unit, side, published):
    doc = read(f"He fled {count} {unit} {side} the October 26, 1995 vote.", published)
    counted, named = find_times(doc)
    assert named.first == named.last == date(1995, 10, 26)
    assert counted.first > named.last if side == "after" and unit in ("days", "weeks") else True
    assert counted.last < named.first if side == "before" and unit in ("days", "weeks") else True


@given(
    year=st.integers(1300, 1600), month=st.integers(1, 12), day=st.integers(1, 29), days=st.integers(1, 400)
)
def test_calendars_count_every_day_once(year, month, day, days):
    for calendar, length in ((calendars.islamic, 354), (calendars.persian, 365)):
        first = calendar(year, month, day)
        assert first < calendar(year, month, day + 1 if day < 29 else 29) or day == 29
        assert (calendar(year + 1, 1, 1) - calendar(year, 1, 1)).days in (length, length + 1)
    assert calendars.persian(year, 1, 1).year == year + 621
    assert year in calendars.islamic_years(calendars.islamic(year, month, day).year)
