"""Migrations lead up to what the models say, and down to nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

import app.models  # noqa: F401 - registers the tables
from alembic import command
from app.db import alembic_config
from tests.conftest import fetch

REVISIONS = [
    script.revision
    for script in reversed(list(ScriptDirectory.from_config(alembic_config()).walk_revisions()))
]


def migrate(work, url: str, revision: str) -> None:
    """Alembic's environment starts an event loop of its own, so it runs in a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(work, alembic_config(url), revision).result()


def tables(url: str) -> set[str]:
    query = "select tablename from pg_tables where schemaname = 'public'"
    return {row["tablename"] for row in fetch(url, query)} - {"alembic_version"}


def leftovers(url: str) -> set[str]:
    """Functions, sequences and types that a migration forgot to take away again."""
    query = """
        select proname as name from pg_proc where pronamespace = 'public'::regnamespace
        union all select relname from pg_class where relnamespace = 'public'::regnamespace
        union all select typname from pg_type where typnamespace = 'public'::regnamespace
        """
    return {row["name"] for row in fetch(url, query)} - {
        *("alembic_version", "_alembic_version", "alembic_version_pkc")
    }


def differences(connection) -> list[object]:
    def ours(name, kind, parents):
        return not (kind == "table" and name.startswith("pgqueuer"))

    options = {"include_name": ours, "compare_type": True, "compare_server_default": False}
    return compare_metadata(MigrationContext.configure(connection, opts=options), SQLModel.metadata)


async def test_migrations_lead_to_the_models(database_url):
    engine = create_async_engine(database_url, poolclass=NullPool)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_a_table_that_no_migration_makes_is_seen(bare_database_url):
    """The comparison can fail."""
    engine = create_async_engine(bare_database_url, poolclass=NullPool)
    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()
    assert ("add_table", "articles") in {(what[0], what[1].name) for what in found if what[0] == "add_table"}


def test_migrations_form_one_line():
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1


def test_down_and_up_again(bare_database_url):
    migrate(command.upgrade, bare_database_url, "head")
    whole = tables(bare_database_url)
    assert set(SQLModel.metadata.tables) <= whole
    migrate(command.downgrade, bare_database_url, "base")
    assert tables(bare_database_url) == set()
    assert leftovers(bare_database_url) == set()
    migrate(command.upgrade, bare_database_url, "head")
    assert tables(bare_database_url) == whole


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_step_can_be_taken_back_and_taken_again(bare_database_url, revision):
    migrate(command.upgrade, bare_database_url, revision)
    before = tables(bare_database_url)
    migrate(command.downgrade, bare_database_url, "-1")
    assert tables(bare_database_url) <= before
    migrate(command.upgrade, bare_database_url, revision)
    assert tables(bare_database_url) == before
