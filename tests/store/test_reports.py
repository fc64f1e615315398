"""What becomes of events, reports and changes when an article is read, and read again."""

from sqlalchemy import func, select, text

from app.models import Article, Change, Event, EventActor, Mention, Place, Report, ReportActor
from app.store.articles import accept, correct
from app.store.reports import drop_reports, save_extraction
from tests.store.build import actor, extraction, place, report, sent, when


async def ids(session, column, order=None):
    return list(await session.scalars(select(column).order_by(order if order is not None else column)))


async def kinds(session):
    return list(await session.scalars(select(Change.kind).order_by(Change.id)))


async def count(session, table):
    return await session.scalar(select(func.count()).select_from(table))


async def again(session, article, *reports, version=1):
    done = await save_extraction(
        session, article_id=article.id, version=version, extraction=extraction(*reports)
    )
    await session.commit()
    return done


async def test_every_report_makes_one_event(session, tell):
    article = await tell(report(), report("threat", "threatened"))
    assert await count(session, Event) == 2
    assert await ids(session, Report.position) == [0, 1]
    assert await kinds(session) == ["created", "created"]
    assert (article.state, article.error) == ("done", None)


async def test_reading_again_with_the_same_result_changes_nothing(session, tell):
    told = (report(), report("threat", "threatened"))
    article = await tell(*told)
    before = (
        await ids(session, Event.id),
        await ids(session, Report.id),
        await ids(session, Event.updated_at),
    )
    await again(session, article, *told)
    after = (
        await ids(session, Event.id),
        await ids(session, Report.id),
        await ids(session, Event.updated_at),
    )
    assert before == after
    assert await kinds(session) == ["created", "created"]


async def test_the_same_happening_keeps_its_event_when_its_fields_change(session, tell):
    article = await tell(report())
    before = await ids(session, Event.id)
    await again(session, article, report(summary="Better", location=None, confidence=0.9))
    event = (await session.scalars(select(Event).execution_options(populate_existing=True))).one()
    assert [event.id] == before
    assert (event.summary, event.country, event.confidence) == ("Better", None, 0.9)
    assert event.updated_at > event.created_at
    assert await kinds(session) == ["created", "updated"]


async def test_a_happening_that_is_not_told_any_more_is_deleted(session, tell):
    article = await tell(report(), report("threat", "threatened"))
    await again(session, article, report())
    assert await count(session, Event) == 1
    assert await kinds(session) == ["created", "created", "deleted"]


async def test_another_type_is_another_event(session, tell):
    article = await tell(report())
    before = await ids(session, Event.id)
    await again(session, article, report("meeting"))
    assert await ids(session, Event.id) != before
    assert await kinds(session) == ["created", "created", "deleted"]


async def test_a_correction_keeps_the_event_although_offsets_move(session, tell):
    article = await tell(report())
    before = await ids(session, Event.id)
    longer = sent(url=article.url, text="Corrected. On Tuesday Qasim al-Araji visited Tehran.")
    await correct(session, article.id, longer)
    moved = report(mentions=(report().mentions[0],), actors=(actor(start=22, end=36),))
    await again(session, article, moved, version=2)
    assert await ids(session, Event.id) == before
    assert await ids(session, Report.version) == [2]
    assert await kinds(session) == ["created"]


async def test_an_outdated_version_is_not_written(session, tell):
    article = await tell(report())
    await correct(session, article.id, sent(url=article.url, text="Something else."))
    await session.commit()
    assert await again(session, article, report("threat", "threatened")) is False
    assert await ids(session, Event.type) == ["visit"]
    assert article.state == "queued"


async def test_retraction_takes_everything_back(session, tell):
    article = await tell(report(), report("threat", "threatened"))
    other = await tell(report())
    await drop_reports(session, article.id)
    await session.commit()
    assert await ids(session, Report.article_id) == [other.id]
    assert (
        await count(session, Event) == await count(session, Mention) == await count(session, ReportActor) == 1
    )
    assert (await kinds(session)).count("deleted") == 2


async def test_nothing_told_is_done_too(session, tell):
    article = await tell()
    assert article.state == "done"
    assert await count(session, Event) == 0


async def test_an_actor_named_twice_in_one_role_is_one_participant(session, tell):
    twice = (actor(), actor(name="al-Araji", actor_id=actor().actor_id), actor(role="target"))
    await tell(report(actors=twice))
    rows = await session.execute(select(EventActor.role, EventActor.name).order_by(EventActor.role))
    assert [tuple(row) for row in rows] == [("source", "Qasim al-Araji"), ("target", "Qasim al-Araji")]
    assert await ids(session, Event.actor_ids) == [[actor().actor_id]]


async def test_the_event_carries_what_filters_ask_for(session, tell):
    await tell(report(date=when("2024-11-01", "2024-11-30", precision="month")), text=sent().text)
    event = (await session.scalars(select(Event))).one()
    assert (event.start_day.isoformat(), event.end_day.isoformat()) == ("2024-11-01", "2024-11-30")
    assert (event.country, event.place_id, event.latitude) == ("IR", "geonames:112931", 35.69)
    assert event.first_published_at == event.last_published_at
    assert "araji" in (event.search or "")


async def test_a_place_without_a_number_is_known_by_its_name(session, tell):
    await tell(report(location=place("Green  Zone", geonames_id=None, canonical_name=None, country="IQ")))
    assert await ids(session, Place.id) == ["name:IQ:green-zone"]


async def test_changes_carry_their_transaction_and_what_is_seen(session, tell):
    await tell(report())
    change = (await session.scalars(select(Change))).one()
    assert change.snapshot["summary"] == "A visit"
    assert change.snapshot["actors"][0]["actor_id"] == actor().actor_id
    await session.commit()
    newest = await session.scalar(text("select (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint"))
    assert 0 < change.transaction_id < newest


async def test_changes_of_one_article_share_a_transaction(session, tell):
    article = await tell(report(), report("threat", "threatened"))
    await again(session, article, report(summary="Better"))
    numbers = await ids(session, Change.transaction_id, Change.id)
    assert numbers[0] == numbers[1] < numbers[2] == numbers[3]


async def test_an_article_that_is_gone_is_not_written(session):
    accepted = await accept(session, sent())
    article = await session.get_one(Article, accepted.article.id)
    article.retracted_at = article.updated_at
    await session.flush()
    assert await again(session, article, report()) is False
    assert await count(session, Event) == 0
