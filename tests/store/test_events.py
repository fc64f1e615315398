from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from app.errors import Invalid, NotFound
from app.models import Event
from app.schemas.filters import EventFilter
from app.schemas.queries import EventQuery
from app.store import events
from app.store.event_pages import count_events, list_events
from app.store.events import get_event
from tests.store.build import actor, place, report, when


async def test_an_event_is_shown_with_all_that_was_told(session, tell):
    toll = {"killed": 5, "injured": 0, "claimed_by": "Somebody"}
    people = (actor("Iran", role="target", kind="country", aliases=("the Republic",)), actor())
    await tell(report(actors=people, **toll), published_at="2024-11-06T09:30:00+01:00")
    shown = (await list_events(session, EventQuery())).items[0]
    assert [(part.role, part.name, part.kind) for part in shown.actors] == [
        ("source", "Qasim al-Araji", "person"),
        ("target", "Iran", "country"),
    ]
    assert (shown.killed, shown.injured, shown.claimed_by) == (5, 0, "Somebody")
    assert (shown.date.start, shown.date.basis) == (date(2024, 11, 5), "relative")
    assert (shown.location.canonical_name, shown.location.geonames_id) == ("Tehran", 112931)
    assert shown.first_published_at.isoformat() == "2024-11-06T08:30:00+00:00"
    assert shown.report_count == 1


async def test_what_is_not_known_is_null(session, tell):
    await tell(report(date=None, location=None, actors=()))
    shown = (await list_events(session, EventQuery())).items[0]
    assert (shown.date, shown.location, shown.actors) == (None, None, [])


async def test_one_event(session, tell):
    await tell(report())
    id_ = await session.scalar(select(Event.id))
    assert (await get_event(session, id_)).id == id_
    with pytest.raises(NotFound):
        await get_event(session, uuid4())


async def test_counting_stops_at_a_limit(session, tell, monkeypatch):
    monkeypatch.setattr(events, "COUNTED", 2)
    for day in ("2024-11-01", "2024-11-02"):
        await tell(report(date=when(day)))
    assert (await count_events(session, EventFilter())).model_dump() == {"value": 2, "exact": True}
    await tell(report(date=when("2024-11-03")))
    await session.execute(text("analyze events"))  # what the planner knows from now on
    assert (await count_events(session, EventFilter())).model_dump() == {"value": 3, "exact": False}
    await tell(report(date=when("2024-11-04")), report(date=when("2024-11-05")))
    assert (await count_events(session, EventFilter(type=["visit"]))).value >= 3


async def test_the_count_is_that_of_all_pages(session, tell):
    for name in ("Tehran", "Baghdad", "Ankara"):
        await tell(report(location=place(name)))
    listed = await list_events(session, EventQuery(limit=1))
    assert (len(listed.items), listed.count.value) == (1, 3)


async def test_nothing_new_shifts_the_pages(session, tell):
    for day in ("2024-11-01", "2024-11-02", "2024-11-03"):
        await tell(report(date=when(day)))
    first = await list_events(session, EventQuery(limit=2))
    await tell(report(date=when("2024-11-04")))
    second = await list_events(session, EventQuery(limit=2, cursor=first.cursor))
    assert [event.date.start.day for event in first.items + second.items] == [3, 2, 1]
    assert second.cursor is None


async def test_a_cursor_of_another_filter_is_refused(session, tell):
    for day in ("2024-11-01", "2024-11-02"):
        await tell(report(date=when(day)))
    cursor = (await list_events(session, EventQuery(limit=1))).cursor
    with pytest.raises(Invalid):
        await list_events(session, EventQuery(limit=1, type=["visit"], cursor=cursor))
