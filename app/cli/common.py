"""What the commands share: settings, a database that is ready, logging, files."""

from __future__ import annotations

import asyncio
import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import asyncpg
from rich.console import Console
from rich.logging import RichHandler
from sqlalchemy import make_url

from app.config import Settings
from app.db import needed_revision, plain_dsn, upgrade
from app.embedded import database
from app.errors import DatabaseUnreachable, NotMigrated

OLDEST = 14  # the major version of Postgres that is known to do

errors = Console(stderr=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a database is."""

    version: str  # "18.6"
    revision: str | None  # the migration it is at; None if it was never migrated


def start_logging(level: str) -> None:
    """Log to standard error: plain lines, coloured where a person reads them."""
    if errors.is_terminal:
        handler: logging.Handler = RichHandler(console=errors, show_path=False)
        logging.basicConfig(level=level.upper(), handlers=[handler], format="%(message)s")
    else:
        logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")


def address(url: str) -> str:
    """``url`` without its password."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=True)


def look_at(url: str) -> Found:
    """Raises DatabaseUnreachable if the database does not answer."""

    async def look() -> Found:
        connection = await asyncpg.connect(plain_dsn(url), timeout=10)
        try:
            migrated = await connection.fetchval("select to_regclass('alembic_version') is not null")
            revision = (
                await connection.fetchval("select version_num from alembic_version") if migrated else None
            )
            version = await connection.fetchval("show server_version")
        finally:
            await connection.close()
        return Found(version=version.split()[0], revision=revision)

    try:
        return asyncio.run(look())
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        reason = str(error) or type(error).__name__
        raise DatabaseUnreachable(address=address(url), reason=reason) from error


@contextmanager
def ready_database(settings: Settings) -> Iterator[str]:
    """The URL of a database that answers and is migrated: the embedded one by ourselves if need be.

    Raises DatabaseUnreachable or NotMigrated about a configured one; that is migrated only when asked to.
    """
    with database(settings) as url:
        found = look_at(url)
        if settings.database_url is not None:
            check(found)
        elif found.revision != needed_revision():
            upgrade(url)
        yield url


def check(found: Found) -> None:
    """Raises NotMigrated if the database is not at the migration that this program needs."""
    if found.revision != (needed := needed_revision()):
        raise NotMigrated(found=found.revision or "none", needed=needed)


@contextmanager
def opened(name: str) -> Iterator[io.BufferedReader]:
    """The file called ``name``, or standard input for ``-``. Raises OSError."""
    if name == "-":
        yield cast(io.BufferedReader, sys.stdin.buffer)
        return
    with Path(name).open("rb") as file:
        yield file
