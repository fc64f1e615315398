import asyncio

from sqlalchemy import select

from app.db import session_maker
from app.models import ActorName, PlaceName
from app.workers.names import keep_names, keep_once
from tests.store.build import actor, report
from tests.store.conftest import APART, telling


async def test_a_round_completes_names_and_weighs_them(settings, engine, session):
    iran = actor("Iran", actor_id="country:IR", kind="country", country="IR")
    await telling(session, APART)(report(actors=(iran,)))
    sessions = session_maker(engine)
    digest = await keep_once(settings, sessions, None)
    found = await session.execute(select(ActorName.part, ActorName.weight))
    assert ("иран", 1) in {tuple(row) for row in found}
    assert "طهران" in set(await session.scalars(select(PlaceName.part)))
    assert await keep_once(settings, sessions, digest) == digest


async def test_a_round_that_fails_is_not_the_last(settings, engine, session, monkeypatch, caplog):
    """The desk's file is broken, then mended."""
    monkeypatch.setattr("app.workers.names._EVERY", 0.05)
    ann = actor("Ann Example", actor_id="person:KE:ann-example", country="KE")
    await telling(session, APART)(report(actors=(ann,)))
    settings.actors.mkdir(parents=True, exist_ok=True)
    own = settings.actors / "actors.jsonl"
    own.write_text("{", encoding="utf-8")
    work = asyncio.create_task(keep_names(settings, session_maker(engine)))
    try:
        async with asyncio.timeout(20):
            while "Keeping names failed" not in caplog.text:
                await asyncio.sleep(0.05)
            own.write_text('{"name": "Ann Example", "kind": "person", "country": "KE", "aliases": ["Энн"]}\n')
            while "энн" not in set(await session.scalars(select(ActorName.part))):
                await asyncio.sleep(0.05)
    finally:
        work.cancel()
