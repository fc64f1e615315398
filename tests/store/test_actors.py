import asyncio

from sqlalchemy import select, text

from app.db import session_maker
from app.models import Actor, Place
from app.store.actors import place_id, record_actors, record_places
from tests.store.build import actor, place, report


async def names(session):
    rows = await session.execute(select(Actor.id, Actor.canonical_name, Actor.aliases).order_by(Actor.id))
    return [tuple(row) for row in rows]


async def test_names_of_one_actor_are_gathered(session):
    one = actor(aliases=("al-Araji",))
    await record_actors(session, [report(actors=(one,))])
    other = actor(
        name="Mr. al-Araji", canonical_name="Qasim Araji", actor_id=one.actor_id, aliases=("Qasim",)
    )
    await record_actors(session, [report(actors=(other,))])
    assert await names(session) == [(one.actor_id, "Qasim al-Araji", ["Mr. al-Araji", "Qasim", "al-Araji"])]


async def test_all_names_can_be_looked_up_in_lower_case(session):
    await record_actors(session, [report(actors=(actor("Ünal", aliases=("ÜNAL Bey",)),))])
    assert await session.scalar(select(Actor.folded_names)) == ["ünal", "ünal bey"]


async def test_names_that_are_known_touch_no_row(session):
    told = [report(actors=(actor(aliases=("al-Araji",)),))]
    await record_actors(session, told)
    where = text("select ctid::text from actors")  # an update moves the row
    before = await session.scalar(where)
    await record_actors(session, told)
    assert await session.scalar(where) == before


async def test_writers_of_the_same_actors_do_not_block_each_other_in_a_circle(engine):
    people = [actor(f"Person {n}") for n in range(40)]

    async def write(order, alias):
        async with session_maker(engine).begin() as session:
            named = tuple(actor(p.name, aliases=(alias,)) for p in order)
            await record_actors(session, [report(actors=named)])

    await asyncio.gather(*(write(people[:: 1 if n % 2 else -1], f"alias {n}") for n in range(8)))
    async with session_maker(engine)() as session:
        found = await names(session)
    assert len(found) == 40
    assert all(aliases == sorted(f"alias {n}" for n in range(8)) for _, _, aliases in found)


async def test_a_known_place_stays_as_it_is(session):
    await record_places(session, [report()])
    await record_places(session, [report(location=place("Teheran", latitude=0.0)), report(location=None)])
    rows = await session.execute(select(Place.id, Place.name, Place.latitude))
    assert [tuple(row) for row in rows] == [("geonames:112931", "Tehran", 35.69)]


def test_places_are_named_by_number_or_by_name_within_a_country():
    assert place_id(place()) == "geonames:112931"
    assert place_id(place("Green Zone", geonames_id=None, country="IQ")) == "name:IQ:green-zone"
    assert place_id(place("Red Sea", geonames_id=None, country=None)) == "name:-:red-sea"
