"""Reports of the same happening become one event, in whatever order and however many at once."""

import asyncio
import random
from collections import defaultdict

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.db import session_maker
from app.models import Article, Change, Event, EventActor, EventVersion, Report
from app.store.articles import accept
from app.store.reports import save_extraction
from tests.store.build import actor, extraction, mention, report, sent, when
from tests.store.happenings import BLOCK, Told, strike, three_happenings

EMPTY = text("truncate articles, events, event_versions, changes, suggestions, event_redirects cascade")


async def grouped(session) -> set[frozenset[str]]:
    """The articles of each event."""
    query = select(Report.event_id, Article.external_id).join(Article, Article.id == Report.article_id)
    found = defaultdict(set)
    for event_id, name in await session.execute(query):
        found[event_id].add(name)
    return {frozenset(names) for names in found.values()}


async def events(session) -> list[Event]:
    return list(
        await session.scalars(select(Event).order_by(Event.id).execution_options(populate_existing=True))
    )


async def put(session, told: Told) -> Article:
    accepted = await accept(session, sent(url=None, **told.fields))
    await save_extraction(
        session, article_id=accepted.article.id, version=1, extraction=extraction(told.report)
    )
    return accepted.article


EXPECTED = {
    frozenset(f"block-{n}" for n in range(4)),
    frozenset(f"port-{n}" for n in range(3)),
    frozenset(f"plant-{n}" for n in range(3)),
}


@pytest.mark.parametrize("seed", range(4))
async def test_the_order_of_arrival_makes_no_difference(session, seed):
    arrivals = three_happenings()
    random.Random(seed).shuffle(arrivals)
    for told in arrivals:
        await put(session, told)
        await session.commit()
    assert await grouped(session) == EXPECTED
    assert sorted(event.report_count for event in await events(session)) == [3, 3, 4]


async def test_eight_writers_at_once_make_one_event(engine):
    sessions = session_maker(engine)
    ready = asyncio.Barrier(8)

    async def write(told: Told) -> None:
        async with sessions() as session, session.begin():
            accepted = await accept(session, sent(url=None, **told.fields))
        await ready.wait()
        async with sessions() as session, session.begin():
            await save_extraction(
                session, article_id=accepted.article.id, version=1, extraction=extraction(told.report)
            )

    texts = [f"{BLOCK[n % 4]}, {n} hours later" for n in range(8)]
    await asyncio.gather(*(write(strike(f"writer-{n}", line)) for n, line in enumerate(texts)))
    async with sessions() as session:
        assert await grouped(session) == {frozenset(f"writer-{n}" for n in range(8))}
        (event,) = await events(session)
        assert (event.report_count, event.version) == (8, 8)
        assert list(await session.scalars(select(Change.kind).order_by(Change.version))) == [
            "created",
            *["updated"] * 7,
        ]


async def test_only_writers_of_the_same_happening_wait(engine):
    sessions = session_maker(engine)
    visit = Told(
        name="visit", source="b", published="2024-11-06T09:00:00Z", text=sent().text, report=report()
    )

    async def hasty(told: Told) -> None:
        async with sessions() as session, session.begin():
            await session.execute(text("set local lock_timeout = '300ms'"))
            await put(session, told)

    # an actor's first row is one row for all; from then on nobody writes it
    await hasty(strike("before", BLOCK[0], day="2023-01-01"))
    async with sessions() as first, first.begin():
        await put(first, strike("first", BLOCK[0]))
        await hasty(visit)
        await hasty(strike("other days", BLOCK[1], day="2024-12-30"))
        with pytest.raises(DBAPIError, match="lock timeout"):
            await hasty(strike("same", BLOCK[1]))


async def test_what_is_told_of_at_the_door_of_two_blocks_meets(session):
    """Days that lie in different blocks of days, and one article that gives only the month."""
    for day in ("2024-11-05", "2024-11-06"):
        await put(session, strike(day, BLOCK[0] + f", {day}", day=day, date=when(day, basis="publication")))
    month = when("2024-11-01", "2024-11-30", precision="month")
    await put(session, strike("month", BLOCK[1], date=month))
    (event,) = await events(session)
    assert event.date_precision == "day"


