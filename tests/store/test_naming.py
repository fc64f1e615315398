import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, select, update

from alembic import command
from app.db import alembic_config, session_maker
from app.models import Actor, ActorName, Place, PlaceName
from app.names import tables
from app.names.writings import OTHER, TAIL, USUAL
from app.schemas.editing import Values
from app.store.actors import record_actors, record_places
from app.store.given import resolved
from app.store.naming import begin_anew, complete, fill
from tests.conftest import execute, fetch
from tests.store.build import actor, place, report

ARAJI = "person:IQ:qasim-al-araji"


@pytest.fixture
def own(tmp_path):
    return tmp_path / "actors.jsonl"


async def found(session, table, owner_id):
    query = select(table.part, table.name, table.rank).where(table.owner_id == owner_id)
    return {part: (name, rank) for part, name, rank in await session.execute(query)}


async def parts(session, table, owner_id):
    return set(await found(session, table, owner_id))


def araji(**fields):
    return report(actors=(actor(**{"actor_id": ARAJI} | fields),))


async def test_an_actor_is_found_by_the_names_that_articles_use(session):
    await record_actors(session, [araji(aliases=("al-Araji",))])
    assert await found(session, ActorName, ARAJI) == {
        "qasim al araji": ("Qasim al-Araji", USUAL),
        "al araji": ("al-Araji", OTHER),
        "araji": ("Qasim al-Araji", TAIL),
    }
    row = (await session.scalars(select(ActorName).where(ActorName.part == "araji"))).one()
    assert (row.kind, row.country, row.weight) == ("person", "IQ", 0)


async def test_names_come_along_while_articles_find_new_ones(session):
    await record_actors(session, [araji()])
    await session.execute(update(ActorName).values(weight=7))
    await record_actors(session, [araji(name="Araji", canonical_name="Q. Araji", aliases=("Abu Ahmed",))])
    names = await found(session, ActorName, ARAJI)
    assert names["qasim al araji"] == (
        "Qasim al-Araji",
        USUAL,
    )  # what it was first called stays its usual name
    assert names["araji"] == ("Araji", OTHER)  # the end of a name has become a whole one
    assert names["abu ahmed"] == ("Abu Ahmed", OTHER)
    assert set(await session.scalars(select(ActorName.weight))) == {7}


async def test_a_place_is_found_by_its_name(session):
    await record_places(session, [report()])
    assert await found(session, PlaceName, "geonames:112931") == {"tehran": ("Tehran", USUAL)}
    row = (await session.scalars(select(PlaceName))).one()
    assert (row.kind, row.country) == ("city", "IR")


async def test_names_go_with_their_owner(session):
    await record_actors(session, [araji()])
    await session.execute(delete(Actor))
    assert (await session.scalars(select(ActorName))).all() == []


async def test_writers_at_once(engine):
    """They add names to the same actors in opposite orders."""
    people = [actor(f"Person {n}") for n in range(20)]

    async def write(order, alias):
        async with session_maker(engine).begin() as session:
            named = tuple(actor(p.name, aliases=(alias,)) for p in order)
            await record_actors(session, [report(actors=named)])

    await asyncio.gather(*(write(people[:: 1 if n % 2 else -1], f"alias{n}") for n in range(6)))
    async with session_maker(engine)() as session:
        for person in people:
            assert await parts(session, ActorName, person.actor_id) >= {f"alias{n}" for n in range(6)}


async def test_tables_add_their_names_once(session, own):
    iran = actor("Iran", actor_id="country:IR", kind="country", country="IR")
    await record_actors(session, [report(actors=(iran,))])
    await record_places(
        session, [report(), report(location=place("Iran", geonames_id=130758, precision="country"))]
    )
    digest = tables.digest(own)
    assert await complete(session, own, digest) == 3
    assert await parts(session, ActorName, "country:IR") >= {"iran", "ايران", "иран", "伊朗", "persia"}
    assert await parts(session, PlaceName, "geonames:112931") >= {"tehran", "тегеран", "طهران", "德黑兰"}
    assert await parts(session, PlaceName, "geonames:130758") >= {"iran", "иран"}
    assert await complete(session, own, digest) == 0


