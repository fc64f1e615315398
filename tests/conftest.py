"""A real Postgres for the whole run, migrated once; every test works in a database of its own."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio
from hypothesis import settings
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.config import Settings
from app.db import create_engine, plain_dsn, session_maker, upgrade
from app.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from spacy.language import Language

    from app.extract.pipeline import Extractor

TEMPLATE = "migrated"

# How long an example takes says more of the machine than of the code.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")


@pytest.fixture(scope="session", autouse=True)
def clean_environment() -> Iterator[None]:
    """The settings of whoever runs the tests must not reach them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("DATELINE_") or name in ("DATABASE_URL", "DATABASE_READ_URL"):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An embedded Postgres for the run; under pytest-xdist every worker has its own.

    It does not wait for the disk: a database made and dropped takes 60 ms so, and 210 ms otherwise. What
    survives a loss of power is asked of servers of their own, in `tests/embedded`.
    """
    with EmbeddedPostgres(tmp_path_factory.mktemp("server")) as url:
        execute(
            url,
            "ALTER SYSTEM SET fsync = off",
            "ALTER SYSTEM SET full_page_writes = off",
            "SELECT pg_reload_conf()",
        )
        yield url


@pytest.fixture(scope="session")
def template_url(server_url: str) -> str:
    """A database brought to the newest migration by Alembic; others are cloned from it."""
    return clone(server_url, TEMPLATE, template="template1", migrate=True)


@pytest.fixture
def database_url(server_url: str, template_url: str) -> Iterator[str]:
    """A migrated, empty database for one test."""
    url = clone(server_url, f"test_{uuid4().hex}", template=TEMPLATE)
    yield url
    drop(server_url, url)


@pytest.fixture
def bare_database_url(server_url: str) -> Iterator[str]:
    """A database without any table for one test."""
    url = clone(server_url, f"test_{uuid4().hex}", template="template1")
    yield url
    drop(server_url, url)


@pytest.fixture(scope="session")
def extractor() -> "Extractor":
    """All of extraction, loaded once: that takes longer than most tests. It is not imported where nobody reads."""
    from app.extract.pipeline import Extractor

    return Extractor.load(Settings().cache_dir)


@pytest.fixture(scope="session")
def nlp(extractor: "Extractor") -> "Language":
    return extractor.nlp


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(database_url=database_url, data_dir=tmp_path / "data", actors=tmp_path / "actors")


@pytest_asyncio.fixture
async def engine(settings: Settings) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(str(settings.database_url), settings, name="test")
    yield engine
    await engine.dispose()


@pytest_asyncio.fixture
async def session(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    async with session_maker(engine)() as session:
        yield session


def clone(server_url: str, name: str, *, template: str, migrate: bool = False) -> str:
    """Make the database ``name`` and return its URL."""
    # copied as files: written through the log, as is the rule, it takes half as long again
    execute(server_url, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    url = make_url(server_url).set(database=name).render_as_string(hide_password=False)
    if migrate:
        upgrade(url)
    return url


def drop(server_url: str, url: str) -> None:
    execute(server_url, f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')


def execute(url: str, *statements: str) -> None:
    """Run ``statements`` on a connection of their own, whether or not an event loop is running."""
    fetch(url, *statements)


def fetch(url: str, *statements: str) -> list[asyncpg.Record]:
    """Like `execute`; returns the rows of the last one."""

    async def run() -> list[asyncpg.Record]:
        connection = await asyncpg.connect(plain_dsn(url))
        try:
            rows: list[asyncpg.Record] = []
            for statement in statements:
                rows = await connection.fetch(statement)
            return rows
        finally:
            await connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(run())).result()
