import base64
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from app.config import Settings
from app.db import create_engine, session_maker
from app.errors import Invalid
from app.schemas.queries import EventQuery
from app.store.cursors import decode, encode

ID = UUID(int=7)
QUERY = EventQuery(type=["visit"])


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        ((date(2024, 11, 5), ID), (date, UUID)),
        ((None, ID), (date, UUID)),
        ((datetime(2024, 11, 5, 1, 2, 3, 456789, UTC), ID), (datetime, UUID)),
        ((ID,), (UUID,)),
    ],
)
async def test_a_cursor_reads_back(session, key, kinds):
    assert await decode(session, QUERY, await encode(session, QUERY, *key), *kinds) == list(key)


async def test_the_limit_may_change_between_pages(session):
    cursor = await encode(session, QUERY.model_copy(update={"limit": 3}), ID)
    later = QUERY.model_copy(update={"limit": 9, "cursor": cursor})
    assert await decode(session, later, cursor, UUID) == [ID]


@pytest.mark.parametrize("other", [EventQuery(), EventQuery(type=["visit"], sort="date")])
async def test_a_cursor_of_another_query_is_refused(session, other):
    cursor = await encode(session, QUERY, ID)
    with pytest.raises(Invalid, match="belongs to another query"):
        await decode(session, other, cursor, UUID)


def packed(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        *("", "x", "$$$", "ü", "a" * 200),
        *(packed(plain) for plain in (b"7", b"{}", b"[]", b'["x","y"]', b"[[[", b"\xff", b"\0" * 16 + b"[]")),
    ],
)
async def test_what_is_no_cursor_is_refused(session, cursor):
    with pytest.raises(Invalid, match="cursor"):
        await decode(session, QUERY, cursor, UUID)


async def test_one_with_other_values_than_asked_for_is_refused(session):
    for key in [(ID, ID), ("no id",)]:
        cursor = await encode(session, QUERY, *key)
        with pytest.raises(Invalid, match="is no cursor"):
            await decode(session, QUERY, cursor, UUID)


async def test_every_bit_is_signed(session):
    cursor = await encode(session, QUERY, date(2024, 11, 5), ID)
    signed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    for at in range(len(signed) * 8):
        other = bytearray(signed)
        other[at // 8] ^= 1 << at % 8
        with pytest.raises(Invalid, match="is no cursor"):
            await decode(session, QUERY, packed(bytes(other)), date, UUID)


async def reads(url: str, cursor: str, **settings: Any) -> bool:
    """Whether a process of its own, with these settings, takes ``cursor`` for one of its own."""
    engine = create_engine(url, Settings(**settings))
    try:
        async with session_maker(engine)() as session:
            return await decode(session, QUERY, cursor, UUID) == [ID]
    except Invalid:
        return False
    finally:
        await engine.dispose()


async def test_whoever_has_the_secret_reads_it(session, database_url):
    """That of the database, so that every process of an installation does, or that of the settings."""
    cursor = await encode(session, QUERY, ID)
    assert await reads(database_url, cursor)
    assert not await reads(database_url, cursor, cursor_secret="a secret of another kind")
    await session.execute(text("update cursor_secret set secret = sha256(secret)"))
    await session.commit()
    assert not await reads(database_url, cursor)
