"""The kept counts are the counts of the events, whatever happens to these."""

import asyncio
import random
from collections import Counter
from itertools import product

import pytest
from sqlalchemy import func, select, text

from alembic import command
from app.db import session_maker
from app.models import DayCount, DayDelta, Event, LongCount
from app.models.rollups import ALL, NOWHERE, UNDATED
from app.store.decisions import decide
from app.store.rederive import Cause, rederive
from app.store.rollup import compact, rebuild
from tests.conftest import execute, fetch
from tests.store.build import place, report, when
from tests.store.test_invariants import BY, Desk
from tests.store.test_one_event import events
from tests.test_migrations import migrate


async def counted(session) -> Counter:
    """What the tables of counts have to say: every row of them from the events."""
    found: Counter = Counter()
    for event in await session.scalars(select(Event).where(Event.review != "rejected")):
        kind = (event.type, event.family, event.status)
        day, last = event.start_day or UNDATED, event.end_day or UNDATED
        month, country = UNDATED if day == UNDATED else day.replace(day=1), event.country or NOWHERE
        found["total", country, month, ALL, ALL, ALL] += 1
        found["day total", country, day, ALL, ALL, ALL] += 1
        for (span, start), where in product([("day", day), ("month", month)], [country, ALL]):
            found[span, where, start, *kind] += 1
        if last > day:
            found["long", country, day, last, *kind] += 1
    return found


async def kept(session) -> Counter:
    """The tables of counts with the deltas added, as readers add them."""
    found: Counter = Counter()
    for row in await session.scalars(select(DayCount)):
        found[row.span, row.country, row.day, row.type, row.family, row.status] += row.n
    for row in await session.scalars(select(LongCount)):
        found["long", row.country, row.day, row.last, row.type, row.family, row.status] += row.n
    for row in await session.scalars(select(DayDelta)):
        kind = (row.type, row.family, row.status)
        month = UNDATED if row.day == UNDATED else row.day.replace(day=1)
        found["total", row.country, month, ALL, ALL, ALL] += row.n
        found["day total", row.country, row.day, ALL, ALL, ALL] += row.n
        for (span, start), where in product([("day", row.day), ("month", month)], [row.country, ALL]):
            found[span, where, start, *kind] += row.n
        if row.last > row.day:
            found["long", row.country, row.day, row.last, *kind] += row.n
    return Counter({cell: n for cell, n in found.items() if n})


class Editor(Desk):
    """Rejects and moves events as well."""

    async def step(self, number: int) -> None:
        acts = [self.arrive, self.arrive, self.arrive, self.correct, self.retract, self.merge, self.split]
        acts += [self.verify, self.reject, self.move, self.move, self.lose]
        await self.dice.choice(acts)(f"article-{number}")
        await self.session.commit()

    async def reject(self, _: str) -> None:
        if self.dice.random() < 0.5:  # what is rejected once stays so, with all that comes to it
            await self.decide("reject")

    async def move(self, _: str) -> None:
        first, last = sorted(self.dice.choices(["2024-10-30", "2024-11-05", "2025-01-02"], k=2))
        precision = "day" if first == last else "range"
        await self.decide("set", field="date", value={"start": first, "end": last, "precision": precision})

    async def lose(self, _: str) -> None:
        await self.decide("set", field=self.dice.choice(["date", "location"]), value=None)


@pytest.mark.parametrize("seed", range(4))
async def test_counts_are_kept(session, seed):
    editor, most, before = Editor(session, random.Random(seed)), 0, Counter()
    for number in range(16):
        await editor.step(number)
        session.expunge_all()
        before = await kept(session)
        assert before == await counted(session)
        if editor.dice.random() < 0.3:
            assert await compact(session)
            await session.commit()
            assert not await session.scalar(select(func.count()).select_from(DayDelta))
            session.expunge_all()
            assert await kept(session) == before
        most = max(most, before.total())
    assert most > 5, "too little came in; take another seed"
    await rebuild(session)
    session.expunge_all()
    assert await kept(session) == before


