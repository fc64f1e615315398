"""Alembic's way to the database: a connection handed in by the caller, ``-x url=...``, or the settings."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

import app.models  # noqa: F401 - registers the tables
from alembic import context
from app.config import Settings


def ours(name: str | None, kind: str, parents: MutableMapping[str, Any]) -> bool:
    """The queue makes and upgrades its own tables; they are not for autogenerate to drop."""
    return not (kind == "table" and name is not None and name.startswith("pgqueuer"))


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=SQLModel.metadata, include_name=ours)
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_run(url: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


def chosen_url() -> str:
    """The first of ``-x url=``, the URL that the caller configured, and the settings'. Raises SystemExit."""
    url = context.get_x_argument(as_dictionary=True).get("url")
    url = url or context.config.get_main_option("sqlalchemy.url") or Settings().database_url
    if not url:
        raise SystemExit("No database: give -x url=..., set DATABASE_URL, or run `dateline migrate`.")
    return url


handed_in = context.config.attributes.get("connection")
if handed_in is not None:
    run(handed_in)
else:
    asyncio.run(connect_and_run(chosen_url()))
