import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.db import session_maker
from app.errors import Invalid
from app.models import IdempotencyKey, now
from app.store.articles import accept
from app.store.idempotency import fingerprint, recall, remember
from tests.store.build import sent


async def keep(session, key="k", print_="p"):
    accepted = await accept(session, sent())
    await remember(session, key, print_, article_id=accepted.article.id, status=202, answer={"a": 1})


async def test_an_answer_is_kept_under_its_key(session):
    assert await recall(session, "k", "p") is None
    await keep(session)
    kept = await recall(session, "k", "p")
    assert (kept.status, kept.answer) == (202, {"a": 1})
    assert await recall(session, "other", "p") is None


async def test_a_key_is_good_for_one_request(session):
    await keep(session)
    with pytest.raises(Invalid, match="Idempotency-Key: was used for another body"):
        await recall(session, "k", "q")


async def test_old_keys_are_forgotten(session):
    await keep(session)
    await keep(session, "young")
    old = update(IdempotencyKey).where(IdempotencyKey.key == "k")
    await session.execute(old.values(created_at=now() - timedelta(hours=25)))
    session.expire_all()
    assert await recall(session, "k", "q") is None
    assert await session.scalar(select(func.count()).select_from(IdempotencyKey)) == 1


async def test_two_requests_with_one_key_come_one_after_the_other(engine):
    async def send():
        async with session_maker(engine).begin() as session:
            if await recall(session, "k", "p") is not None:
                return "replayed"
            await keep(session)
            return "stored"

    assert sorted(await asyncio.gather(*(send() for _ in range(6)))) == ["replayed"] * 5 + ["stored"]


def test_a_fingerprint_does_not_depend_on_the_order_of_keys():
    assert fingerprint({"a": 1, "b": "ü"}) == fingerprint({"b": "ü", "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