async def test_whom_no_table_knows_is_asked_for_once_too(session, own):
    await record_actors(session, [report(actors=(actor("Nobody Known"),))])
    digest = tables.digest(own)
    assert await complete(session, own, digest) == 1
    assert await complete(session, own, digest) == 0


async def test_batches(session, own):
    await record_actors(session, [report(actors=tuple(actor(f"Person {n}") for n in range(7)))])
    digest = tables.digest(own)
    assert [await complete(session, own, digest, batch=3) for _ in range(4)] == [3, 3, 1, 0]


async def test_a_changed_desk_file_is_looked_into_again(session, own):
    ann = actor("Ann Example", actor_id="person:KE:ann-example", country="KE")
    await record_actors(session, [report(actors=(ann,))])
    first = tables.digest(own)
    await complete(session, own, first)
    await begin_anew(session, first)
    assert await complete(session, own, first) == 0
    row = {"name": "Ann Example", "kind": "person", "country": "KE", "aliases": ["Анна Пример"]}
    own.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    second = tables.digest(own)
    await begin_anew(session, second)
    assert await complete(session, own, second) == 1
    assert "анна пример" in await parts(session, ActorName, ann.actor_id)


async def test_two_workers_share_the_work(engine, session, own):
    await record_actors(session, [report(actors=tuple(actor(f"Person {n}") for n in range(30)))])
    await session.commit()
    digest = tables.digest(own)

    async def work():
        done = 0
        for _ in range(8):
            async with session_maker(engine).begin() as mine:
                done += await complete(mine, own, digest, batch=5)
        return done

    assert sum(await asyncio.gather(work(), work())) == 30


async def test_rows_that_were_loaded_past_the_desk_get_names(session, own):
    session.add(
        Actor(id="country:IR", canonical_name="Iran", kind="country", country="IR", aliases=["Tehran"])
    )
    session.add(
        Place(id="geonames:112931", name="Tehran", country="IR", geonames_id=112931, precision="city")
    )
    await session.commit()
    assert await fill(session, own) == 2
    assert await parts(session, ActorName, "country:IR") >= {"iran", "tehran", "иран"}
    assert await parts(session, PlaceName, "geonames:112931") >= {"tehran", "طهران"}


def test_the_migration_names_what_is_there(bare_database_url):
    def migrate(revision):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(command.upgrade, alembic_config(bare_database_url), revision).result()

    migrate("0006")
    execute(
        bare_database_url,
        """insert into actors (id, canonical_name, kind, country, aliases, folded_names, created_at) values
           ('body:un', 'United Nations', 'body', null, '{UN,U.N.}', '{}', now()),
           ('unnamed:x', '…', 'unnamed', null, '{}', '{}', now())""",
        """insert into places (id, name, country, precision, created_at)
           select 'name:IQ:' || n, 'Zone ' || n, 'IQ', 'site', now() from generate_series(1, 4100) n""",
    )
    migrate("head")
    rows = fetch(
        bare_database_url, "select part, rank from actor_names where owner_id = 'body:un' order by 1"
    )
    assert [tuple(row) for row in rows] == [("nations", TAIL), ("un", OTHER), ("united nations", USUAL)]
    (row,) = fetch(bare_database_url, "select count(distinct owner_id) as n from place_names where rank = 0")
    assert row["n"] == 4100


async def test_an_editors_place_and_actor_are_found(session):
    sent = Values.model_validate(
        {
            "location": {"name": "Camp Sample", "country": "IQ", "precision": "site"},
            "actors": [{"role": "source", "name": "Front for Samples", "kind": "group", "country": "KE"}],
        }
    )
    await resolved(session, sent)
    assert "camp sample" in set(await session.scalars(select(PlaceName.part)))
    assert "samples" in set(await session.scalars(select(ActorName.part)))
