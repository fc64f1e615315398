"""How far a replica is behind, told from positions alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app.api.replicas import server_name
from app.config import Settings, async_urls
from app.store.staleness import NEVER, Log, lsn, shown, where
from tests.conftest import fetch


def log(*seen: tuple[float, int]) -> Log:
    found = Log()
    for moment, position in seen:
        found.saw(moment, position)
    return found


@pytest.mark.parametrize(
    ("position", "moment"),
    [(5, NEVER), (10, 1.0), (15, 1.0), (20, 2.0), (30, 3.0), (99, 3.0)],
)
def test_a_replica_is_complete_at_the_last_moment_whose_end_it_has(position, moment):
    assert log((1.0, 10), (2.0, 20), (3.0, 30)).complete_at(position) == moment


def test_while_nobody_writes_a_replica_does_not_age():
    assert log((1.0, 10), (2.0, 10), (60.0, 10)).complete_at(10) == 60.0


def test_of_a_primary_that_was_never_asked_nothing_is_known():
    assert log().complete_at(10) == NEVER


def test_a_primary_that_was_restored_begins_anew():
    assert log((1.0, 100), (2.0, 50)).complete_at(70) == 2.0


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5)), max_size=50), st.integers(0, 260))
def test_against_the_whole_list(steps, position):
    moment, end, seen = 0, 0, []
    for seconds, written in steps:
        moment, end = moment + seconds, end + written
        seen.append((float(moment), end))
    known = [when for when, there in seen if there <= position]
    assert log(*seen).complete_at(position) == (max(known) if known else NEVER)


@given(st.integers(0, 2**64 - 1))
def test_a_position_is_read_as_it_is_shown(position):
    assert lsn(shown(position)) == position


@pytest.mark.parametrize("written", ["", "/", "1", "g/1", "1/2/3", "123456789/0", "-1/0"])
def test_what_is_no_position_is_refused(written):
    with pytest.raises(ValueError, match="position"):
        lsn(written)


async def test_a_position_asked_for_after_a_commit_is_behind_it(session, database_url):
    await session.execute(text("create table written (id int)"))
    begun = await where(session)
    await session.commit()
    done = await where(session)
    assert done.position > begun.position
    assert not done.replica
    assert done.cluster == fetch(database_url, "select system_identifier from pg_control_system()")[0][0]
    flushed = fetch(database_url, "select pg_current_wal_flush_lsn()::text")[0][0]
    assert lsn(flushed) >= done.position


async def test_also_where_commits_do_not_wait_for_the_disk(session):
    await session.execute(text("create table written (id int)"))
    await session.commit()
    await session.execute(text("set synchronous_commit = off"))
    for number in range(20):
        await session.execute(text(f"insert into written values ({number})"))
        inserted = (await session.execute(text("select pg_current_wal_insert_lsn()::text"))).scalar_one()
        await session.commit()
        assert (await where(session)).position > lsn(inserted)


def test_several_replicas_are_parted_by_commas():
    both = async_urls("postgres://a@h1/d, postgresql://a:b%2Cc@h2:6432/d,")
    settings = Settings(database_read_url=both)
    assert settings.read_urls == ("postgresql+asyncpg://a@h1/d", "postgresql+asyncpg://a:b%2Cc@h2:6432/d")
    assert [server_name(url) for url in settings.read_urls] == ["h1:5432/d", "h2:6432/d"]
    assert Settings().read_urls == ()
