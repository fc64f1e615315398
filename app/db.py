"""Connections to Postgres: the engine, the session maker and the migrations."""

from __future__ import annotations

import asyncio
import json
import select
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import event, make_url, text
from sqlalchemy.exc import DisconnectionError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from alembic import command
from app.config import Settings
from app.errors import MigrationsMissing

# What an engine knows of the settings, as options of its connections.
QUERY_TIMEOUT = "dateline_query_timeout"  # seconds; None: no statement may take longer anyway
CURSOR_SECRET = "dateline_cursor_secret"  # None: the database's own

ROOT = Path(__file__).resolve().parent.parent

# Any number will do as long as every Dateline process takes the same: two that migrate at once queue here.
_MIGRATION_LOCK = 4_917_205_311


def create_engine(
    url: str,
    settings: Settings,
    *,
    name: str = "dateline",
    reading: bool = False,
    patience: float | None = None,
) -> AsyncEngine:
    """An engine for ``url``; ``name`` is how its connections show in pg_stat_activity.

    One for ``reading`` runs each statement by itself, for no longer than a question may take: as a transaction, with a
    limit of its own, a page of events took six round trips where it now takes two.

    With ``patience`` a connection or an answer that takes longer is given up (TimeoutError): a host that went away
    without a word is noticed by nobody else.
    """
    seconds = settings.query_timeout_seconds
    options: dict[str, Any] = {
        QUERY_TIMEOUT: None if reading else seconds,
        CURSOR_SECRET: settings.cursor_secret and settings.cursor_secret.get_secret_value().encode(),
    }
    if reading:
        options["isolation_level"] = "AUTOCOMMIT"
    limit = seconds if reading else settings.statement_timeout_seconds
    engine = create_async_engine(
        url,
        pool_size=settings.pool_size,
        max_overflow=settings.pool_overflow,
        pool_timeout=settings.pool_timeout_seconds,
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
        execution_options=options,
        connect_args={"server_settings": _server_settings(name, limit), **_patience(patience)},
    )
    event.listen(engine.sync_engine, "checkout", _refuse_dead)
    return engine


def _refuse_dead(connection: Any, record: object, proxy: object) -> None:
    """A restart of the server leaves dead connections in the pool. Nobody is talking on a connection that is taken out
    of it: if there is something to read, it is the end. Asking the server, as `pool_pre_ping` does, takes three round
    trips each time. The pool tries another one."""
    driver = connection.driver_connection
    if driver.is_closed() or _readable(driver._transport.get_extra_info("socket").fileno()):
        raise DisconnectionError("the server has closed it")


def _readable(file: int) -> bool:
    watched = select.poll()  # select() takes no number above 1023
    watched.register(file, select.POLLIN)
    return bool(watched.poll(0))


def _patience(seconds: float | None) -> dict[str, float]:
    return {} if seconds is None else {"timeout": seconds, "command_timeout": seconds}


def _server_settings(name: str, limit: float) -> dict[str, str]:
    return {
        "application_name": name,
        "timezone": "UTC",
        "statement_timeout": str(round(limit * 1000)),
        # Prepared statements over partitions fell into generic plans that were 60 times slower.
        "plan_cache_mode": "force_custom_plan",
        # Postgres' own 4 is that of turning disks: it read events through whole for one actor's page, in 165 ms.
        "random_page_cost": "1.1",
    }


def session_maker(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Sessions whose objects stay readable after commit, as the API answers from them."""
    return async_sessionmaker(engine, expire_on_commit=False)


def plain_dsn(url: str) -> str:
    """``url`` as asyncpg itself and other Postgres programs read it, password included."""
    plain = make_url(url).set(drivername="postgresql")
    if "ssl" in plain.query:  # asyncpg's own name for it, see `app.config.async_url`
        plain = plain.set(query={"sslmode" if k == "ssl" else k: v for k, v in plain.query.items()})
    return plain.render_as_string(hide_password=False)


def alembic_config(url: str | None = None) -> Config:
    """Alembic's configuration for ``url``. Raises MigrationsMissing outside a source folder."""
    if not (ROOT / "alembic.ini").is_file():
        raise MigrationsMissing(path=ROOT / "alembic")
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "alembic"))
    if url is not None:
        config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` to ``revision``. Callable with or without a running event loop."""
    _in_thread(partial(_upgrade_locked, url, revision))


def _upgrade_locked(url: str, revision: str) -> None:
    config = alembic_config(url)

    async def locked() -> None:
        connection = await asyncpg.connect(plain_dsn(url))
        try:
            await connection.execute("SELECT pg_advisory_lock($1)", _MIGRATION_LOCK)
            # Alembic's environment starts an event loop of its own, so it needs a thread of its own.
            await asyncio.to_thread(command.upgrade, config, revision)
        finally:
            await connection.close()

    asyncio.run(locked())


def _in_thread(work: Callable[[], None]) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result()


def needed_revision() -> str:
    """The newest migration that this program brings."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head() or ""


async def found_revision(session: AsyncSession) -> str | None:
    """The migration that the database is at; None if it has never been migrated."""
    try:
        async with session.begin_nested():
            return (
                await session.execute(text("SELECT version_num FROM alembic_version"))
            ).scalar_one_or_none()
    except ProgrammingError:  # the table is not there
        return None
