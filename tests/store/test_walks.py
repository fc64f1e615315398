"""Walks from page to page while events come, change, are merged, split and go: what was there at the start, once."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.db import session_maker
from app.models import now
from app.schemas.queries import EventQuery
from app.store.event_pages import list_events
from app.store.walks import Walk
from tests.store import acts
from tests.store.build import report, when
from tests.store.test_asof import Desk, moment, told
from tests.store.test_filters import make

SORTS = ["-date", "date", "-updated", "-sources"]
FILTERS: list[dict] = [
    {},
    {"status": ["happened", "planned"]},
    {"actor_role": ["source", "target"]},
    {"actor": ["Iran", "UN", "protesters"]},
    {"from": "2024-01-10", "to": "2024-03-01"},
    {"published_from": "2024-02-02"},
    {"country": ["IR"]},
    {"min_confidence": 0.3},
]


@asynccontextmanager
async def one_snapshot(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="REPEATABLE READ")
        async with AsyncSession(connection, expire_on_commit=False) as session:
            yield session


class Walker:
    """Reads a page now and a page then, and knows what it should have seen."""

    def __init__(self, engine: AsyncEngine, query: dict, limit: int) -> None:
        self.engine, self.query, self.limit = engine, query, limit
        self.seen, self.cursor = [], None

    async def begin(self) -> None:
        """The first page, and in the same snapshot all of it on one page."""
        async with one_snapshot(self.engine) as session:
            whole = await list_events(session, EventQuery(**self.query, limit=1000))
            first = await list_events(session, EventQuery(**self.query, limit=self.limit))
        self.whole, self.seen, self.cursor = whole.items, list(first.items), first.cursor
        self.count = first.count

    async def go_on(self) -> None:
        async with session_maker(self.engine)() as session:
            wanted = EventQuery(**self.query, limit=self.limit, cursor=self.cursor)
            page = await list_events(session, wanted)
        assert page.count == self.count
        self.seen, self.cursor = self.seen + page.items, page.cursor

    def check(self) -> None:
        assert [event.id for event in self.seen] == [event.id for event in self.whole], self.query
        assert self.seen == self.whole, self.query


def walkers(engine: AsyncEngine, dice: random.Random, as_of=None) -> list[Walker]:
    return [
        Walker(engine, query | {"sort": dice.choice(SORTS), "as_of": as_of}, dice.choice([1, 2, 3]))
        for query in FILTERS
    ]


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_walk_sees_each_event_of_its_start_once(session, engine, seed):
    """Writers act between any two pages, and all the time beside them."""
    dice = random.Random(seed)
    desk = Desk(session, dice)
    for number in range(60):
        await desk.step(number)
    walking = walkers(engine, dice)
    for walker in walking:
        await walker.begin()
    stop, written = asyncio.Event(), 0

    async def write() -> None:
        nonlocal written
        while not stop.is_set():
            await desk.step(1000 + written)
            written += 1

    writer = asyncio.create_task(write())
    while moving := [walker for walker in walking if walker.cursor]:
        for walker in moving:
            await walker.go_on()
        since = written
        while written < since + 3 and not writer.done():  # writers are slower than readers
            await asyncio.sleep(0.001)
    stop.set()
    await writer
    assert written > 10
    for walker in walking:
        walker.check()
    assert sum(len(walker.whole) > 3 * walker.limit for walker in walking) >= 3


@asynccontextmanager
async def unfinished(engine: AsyncEngine, work) -> AsyncIterator[asyncio.Event]:
    """``work`` is done but not committed before what is returned is set: its times lie before, its end after."""
    reached, free = asyncio.Event(), asyncio.Event()
    async with session_maker(engine)() as session:
        commit = session.commit

        async def wait() -> None:
            await session.flush()
            reached.set()
            await free.wait()
            await commit()

        session.commit = wait  # type: ignore[method-assign]
        task = asyncio.create_task(work(session))
        await asyncio.wait([task, asyncio.create_task(reached.wait())], return_when=asyncio.FIRST_COMPLETED)
        try:
            yield free
        finally:
            free.set()
            await task


@pytest.mark.parametrize("past", [False, True])
async def test_what_is_committed_after_the_start_comes_too_late(session, engine, past):
    """However early it looked at the clock."""
    dice = random.Random(5)
    for number in range(20):
        made = make(dice, number)
        await acts.tell(session, told(made), published_at=made.published.isoformat())
    article = await acts.tell(session, report(date=when("2024-01-05")))
    wanted = [{"date": when(day)} for day in ("2023-12-01", "2024-12-31")]

    async def come(session: AsyncSession) -> None:
        await acts.tell(session, *(report(**fields) for fields in wanted))

    async def move(session: AsyncSession) -> None:
        await acts.retracted(session, article)

    async with unfinished(engine, come) as first, unfinished(engine, move) as second:
        as_of = await moment(session) if past else None
        walking = walkers(engine, dice, as_of)
        for walker in walking:
            await walker.begin()
        first.set()
        second.set()
    while moving := [walker for walker in walking if walker.cursor]:
        for walker in moving:
            await walker.go_on()
    for walker in walking:
        walker.check()
    assert not past or walking[0].whole


async def test_numbers_of_another_server_hide_nothing(session, engine):
    """A database that was restored holds numbers that its new server has yet to give."""
    for day in range(1, 9):
        await acts.tell(session, report(date=when(f"2024-01-0{day}")))
    old = now() - timedelta(days=3)
    for statement in (
        "update events set written_in = (pg_current_xact_id()::text)::bigint + 5, updated_at = :old",
        "update event_versions set written_in = (pg_current_xact_id()::text)::bigint + 5, valid_from = :old",
    ):
        await session.execute(text(statement), {"old": old})
    await session.commit()
    walker = Walker(engine, {}, 2)
    await walker.begin()
    while walker.cursor:
        await acts.tell(session, report())
        await walker.go_on()
    walker.check()
    assert len(walker.whole) == 8


async def test_a_standby_reads_what_it_can_be_sure_of(session, engine):
    """There a snapshot does not say what runs: all from its lowest number on is taken for running."""
    for day in range(1, 9):
        await acts.tell(session, report(date=when(f"2024-01-0{day}")))
    number = await session.scalar(text("select (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint"))
    walk = Walk.read(f"{number}:{number}:", now())
    assert (walk.first, walk.end, walk.snapshot) == (number, number, f"{number}:{number}:")
    before = [row for rows in walk.rows(None) for row in await session.scalars(select_all(rows))]
    await acts.tell(session, report(date=when("2024-01-09")))
    after = [row for rows in walk.rows(None) for row in await session.scalars(select_all(rows))]
    assert len(before) == 8
    assert [row.id for row in after] == [row.id for row in before]


def select_all(rows):
    return select(rows.row).where(*rows.held)
