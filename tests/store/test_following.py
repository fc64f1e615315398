"""Whoever keeps a copy by the feed has, at every moment, what the list answers."""

import random

import pytest
from sqlalchemy import text

from app.db import session_maker
from app.schemas.changes import ChangeQuery
from app.schemas.queries import EventQuery
from app.store.changes import read_changes
from app.store.event_pages import list_events
from app.store.feed import START, Position
from tests.store import acts
from tests.store.build import report
from tests.store.test_asof import STEPS, Desk, queries
from tests.store.test_feed import KEEP


class Copy:
    """Events by id with their versions, kept as docs/feed.md tells readers to."""

    def __init__(self, query: dict) -> None:
        self.query = {name: value for name, value in query.items() if name != "sort"}
        self.events: dict[str, int] = {}
        self.position: Position = START
        self.told = 0

    async def follow(self, session) -> None:
        read = await read_changes(session, ChangeQuery(**self.query), self.position, limit=1000, keep=KEEP)
        self.position = read.position
        for change in read.items:
            self.told += 1
            assert (change.event_id in self.events) == (change.match != "entered"), change
            if change.match == "left":
                del self.events[change.event_id]
            else:
                assert change.match == "entered" or change.version == self.events[change.event_id] + 1
                self.events[change.event_id] = change.version


@pytest.mark.parametrize("seed", [1, 4])
async def test_a_copy_is_the_list(session, engine, seed):
    dice = random.Random(seed)
    desk = Desk(session, dice)
    copies = [Copy(query) for query in queries(dice)]
    fresh = session_maker(engine)
    for number in range(STEPS):
        await desk.step(number)
        async with fresh() as reader:
            for copy in copies:
                await copy.follow(reader)
                listed = await list_events(reader, EventQuery(**copy.query, limit=1000))
                assert copy.events == {event.id: event.version for event in listed.items}, copy.query
    assert sum(copy.told > 0 for copy in copies) > len(copies) * 0.7


async def test_an_event_changes_in_the_order_of_its_versions(session, engine):
    """Also when the transaction that got its number first got the event's lock second."""
    articles = [
        await acts.tell(session, report(killed=n), source=name)
        for n, name in enumerate(("One", "Two", "Three"))
    ]
    event, *others = [await acts.event_of(session, article) for article in articles]
    async with session_maker(engine)() as early:
        await early.execute(text("select pg_current_xact_id()"))
        await acts.merge(session, others[0], event)
        await acts.merge(early, others[1], event)
    copy = Copy({"type": ["visit"]})
    async with session_maker(engine)() as reader:
        read = await read_changes(reader, ChangeQuery(), START, limit=100, keep=KEEP)
        await copy.follow(reader)
    assert [change.version for change in read.items if change.event_id == event] == [1, 2, 3]
    assert copy.events == {event: 3}
