import base64
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

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
def test_a_cursor_reads_back(key, kinds):
    assert decode(QUERY, encode(QUERY, *key), *kinds) == list(key)


def test_the_limit_may_change_between_pages():
    cursor = encode(QUERY.model_copy(update={"limit": 3}), ID)
    assert decode(QUERY.model_copy(update={"limit": 9, "cursor": cursor}), cursor, UUID) == [ID]


@pytest.mark.parametrize("other", [EventQuery(), EventQuery(type=["visit"], sort="date")])
def test_a_cursor_of_another_query_is_refused(other):
    with pytest.raises(Invalid, match="belongs to another query"):
        decode(other, encode(QUERY, ID), UUID)


def packed(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        *("", "x", "$$$", "ü", "a" * 200),
        *(packed(plain) for plain in (b"7", b"{}", b"[]", b"[1]", b'["x","y"]', b"[[[", b'["x",7]', b"\xff")),
        encode(QUERY, ID, ID),
    ],
)
def test_what_is_no_cursor_is_refused(cursor):
    with pytest.raises(Invalid, match="cursor"):
        decode(QUERY, cursor, UUID)
