"""The orders of lists of events. The id makes each total; undated events come last either way."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, tuple_

from app.store.asof import PRESENT

KEYS: dict[str, Any] = {"-date": date, "date": date, "-updated": datetime, "-sources": int}  # for cursors
BY_DAY = ("-date", "date")


def order(sort: str, of: Any = PRESENT) -> list[ColumnElement[Any]]:
    """The columns of ``of``, `app.store.asof.Rows` or a subquery with their names, to sort by."""
    if sort == "-updated":
        return [of.updated_at.desc(), of.id.desc()]
    if sort == "-sources":
        return [of.source_count.desc(), of.id.desc()]
    if sort == "date":
        return [of.start_day.asc().nulls_last(), of.id.asc()]
    return [of.start_day.desc().nulls_last(), of.id.desc()]


def key_column(sort: str, of: Any = PRESENT) -> Any:
    """What they are sorted by but for the id."""
    name = {"-updated": "updated_at", "-sources": "source_count"}.get(sort, "start_day")
    return getattr(of, name).label(name)


def after(sort: str, key: Any, id_: Any, of: Any = PRESENT) -> ColumnElement[bool]:
    """What holds for entries after the one with ``key`` and ``id_``; of dated ones only the dated: what has no day
    is a second question. With an OR for both no index would lead to the place, and each page would walk all before."""
    if sort in BY_DAY and key is None:
        return and_(of.start_day.is_(None), of.id > id_ if sort == "date" else of.id < id_)
    column = {"-updated": "updated_at", "-sources": "source_count"}.get(sort, "start_day")
    place = tuple_(getattr(of, column), of.id)
    return place > (key, id_) if sort == "date" else place < (key, id_)


def key_of(sort: str, row: Row[Any]) -> Any:
    """The sort key that a cursor marks ``row``, one of `app.store.shown.columns`, with."""
    if sort == "-updated":
        return row.updated_at
    return row.source_count if sort == "-sources" else row.start_day


def place_of(sort: str, row: Row[Any]) -> Any:
    """Sorts rows in Python as `order` does in Postgres."""
    key, id_ = key_of(sort, row), row.id.int
    if sort in BY_DAY:
        day = 0 if key is None else key.toordinal()
        return (key is None, day, id_) if sort == "date" else (key is None, -day, -id_)
    number = key if sort == "-sources" else (key - datetime.min.replace(tzinfo=key.tzinfo))
    return (-number, -id_)
