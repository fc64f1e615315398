import csv
from io import StringIO

import pytest

from app.api.formats.csv import CSV
from tests.api.formats.build import ID, actor, event, place


def read(*events):
    written = CSV.whole(events).decode()
    assert written.endswith("\r\n")
    return list(csv.DictReader(StringIO(written, newline="")))


def test_a_row_has_what_the_event_has():
    (row,) = read(event(killed=3))
    assert (row["id"], row["type"], row["start"], row["place"]) == (ID, "visit", "2024-11-05", "Tehran")
    assert (row["longitude"], row["latitude"], row["killed"], row["injured"]) == ("51.42", "35.69", "3", "")
    assert (row["source_actors"], row["target_actors"], row["participants"]) == ("Araji", "Iran", "")
    assert row["first_published_at"] == "2024-11-06T09:30:00Z"


def test_what_is_not_known_is_empty():
    (row,) = read(event(date=None, location=None, actors=[]))
    assert {row[name] for name in ("start", "end", "place", "country", "longitude", "actor_ids")} == {""}


def test_the_header_stands_alone_where_nothing_matches():
    assert CSV.whole([]).decode().startswith("id,type,family,status,summary,start,end,")
    assert read() == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_text_is_taken_for_a_formula(start):
    text = f'{start}HYPERLINK("http://a.example","x")'
    (row,) = read(event(summary=text, actors=[actor(text)]))
    assert row["summary"] == row["source_actors"] == f"'{text}"


def test_numbers_are_no_formulas():
    (row,) = read(event(goldstein=-4.4, location=place(longitude=-51.4)))
    assert (row["goldstein"], row["longitude"]) == ("-4.4", "-51.4")


def test_quotes_commas_and_line_ends_stay_in_their_cell():
    summary = 'He said "no", then\r\nleft; 北京'
    assert read(event(summary=summary), event())[0]["summary"] == summary


def test_entries_of_a_list_can_be_told_apart():
    (row,) = read(event(actors=[actor("A; B"), actor("C"), actor("D\\")]))
    assert row["source_actors"] == r"A\; B; C; D\\"


def test_an_actor_named_twice_in_a_role_is_told_once():
    (row,) = read(event(actors=[actor("Iran", name="Iran"), actor("Iran", name="Tehran")]))
    assert (row["source_actors"], row["actor_ids"]) == ("Iran", "person:iran")