async def test_two_reports_of_one_article_stay_two_events(session):
    told = strike("twice", BLOCK[0])
    accepted = await accept(session, sent(url=None, **told.fields))
    twice = extraction(told.report, told.report)
    await save_extraction(session, article_id=accepted.article.id, version=1, extraction=twice)
    assert len(await events(session)) == 2


async def test_a_plan_meets_what_then_happened(session):
    before_it = (
        "Iraqi security adviser to visit Tehran, his office says. Qasim al-Araji will fly to Tehran on 5 November for "
        "talks on the border agreement, his office said. He will meet the head of the security council."
    )
    after_it = (
        "Iraqi security adviser visits Tehran for border talks, agency reports. Qasim al-Araji arrived in Tehran on "
        "Tuesday and met the head of the security council to discuss the border agreement."
    )
    plan, made = (
        Told(
            name=f"{status} visit",
            source=status,
            published=published,
            text=line,
            report=report(
                actors=(actor(),),
                summary="Qasim al-Araji visits Tehran",
                mentions=(mention("Tehran", line),),
                status=status,
                date=when("2024-11-05", basis=basis),
            ),
        )
        for status, published, line, basis in (
            ("planned", "2024-10-30T09:00:00Z", before_it, "explicit"),
            ("happened", "2024-11-05T19:00:00Z", after_it, "relative"),
        )
    )
    await put(session, plan)
    (before,) = await events(session)
    assert before.status == "planned"
    await put(session, made)
    (after,) = await events(session)
    assert after.id == before.id
    assert (after.status, str(after.start_day), after.report_count) == ("happened", "2024-11-05", 2)
    change = (await session.scalars(select(Change).order_by(Change.id.desc()).limit(1))).one()
    assert change.kind == "updated"
    assert change.difference["status"] == {"before": "planned", "after": "happened"}


async def test_an_event_carries_what_its_reports_add(session):
    await put(session, strike("one", BLOCK[0], killed=5, source="One", hour=9))
    await put(session, strike("two", BLOCK[1], killed=7, injured=20, source="Two", hour=15))
    await put(session, strike("three", BLOCK[2], killed=7, source="Three", hour=18))
    (event,) = await events(session)
    assert (event.killed_low, event.killed, event.killed_high) == (5, 7, 7)
    assert (event.injured_low, event.injured, event.injured_high) == (20, 20, 20)
    assert [(said["value"], said["source"]) for said in event.tolls["killed"]] == [
        (5, "One"),
        (7, "Two"),
        (7, "Three"),
    ]
    assert [(side["value"], side["sources"]) for side in event.differences["killed"]] == [
        (7, ["Three", "Two"]),
        (5, ["One"]),
    ]
    assert (event.report_count, event.source_count, event.independent_sources) == (3, 3, 3)
    assert event.first_published_at < event.last_published_at
    assert "rescuers" in event.search_text
    assert "governor" in event.search_text
    named = await session.scalars(select(EventActor.actor_id).order_by(EventActor.actor_id))
    assert list(named) == ["country:RU", "country:UA"]


async def test_every_state_is_kept_with_its_time(session):
    await put(session, strike("one", BLOCK[0], killed=5))
    await session.commit()
    await put(session, strike("two", BLOCK[1], killed=7, hour=15))
    await session.commit()
    first, second = await session.scalars(select(EventVersion).order_by(EventVersion.version))
    assert (first.version, first.killed, first.report_count) == (1, 5, 1)
    assert (second.version, second.killed_high, second.report_count) == (2, 7, 2)
    assert first.valid_to == second.valid_from
    assert second.valid_to is None
    assert set(first.report_ids) < set(second.report_ids)
    assert second.search is not None
    (event,) = await events(session)
    assert (event.version, event.updated_at) == (2, second.valid_from)
