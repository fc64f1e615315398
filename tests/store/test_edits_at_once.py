"""Editors and articles at once: they take turns, and nobody's decision is overlooked."""

import asyncio

import pytest
from sqlalchemy import select

from app.db import session_maker
from app.errors import DatelineError, Stale
from app.models import Decision, Event
from app.store.articles import accept
from app.store.editing import merge, review, set_values, split
from app.store.reports import save_extraction
from app.store.undoing import undo
from tests.store.build import extraction, sent
from tests.store.edits import by, home, report_of, told
from tests.store.happenings import BLOCK, PORT, strike

FAR = {"day": "2024-03-05"}


@pytest.fixture
def sessions(engine):
    return session_maker(engine)


async def test_of_two_editors_who_saw_the_same_the_second_is_told(session, sessions):
    (id_,) = await told(session, strike("one", BLOCK[0]))

    async def edit(killed: int) -> str:
        async with sessions() as own, own.begin():
            try:
                await set_values(own, id_, {1}, by(author=f"editor {killed}"), {"killed": killed})
            except Stale:
                return "stale"
        return "done"

    answers = await asyncio.gather(*(edit(n) for n in range(6)))
    assert sorted(answers) == ["done", *["stale"] * 5]
    (decision,) = await session.scalars(select(Decision))
    event = (await session.scalars(select(Event).execution_options(populate_existing=True))).one()
    assert (event.version, event.killed) == (2, decision.value)


async def test_a_merge_amid_arrivals_holds(session, sessions):
    first, second = await told(session, strike("one", BLOCK[0]), strike("far", PORT[0], **FAR))

    async def write(n: int) -> None:
        one = strike(f"w{n}", f"{BLOCK[n % 4]}, hour {n}", hour=13 + n, **({} if n % 2 else FAR))
        async with sessions() as own, own.begin():
            accepted = await accept(own, sent(url=None, **one.fields))
            await asyncio.sleep(0.01 * (n % 3))
            await save_extraction(
                own, article_id=accepted.article.id, version=1, extraction=extraction(one.report)
            )

    async def edit() -> None:
        async with sessions() as own, own.begin():
            await merge(own, first, None, by(), [second])

    await asyncio.gather(*(write(n) for n in range(4)), edit(), *(write(n) for n in range(4, 8)))
    assert await home(session, "one") == await home(session, "far") == first


async def test_acts_that_meet_neither_lock_each_other_out_nor_break_an_event(session, sessions):
    a, b = await told(session, strike("a", BLOCK[0]), strike("b", PORT[0], **FAR))
    c, _ = await told(
        session, strike("c", BLOCK[1], day="2024-07-05"), strike("d", BLOCK[2], day="2024-07-05")
    )
    moved = await report_of(session, "d")

    async def attempt(act, *args: object, **more: object) -> None:
        async with sessions() as own:
            try:
                async with own.begin():
                    await act(own, *args, **more)
            except DatelineError:
                pass  # what another act made impossible is refused, which is an answer

    for _ in range(3):
        await asyncio.gather(
            attempt(merge, a, None, by(), [b]),
            attempt(merge, b, None, by(), [c]),
            attempt(merge, c, None, by(), [a]),
            attempt(split, c, None, by(), [moved]),
            attempt(review, b, None, by(), verified=True),
            attempt(set_values, a, None, by(), {"killed": 1}),
        )
        holding = select(Decision.id).where(Decision.undone_at.is_(None)).order_by(Decision.id)
        for id_ in list(await session.scalars(holding)):
            await session.commit()
            await attempt(undo, id_, None, by())
    await session.commit()
    assert len({await home(session, name) for name in "abcd"}) >= 3
    counted = [event.report_count for event in await session.scalars(select(Event))]
    assert sum(counted) == 4
    assert all(counted)
