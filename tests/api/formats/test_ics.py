from datetime import date

import pytest
from icalendar import Calendar

from app.api.formats.ics import ICS
from app.schemas.queries import EventQuery
from tests.api.formats.build import ID, day, event


def read(*events):
    written = ICS.whole(events)
    assert max(map(len, written.split(b"\r\n"))) <= 75, "RFC 5545, 3.1: lines are folded"
    assert written.count(b"\r\n") == written.count(b"\n")
    calendar = Calendar.from_ical(written)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    return calendar.walk("VEVENT")


def test_a_day_ends_on_the_next():
    (entry,) = read(event(status="planned"))
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2024, 11, 5), date(2024, 11, 6))
    assert entry["DTSTART"].params["VALUE"] == "DATE"
    assert (entry["UID"], entry["SUMMARY"], entry["STATUS"]) == (ID, "Araji visits Tehran", "TENTATIVE")


def test_several_days():
    (entry,) = read(event(date=day("2024-12-30", "2025-01-02", "range")))
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2024, 12, 30), date(2025, 1, 3))


def test_the_last_day_of_all_has_no_day_after_it():
    (entry,) = read(event(date=day("9999-12-31")))
    assert "DTEND" not in entry


@pytest.mark.parametrize(
    ("status", "written"), [("planned", "TENTATIVE"), ("happened", "CONFIRMED"), ("denied", "CANCELLED")]
)
def test_how_sure_it_is(status, written):
    assert read(event(status=status))[0]["STATUS"] == written


def test_a_later_version_replaces_an_earlier_one():
    (entry,) = read(event(version=4))
    assert entry["SEQUENCE"] == 3


def test_text_of_strangers_makes_no_lines_of_its_own():
    summary = "Visit; to, Tehran\r\nEND:VEVENT\r\n\x07" + "北" * 60
    (entry,) = read(event(summary=summary))
    assert entry["SUMMARY"].replace("\r\n", "\n") == summary.replace("\x07", "").replace("\r\n", "\n")


def test_planned_events_with_a_day_are_meant():
    meant = ICS.meant(EventQuery())
    assert (meant.status, meant.from_) == (["planned"], date(1, 1, 2))
    assert ICS.meant(EventQuery(status=["denied"])).status == ["denied"]
    assert ICS.meant(EventQuery.model_validate({"to": "2024-01-01"})).from_ is None
