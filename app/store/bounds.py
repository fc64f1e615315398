"""What one question may cost."""

from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy.ext.asyncio import AsyncSession

from app.db import QUERY_TIMEOUT


def bound(session: AsyncSession) -> list[ColumnElement[Any]]:
    """What to select so that every later statement of the transaction is given up in time
    (``DATELINE_QUERY_TIMEOUT_SECONDS``); nothing if each is anyway, see `app.db.create_engine`."""
    seconds: float | None = session.get_bind().get_execution_options().get(QUERY_TIMEOUT)
    return [] if seconds is None else [func.set_config("statement_timeout", str(round(seconds * 1000)), True)]
