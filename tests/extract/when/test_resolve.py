"""Times of news, read against the day of publication; the rules' own examples are in test_rules."""

from datetime import date

import pytest

from app.extract.when import find_times

TUESDAY = date(2024, 11, 5)


def read_all(read, text, published=TUESDAY):
    return [(t.text, str(t.first), str(t.last)) for t in find_times(read(text, published)) if t.first]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The minister flew to Tehran on Tuesday.", ("Tuesday", "2024-11-05", "2024-11-05")),
        ("The minister flew to Tehran on Wednesday.", ("Wednesday", "2024-10-30", "2024-10-30")),
        ("The minister will fly to Tehran on Tuesday.", ("Tuesday", "2024-11-05", "2024-11-05")),
        ("The minister will fly to Tehran on Wednesday.", ("Wednesday", "2024-11-06", "2024-11-06")),
        ("The minister is due in Tehran on Thursday.", ("Thursday", "2024-11-07", "2024-11-07")),
        ("Parliament is scheduled to vote on Monday.", ("Monday", "2024-11-11", "2024-11-11")),
        ("The party wants to appeal against Sunday's ruling.", ("Sunday", "2024-11-03", "2024-11-03")),
        ("Leaders gathered ahead of Sunday's election.", ("Sunday", "2024-11-10", "2024-11-10")),
        ("The deadline was extended to Nov. 16.", ("Nov. 16", "2024-11-16", "2024-11-16")),
    ],
)
def test_the_clause_gives_the_direction(read, text, found):
    assert read_all(read, text) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It has been at war since October.", ("October", "2024-10-01", "2024-11-05")),
        ("It must leave by the end of the year.", ("the end of the year", "2024-11-05", "2024-12-31")),
        ("The bases will stay until 2026.", ("2026", "2024-11-05", "2026-12-31")),
        ("They talked from 2011 to 2014.", ("2011 to 2014", "2011-01-01", "2014-12-31")),
        ("They fought between May 2 and June 5.", ("May 2 and June 5", "2024-05-02", "2024-06-05")),
        ("He ruled from December 3 to May 5, 2023.", ("December 3 to May 5, 2023", "2022-12-03", "2023-05-05")),
        ("The summit will be held on Tuesday and Wednesday.", ("Tuesday and Wednesday", "2024-11-05", "2024-11-06")),
    ],
)  # fmt: skip
def test_bounds_and_ranges(read, text, found):
    assert read_all(read, text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "About 2014 people fled.",
        "Flight 2014 was diverted.",
        "The council adopted Resolution 1701.",
        "He may march to the sea.",
        "A 45-year-old man was held.",
        "She is 27 years old.",
        "The paid sum was $2015.",
        "The Sunday Times reported it.",
        "The students were in their 20s.",
        "Jan Egeland spoke.",
    ],
)
def test_other_numbers_and_names_are_no_times(read, text):
    assert find_times(read(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Dozens fled in recent days.",
        "They will meet soon after recent talks.",
        "He had left long ago.",
        "It lasted weeks.",
    ],
)
def test_a_vague_time_names_no_day(read, text):
    times = find_times(read(text))
    assert times
    assert all(t.first is None and t.last is None for t in times)


@pytest.mark.parametrize(
    "text",
    [
        "BAGHDAD, Nov 5 (Reuters) - Troops left.",
        "BAGHDAD, Iraq, Nov. 5 (AP) -- Troops left.",
        "Tuesday, November 5, 2024\n\nTroops left.",
    ],
)
def test_a_dateline_is_marked_as_such(read, text):
    assert [t.rule for t in find_times(read(text))] == ["dateline"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "He was freed on October 9. Two days earlier he was beaten.",
            ("Two days earlier", "2024-10-07", "2024-10-07"),
        ),
        (
            "He was jailed in May 2019. He fled the following month.",
            ("the following month", "2019-06-01", "2019-06-30"),
        ),
        (
            "He was jailed on 14 November 2017. He fled on November 21.",
            ("November 21", "2017-11-21", "2017-11-21"),
        ),
        (
            "A day after rebels took the town, troops moved in on Monday.",
            ("Monday", "2024-11-04", "2024-11-04"),
        ),
    ],
)
def test_times_count_from_the_one_before(read, text, last):
    assert read_all(read, text)[-1] == last


def test_a_day_after_dates_what_follows_from_the_clause_beside_it(read):
    found = read_all(read, "A day after rebels took the town, troops moved in on Monday.")
    assert found[0] == ("A day after", "2024-11-03", "2024-11-03")


def test_both_orders_of_a_numeric_day_leave_it_unknown(read):
    assert [t.first for t in find_times(read("It was signed on 10/11/2023."))] == [None]


def test_offsets_point_at_the_words(read):
    text = "In September,  he left. On\u00a0Tuesday he came back, two   days later."
    assert [text[t.start : t.end] for t in find_times(read(text))] == [t.text for t in find_times(read(text))]
