"""Where readers stand in the feed, and what happens to it when the database moves to another server."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from app.errors import CursorExpired, Invalid
from app.models import Change, new_id, now
from app.schemas.changes import ChangeQuery
from app.store.changes import read_changes
from app.store.feed import START, Position, reach, stand

KEEP = timedelta(days=30)


async def write(session, number: int = 1) -> None:
    session.add_all(
        [Change(event_id=new_id(), kind="created", version=1, snapshot={}, at=now()) for _ in range(number)]
    )
    await session.commit()


async def everything(session, after: str = "first") -> list[str]:
    position = await stand(session, after, KEEP)
    read = await read_changes(session, ChangeQuery(), position, limit=1000, keep=KEEP)
    await session.commit()
    return [change.cursor for change in read.items]


async def ids(session, after: str = "first") -> list[int]:
    return [(await stand(session, cursor, KEEP)).id for cursor in await everything(session, after)]


async def test_a_position_survives_as_a_cursor(session):
    await write(session, 2)
    first, second = await everything(session)
    position = await stand(session, first, KEEP)
    assert position.cursor == first
    assert await everything(session, first) == [second]


async def test_an_empty_feed_has_a_place_to_begin(session):
    assert (await reach(session)).end == START
    cursor = (await stand(session, "latest", KEEP)).cursor
    await write(session)
    assert len(await everything(session, cursor)) == 1


async def test_how_far_the_feed_goes(session, engine):
    await write(session, 3)
    found = await reach(session)
    assert (found.end.cursor, found.held) == ((await everything(session))[-1], False)
    async with engine.connect() as other:
        await other.execute(text("select pg_current_xact_id()"))
        await write(session)
        assert await reach(session) == type(found)(found.end, held=True)
        await other.rollback()
    await session.commit()
    assert (await reach(session)).end > found.end


@pytest.mark.parametrize("position", [Position(2**63, 1), Position(1, -(2**63) - 1)])
async def test_numbers_that_postgres_does_not_have(session, position):
    with pytest.raises(Invalid):
        await stand(session, position.cursor, KEEP)


async def restored(session, ahead: int) -> None:
    """As after a restore into a server that has given ``ahead`` fewer transactions."""
    await session.execute(text(f"update changes set transaction_id = transaction_id + {ahead}"))
    await session.commit()


@pytest.mark.parametrize("times", [1, 2])
async def test_a_restored_database_goes_on_where_it_was(session, times):
    for number in (3, 2):
        await write(session, number)
    before = await ids(session)
    (*_, known, _) = await everything(session)
    for _ in range(times):
        await restored(session, 10**9)
        await write(session, 2)  # by a server that nobody has read from yet
        await everything(session)
    after = await ids(session)
    assert after[: len(before)] == before
    assert after == sorted(after)
    assert len(after) == len(before) + 2 * times
    # a reader's cursor from before it moved is still good
    assert await ids(session, known) == after[len(before) - 1 :]
    assert not (await reach(session)).held
    await write(session)
    assert len(await ids(session, known)) == len(after) - len(before) + 2


async def test_nothing_is_touched_where_nothing_moved(session):
    await write(session, 3)
    numbers = list(await session.scalars(select(Change.transaction_id)))
    await stand(session, "first", KEEP)
    assert list(await session.scalars(select(Change.transaction_id))) == numbers


async def test_an_older_backup_does_not_know_newer_cursors(session):
    await write(session, 2)
    (_, last) = await everything(session)
    await session.execute(text("delete from changes where id = (select max(id) from changes)"))
    await session.commit()
    with pytest.raises(CursorExpired):
        await stand(session, last, KEEP)
