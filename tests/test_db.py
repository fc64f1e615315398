"""The engine's session settings, URLs and migrations."""

import asyncpg
import pytest
from sqlalchemy import text

from app.config import Settings, async_url
from app.db import create_engine, found_revision, needed_revision, plain_dsn, session_maker, upgrade
from tests.conftest import fetch


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("plan_cache_mode", "force_custom_plan"),
        ("random_page_cost", "1.1"),
        ("statement_timeout", "7s"),
        ("TimeZone", "UTC"),
        ("application_name", "somebody"),
    ],
)
async def test_connections_carry_the_settings(bare_database_url, name, value):
    settings = Settings(database_url=bare_database_url, statement_timeout_seconds=7)
    engine = create_engine(bare_database_url, settings, name="somebody")
    async with engine.connect() as connection:
        assert (await connection.execute(text(f"SHOW {name}"))).scalar_one() == value
    await engine.dispose()


async def test_a_statement_that_takes_too_long_is_stopped(bare_database_url):
    engine = create_engine(bare_database_url, Settings(statement_timeout_seconds=0.1))
    async with engine.connect() as connection:
        with pytest.raises(Exception, match="statement timeout"):
            await connection.execute(text("SELECT pg_sleep(5)"))
    await engine.dispose()


async def test_the_pool_survives_a_cut_connection(bare_database_url):
    engine = create_engine(bare_database_url, Settings())
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
    end_all = (
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'dateline'"
    )
    fetch(bare_database_url, end_all)
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT 2"))).scalar_one() == 2
    await engine.dispose()


async def test_connections_for_reading_have_the_limit_of_questions_and_no_transaction(bare_database_url):
    settings = Settings(statement_timeout_seconds=7, query_timeout_seconds=3)
    engine = create_engine(bare_database_url, settings, reading=True)
    async with session_maker(engine).begin() as session:
        assert await session.scalar(text("SHOW statement_timeout")) == "3s"
        first = await session.scalar(text("SELECT now()"))
        assert await session.scalar(text("SELECT now()")) > first
    await engine.dispose()


@pytest.mark.parametrize(
    ("given", "dsn"),
    [
        ("postgres://a:b%40c@h:5/d", "postgresql://a:b%40c@h:5/d"),
        ("postgresql://a@/d?host=/run/s", "postgresql://a@/d?host=%2Frun%2Fs"),
        ("postgresql://a@h/d?sslmode=require", "postgresql://a@h/d?sslmode=require"),
    ],
)
def test_a_url_goes_to_sqlalchemy_and_back(given, dsn):
    assert plain_dsn(async_url(given)) == dsn


async def test_upgrade_brings_an_empty_database_to_the_newest_revision(bare_database_url):
    upgrade(bare_database_url)
    upgrade(bare_database_url)  # nothing left to do
    engine = create_engine(bare_database_url, Settings())
    async with session_maker(engine)() as session:
        assert await found_revision(session) == needed_revision()
    await engine.dispose()


async def test_a_database_never_migrated_has_no_revision(bare_database_url):
    engine = create_engine(bare_database_url, Settings())
    async with session_maker(engine)() as session:
        assert await found_revision(session) is None
        assert (await session.execute(text("SELECT 1"))).scalar_one() == 1  # the session is still of use
    await engine.dispose()


def test_tests_run_on_a_real_server(database_url):
    version = fetch(database_url, "SHOW server_version_num")[0][0]
    assert int(version) >= 140000
    assert isinstance(fetch(database_url, "SELECT 1")[0], asyncpg.Record)