async def test_a_transaction_that_fails_counts_nothing(session, tell):
    await tell(report())
    (event,) = await events(session)
    decision = await decide(session, event.id, "reject", **BY)
    await rederive(session, [event.id], Cause(decision_id=decision.id, **BY))
    assert not await kept(session)
    await session.rollback()
    assert await kept(session) == await counted(session) != Counter()


async def test_an_update_that_moves_nothing_appends_nothing(session, tell):
    await tell(report())
    (event,) = await events(session)
    before = await session.scalar(select(func.count()).select_from(DayDelta))
    decision = await decide(session, event.id, "set", field="summary", value="By hand", **BY)
    await rederive(session, [event.id], Cause(decision_id=decision.id, **BY))
    assert await session.scalar(select(func.count()).select_from(DayDelta)) == before


async def test_compaction_beside_writers(engine, session, tell):
    """Deltas of others are neither lost nor taken twice, and every reader meanwhile sees whole counts."""
    for _ in range(3):
        await tell(report())
    ids = [event.id for event in await events(session)]
    done = asyncio.Event()

    async def flip(id_) -> None:
        for turn in range(12):
            async with session_maker(engine)() as own, own.begin():
                where = {"place_id": None, "name": "There", "country": ["IQ", "IR"][turn % 2], "admin1": None}
                where |= {"latitude": None, "longitude": None, "precision": "country"}
                decision = await decide(own, id_, "set", field="location", value=where, **BY)
                await rederive(own, [id_], Cause(decision_id=decision.id, **BY))

    async def again(work) -> int:
        times = 0
        while not done.is_set():
            async with session_maker(engine)() as own, own.begin():
                await work(own)
            times += 1
            await asyncio.sleep(0)
        return times

    async def look(own) -> None:
        query = """
            select (select count(*) from events),
                   (select coalesce(sum(n), 0) from day_counts where span = 'total')
                   + (select coalesce(sum(n), 0) from day_deltas)
            """
        (events_there, summed) = (await own.execute(text(query))).one()
        assert events_there == summed == 3

    async def write() -> None:
        await asyncio.gather(*(flip(id_) for id_ in ids))
        done.set()

    _, *times = await asyncio.gather(write(), again(compact), again(compact), again(look))
    assert min(times) > 2
    async with session_maker(engine)() as own:
        await compact(own)
        assert await kept(own) == await counted(own)
        assert not await own.scalar(select(func.count()).select_from(DayDelta))


async def test_counting_anew_beside_a_writer(engine, session, tell):
    """A writer that has not committed is waited for."""
    await tell(report())
    (event,) = await events(session)
    decision = await decide(session, event.id, "reject", **BY)
    await rederive(session, [event.id], Cause(decision_id=decision.id, **BY))  # open

    async def anew() -> None:
        async with session_maker(engine)() as own, own.begin():
            await rebuild(own)

    waiting = asyncio.create_task(anew())
    await asyncio.sleep(0.3)
    assert not waiting.done()
    await session.commit()
    await waiting
    assert not await kept(session)
    assert not await counted(session)


async def test_one_compaction_at_a_time(engine, session):
    assert await compact(session)
    async with session_maker(engine)() as other:
        assert not await compact(other)
    await session.rollback()


async def test_the_migration_counts_what_is_there(session, tell, database_url):
    await tell(report())
    await tell(report("threat", "threatened", date=when("2024-11-07", "2024-12-01"), location=None))
    await tell(report("meeting", date=None, location=place("Baghdad", country="IQ", geonames_id=98182)))
    await tell(report("strike", date=when("2024-02-01")))
    strike = await session.scalar(select(Event.id).where(Event.type == "strike"))
    decision = await decide(session, strike, "reject", **BY)
    await rederive(session, [strike], Cause(decision_id=decision.id, **BY))
    await session.commit()
    expected, order = await counted(session), "select id, salience from events order by id"
    salient = fetch(database_url, order)
    await session.close()
    newest = fetch(database_url, "select version_num from alembic_version")[0]["version_num"]
    await asyncio.to_thread(migrate, command.downgrade, database_url, "0007")
    await asyncio.to_thread(migrate, command.upgrade, database_url, newest)
    assert fetch(database_url, order) == salient
    assert await kept(session) == expected
    execute(database_url, "delete from day_counts")
    assert await kept(session) != expected
