"""Databases whose events are parted by month. Tests that come from elsewhere run on them unchanged."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.config import Settings
from app.db import create_engine, session_maker
from app.models import now
from app.store.partitions import Done, Month, join, partition
from tests.conftest import clone, drop, execute, fetch

PARTED = "migrated_and_parted"
TABLES = {"events": "id", "event_actors": "event_id", "event_versions": "event_id"}


def run(url: str, work) -> Done | None:
    """``work`` with a session of its own, committed, whether or not an event loop is running."""

    async def committed() -> Done | None:
        engine = create_engine(url, Settings())
        try:
            async with session_maker(engine).begin() as session:
                return await work(session)
        finally:
            await engine.dispose()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(committed())).result()


def part(url: str, ahead: int = 2, today: date | None = None, back: int = 1200) -> Done:
    async def work(session: AsyncSession) -> Done:
        return await partition(session, today=today or now().date(), back=back, ahead=ahead)

    return run(url, work)


def put_together(url: str) -> None:
    run(url, join)


@pytest.fixture(scope="session")
def parted_template(server_url: str, template_url: str) -> str:
    url = clone(server_url, PARTED, template="migrated")
    part(url)
    return url


@pytest.fixture
def database_url(server_url: str, parted_template: str) -> Iterator[str]:
    """In place of the one in tests/conftest.py."""
    url = clone(server_url, f"test_{uuid4().hex}", template=PARTED)
    yield url
    drop(server_url, url)


@pytest.fixture
def whole_url(server_url: str, template_url: str) -> Iterator[str]:
    """A database that is not parted yet."""
    url = clone(server_url, f"test_{uuid4().hex}", template="migrated")
    yield url
    drop(server_url, url)


def spread(url: str, months: int) -> None:
    """Have every second event made in another month: under another id, with all that refers to it."""
    ids = sorted(row["id"] for row in fetch(url, "select id from events"))
    pairs = zip(ids[::2], aged(ids[::2], months), strict=True)
    execute(url, *(statement for old, new in pairs for statement in renamed(old, new)))


def aged(ids: list[UUID], months: int) -> list[UUID]:
    first = Month.of(now().date()).plus(-months)
    stamp = (1 << 80) - 1
    return [
        UUID(int=first.plus(number % months).first_id.int + (12345 << 80) + (id_.int & stamp))
        for number, id_ in enumerate(ids)
    ]


def renamed(old: UUID, new: UUID) -> list[str]:
    statements = ["set session_replication_role = replica"]  # no foreign key looks at what is half done
    for table, key in {**TABLES, "reports": "event_id", "changes": "event_id"}.items():
        statements.append(f"update {table} set {key} = '{new}' where {key} = '{old}'")
    return [*statements, "set session_replication_role = origin"]
