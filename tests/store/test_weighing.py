import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from app.db import session_maker
from app.models import ActorName, NamesWeighed, PlaceName
from app.store.articles import retract
from app.store.weighing import EVERY, weigh
from tests.store.build import actor, place, report


async def weights(session, table=ActorName):
    rows = await session.execute(select(table.owner_id, table.weight).distinct())
    return dict(rows.all())


async def later(session, by=EVERY):
    """As if the last weighing were so long ago."""
    await session.execute(update(NamesWeighed).values(until=NamesWeighed.until - by))


def of(*people, where="Tehran", number=112931):
    return report(actors=tuple(actor(name) for name in people), location=place(where, geonames_id=number))


async def test_an_actor_weighs_as_many_events_as_it_is_in(session, tell):
    await tell(of("Ann"), of("Ann", "Bob"), of("Ann", where="Baghdad", number=98182))
    assert set((await weights(session)).values()) == {0}
    assert await weigh(session)
    assert await weights(session) == {"person:ann": 3, "person:bob": 1}
    assert await weights(session, PlaceName) == {"geonames:112931": 2, "geonames:98182": 1}


async def test_only_now_and_then(session, tell):
    await tell(of("Ann"))
    assert await weigh(session)
    await tell(of("Ann"))
    assert not await weigh(session)
    assert (await weights(session))["person:ann"] == 1
    await later(session)
    assert await weigh(session)
    assert (await weights(session))["person:ann"] == 2


async def test_events_that_are_given_up_weigh_no_more(session, tell):
    article = await tell(of("Ann"), of("Bob"))
    await tell(of("Ann"))
    await weigh(session)
    await retract(session, article.id)
    await later(session)
    await weigh(session)
    assert await weights(session) == {"person:ann": 1, "person:bob": 0}


async def test_what_did_not_change_is_not_counted_again(session, tell):
    """A weight that is wrong on purpose stays, until everything is counted anew."""
    await tell(of("Ann"))
    await weigh(session)
    await session.execute(update(ActorName).values(weight=99))
    await later(session, timedelta(hours=1))
    await session.execute(text("update event_versions set valid_from = valid_from - interval '1 day'"))
    await weigh(session)
    assert await weights(session) == {"person:ann": 99}
    await weigh(session, anew=True)
    assert await weights(session) == {"person:ann": 1}


@pytest.mark.parametrize(
    ("number", "weight"), [(1, 1), (99, 99), (100, 100), (1234, 1200), (1251, 1300), (98_765, 99_000)]
)
async def test_two_digits_are_right(session, tell, number, weight):
    await tell(of("Ann"))
    await session.execute(text("alter table event_actors drop constraint fk_event_actors_event_id_events"))
    await session.execute(
        text(
            "insert into event_actors (event_id, actor_id, role, name, family)"
            " select gen_random_uuid(), 'person:ann', 'source', 'Ann', 'diplomacy' from generate_series(2, :n)"
        ),
        {"n": number},
    )
    await weigh(session)
    assert await weights(session) == {"person:ann": weight}


async def test_one_process_at_a_time(engine, session, tell):
    await tell(of("Ann"))
    assert await weigh(session)  # its transaction goes on
    async with session_maker(engine)() as other:
        assert not await asyncio.wait_for(weigh(other, anew=True), 5)
