"""Parting events by month and putting them together again: nothing is lost and no answer changes."""

import random
from uuid import UUID

import httpx
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

from app.config import Settings
from app.db import create_engine, session_maker
from app.errors import CannotPartition, TooFewLocks
from app.models import new_id, now
from app.store.partitions import Month
from tests.api.conftest import serving
from tests.cli.conftest import dateline
from tests.conftest import execute, fetch
from tests.partitions.conftest import TABLES, part, put_together, renamed, spread
from tests.store.conftest import APART, telling
from tests.store.test_filters import make, told

QUESTIONS = [
    "/v1/events?limit=30",
    "/v1/events?sort=date&limit=30",
    "/v1/events?sort=-updated&limit=30",
    "/v1/events?country=IR&limit=30",
    "/v1/events?actor=Iran&limit=30",
    "/v1/events?type=visit&type=attack&limit=30",
    "/v1/events?q=oil&limit=30",
    "/v1/events?from=2024-01-10&to=2024-02-10&limit=30",
    "/v1/timeline?bucket=month",
    "/v1/timeline?bucket=day&country=IQ",
    "/v1/changes?after=first&limit=100",
]
SPREAD = 14  # months
ONE = "where event_id = (select event_id from event_actors limit 1)"
STORED = """
    select 'events', md5(string_agg(t::text, '|' order by id)) from (select {events} from events) t
    union all select 'event_actors', md5(string_agg(t::text, '|' order by t::text))
    from (select {event_actors} from event_actors) t
    union all select 'event_versions', md5(string_agg(t::text, '|' order by event_id, version))
    from (select {event_versions} from event_versions) t
    """


async def fill(url: str, articles: int = 80) -> None:
    dice = random.Random(6)
    engine = create_engine(url, Settings())
    async with session_maker(engine)() as session:
        tell = telling(session, APART)
        for number in range(articles):
            await tell(*(told(make(dice, 2 * number + half)) for half in (0, 1)))
    await engine.dispose()
    spread(url, SPREAD)


def stored(url: str) -> list[tuple[str, str]]:
    """A sum over every column of every row, whatever the order of columns."""
    columns = {
        table: ", ".join(
            row["column_name"]
            for row in fetch(
                url,
                f"select column_name from information_schema.columns where table_name = '{table}' order by 1",
            )
        )
        for table in TABLES
    }
    return [tuple(row) for row in fetch(url, STORED.format(**columns))]


def answers(url: str) -> dict[str, list[object]]:
    """What readers are told, page after page, and of every event by itself."""
    found: dict[str, list[object]] = {}
    with serving(Settings(database_url=url)) as address, httpx.Client(base_url=address, timeout=60) as client:
        as_of = now().isoformat().replace("+00:00", "Z")
        for question in [*QUESTIONS, f"/v1/events?as_of={as_of}&limit=30"]:
            name, path = question.partition("as_of=")[0], question
            while path:
                answer = client.get(path)
                assert answer.status_code == 200, answer.text
                body = answer.json()
                found.setdefault(name, []).extend(body["items"])
                path = body["next"] if body.get("more", True) else None
        for item in list(found["/v1/events?limit=30"]):
            for path in (f"/v1/events/{item['id']}", f"/v1/events/{item['id']}/history"):
                found[path] = [client.get(path).raise_for_status().json()]
    return found


def partitions(url: str, table: str) -> list[str]:
    query = f"select inhrelid::regclass::text as name from pg_inherits where inhparent = '{table}'::regclass"
    return sorted(row["name"] for row in fetch(url, query))


def definitions(url: str) -> set[tuple[str, str]]:
    """Columns, defaults, constraints and indexes of the three tables and of what refers to them."""
    query = """
        select 'constraint', conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
        from pg_constraint where conparentid = 0
          and (conrelid in ('events'::regclass, 'event_actors'::regclass, 'event_versions'::regclass)
               or confrelid = 'events'::regclass)
        union all select 'index', replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') from pg_index
        where indrelid in ('events'::regclass, 'event_actors'::regclass, 'event_versions'::regclass)
        union all select 'column', concat_ws(' ', attrelid::regclass, attname, atttypid::regtype, attnotnull,
            attgenerated, pg_get_expr(adbin, adrelid))
        from pg_attribute a left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
        where attrelid in ('events'::regclass, 'event_actors'::regclass, 'event_versions'::regclass)
          and attnum > 0 and not attisdropped
        """
    return {tuple(row) for row in fetch(url, query)}


async def test_nothing_is_lost_and_no_answer_changes(whole_url):
    await fill(whole_url)
    rows, told_before, made_of = stored(whole_url), answers(whole_url), definitions(whole_url)
    assert len(told_before["/v1/events?limit=30"]) == 160

    done = part(whole_url)
    assert len(done.made) == SPREAD + 1 + 2
    assert stored(whole_url) == rows
    assert answers(whole_url) == told_before
    assert definitions(whole_url) == made_of
    spread_over = {row[0] for row in fetch(whole_url, "select tableoid::regclass::text from events")}
    assert len(spread_over) > SPREAD / 2
    assert "events_rest" not in spread_over

    put_together(whole_url)
    assert partitions(whole_url, "events") == []
    assert stored(whole_url) == rows
    assert answers(whole_url) == told_before
    assert definitions(whole_url) == made_of


def test_every_month_has_a_partition_of_each_table(database_url):
    month = Month.of(now().date())
    for table in TABLES:
        names = [f"{table}_{month.plus(n)}" for n in range(3)]
        assert partitions(database_url, table) == sorted([*names, f"{table}_before", f"{table}_rest"])


