"""``dateline migrate``"""

from __future__ import annotations

from app.cli.common import look_at
from app.config import Settings
from app.db import upgrade
from app.embedded import database


def command() -> None:
    """Bring the database to the newest migration; harmless when it is there already."""
    with database(Settings()) as url:
        before = look_at(url).revision
        upgrade(url)
        after = look_at(url).revision
    if before == after:
        print(f"The database is at revision {after} already.")
    else:
        print(f"The database went from revision {before or 'none'} to {after}.")