async def test_models_and_migrations_are_of_the_same_tables(database_url):
    def differences(connection) -> list[object]:
        def ours(name, kind, parents):
            known = kind != "table" or name in SQLModel.metadata.tables
            return known and not (kind == "table" and name.startswith("pgqueuer"))

        def seen(item, name, kind, reflected, counterpart):
            """Postgres keeps a foreign key to each partition beside the one to the table."""
            return kind != "foreign_key_constraint" or item.referred_table.name in SQLModel.metadata.tables

        options = {
            "include_name": ours,
            "include_object": seen,
            "compare_type": True,
            "compare_server_default": False,
        }
        return compare_metadata(MigrationContext.configure(connection, opts=options), SQLModel.metadata)

    engine = create_async_engine(database_url, poolclass=NullPool)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


def test_further_months_are_made(database_url):
    assert part(database_url).made == []
    month = Month.of(now().date())
    assert part(database_url, ahead=4).made == [f"events_{month.plus(3)}", f"events_{month.plus(4)}"]


async def test_older_events_share_a_partition(whole_url):
    await fill(whole_url, 30)
    rows = stored(whole_url)
    done = part(whole_url, back=3)
    assert done.made == [f"events_{Month.of(now().date()).plus(n)}" for n in range(-3, 3)]
    assert stored(whole_url) == rows
    places = {row[0] for row in fetch(whole_url, "select tableoid::regclass::text from events")}
    assert {"events_before", done.made[0], done.made[3]} <= places


async def test_a_month_that_came_before_its_partition_stays_where_it_is(database_url):
    """Nothing is refused meanwhile, and nothing moves later."""
    await fill(database_url, 20)
    later = Month.of(now().date()).plus(6)
    moved = UUID(int=later.first_id.int + 7)
    execute(database_url, *renamed(fetch(database_url, "select id from events limit 1")[0]["id"], moved))
    assert (
        fetch(database_url, f"select tableoid::regclass::text from events where id = '{moved}'")[0][0]
        == "events_rest"
    )
    rows = stored(database_url)
    done = part(database_url, ahead=7)
    assert done.made == [f"events_{later.plus(n)}" for n in (-3, -2, -1, 1)]
    assert done.kept == [later]
    assert stored(database_url) == rows


async def test_keys_are_kept(database_url):
    await fill(database_url, 5)
    with pytest.raises(Exception, match="unique"):
        execute(database_url, again(database_url))
    with pytest.raises(Exception, match="foreign key"):
        execute(database_url, f"update event_actors set event_id = '{new_id()}' {ONE}")
    with pytest.raises(Exception, match="foreign key"):
        execute(database_url, f"update reports set event_id = '{new_id()}'")
    # checked at commit: whoever merges moves reports first
    execute(database_url, "begin", f"update reports set event_id = '{UUID(int=7)}'", "rollback")
    execute(database_url, "delete from reports", "delete from events")
    assert fetch(database_url, "select count(*) from event_actors")[0][0] == 0


def again(url: str) -> str:
    """Every row a second time; every column but the generated ones, whatever the table has by now."""
    names = ", ".join(
        row[0]
        for row in fetch(
            url,
            "select attname from pg_attribute where attrelid = 'events'::regclass and attnum > 0"
            " and not attisdropped and attgenerated = ''",
        )
    )
    return f"insert into events ({names}) select {names} from events"


def test_an_id_is_looked_for_in_its_month_alone(database_url):
    plan = fetch(database_url, f"explain select * from events where id = '{new_id()}'")
    named = {name for row in plan for name in partitions(database_url, "events") if f" {name}" in row[0]}
    assert named == {f"events_{Month.of(now().date())}"}


@pytest.mark.parametrize(
    ("hung", "named"),
    [
        ("create view seen as select id from events", "the view seen"),
        ("create publication told for table event_actors", "the publication told"),
        (
            "create trigger early before update on events for each row "
            "execute function suppress_redundant_updates_trigger()",
            "the trigger early",
        ),
    ],
)
def test_what_would_be_lost_is_named_and_nothing_is_done(whole_url, hung, named):
    execute(whole_url, hung)
    with pytest.raises(CannotPartition, match=named):
        part(whole_url)
    assert partitions(whole_url, "events") == []


def test_a_server_with_too_few_locks_says_how_many_it_needs(whole_url):
    with pytest.raises(TooFewLocks, match="max_locks_per_transaction of the server to") as raised:
        part(whole_url, ahead=600)
    assert raised.value.needed > raised.value.found
    assert partitions(whole_url, "events") == []


def test_grants_are_kept(whole_url):
    execute(whole_url, "create role analyst", "grant select on events, event_versions to analyst, public")
    query = (
        "select relname, relacl::text from pg_class where relname in ('events', 'event_versions') order by 1"
    )
    try:
        before = [sorted(row[1].strip("{}").split(",")) for row in fetch(whole_url, query)]
        part(whole_url)
        assert [sorted(row[1].strip("{}").split(",")) for row in fetch(whole_url, query)] == before
    finally:
        execute(whole_url, "drop owned by analyst", "drop role analyst")


def test_the_command_makes_months_and_takes_them_back(whole_url):
    first = dateline("partition", "--ahead", 1, database_url=whole_url)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == f"2 months were made, to events_{Month.of(now().date()).next}.\n"
    assert dateline("partition", "--ahead", 1, database_url=whole_url).stdout == "0 months were made.\n"
    undone = dateline("partition", "--undo", database_url=whole_url)
    assert (undone.stdout, undone.stderr) == ("Events are in one table each.\n", "")
    assert partitions(whole_url, "events") == []


def test_the_command_says_what_is_in_the_way(whole_url):
    execute(whole_url, "create view seen as select id from events")
    done = dateline("partition", database_url=whole_url)
    assert done.returncode == 1
    assert done.stderr.startswith(
        "dateline: Something hangs on the tables that would be lost: the view seen;"
    )
