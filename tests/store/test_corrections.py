"""Corrections and retractions: the events that an article touched follow, and say what changed."""

from sqlalchemy import select

from app.models import Change, Event, EventRedirect, EventVersion, Report
from app.store.articles import correct, retract
from app.store.rederive import Cause, rederive
from app.store.reports import save_extraction
from tests.store.build import extraction, sent
from tests.store.happenings import BLOCK, strike
from tests.store.test_one_event import events, grouped, put


async def last_change(session) -> Change:
    return (await session.scalars(select(Change).order_by(Change.id.desc()).limit(1))).one()


async def corrected(session, article, told):
    accepted = await correct(session, article.id, sent(url=None, **told.fields))
    await save_extraction(
        session,
        article_id=article.id,
        version=accepted.version.version,
        extraction=extraction(told.report),
    )


async def test_a_correction_changes_the_event_it_touched(session):
    await put(session, strike("one", BLOCK[0], killed=5))
    article = await put(session, strike("two", BLOCK[1], killed=50, hour=15))
    (before,) = [event.id for event in await events(session)]
    await corrected(session, article, strike("two", BLOCK[1] + " in a correction", killed=5, hour=15))
    (event,) = await events(session)
    assert (event.id, event.killed_low, event.killed, event.killed_high) == (before, 5, 5, 5)
    change = await last_change(session)
    assert (change.kind, change.article_id, change.version) == ("updated", article.id, 3)
    assert change.difference["killed"] == {"before": 50, "after": 5}
    assert change.difference["killed_high"] == {"before": 50, "after": 5}
    assert set(change.difference["differences"]["before"]) == {"killed"}
    assert change.difference["differences"]["after"] == {}
    assert "summary" not in change.difference


async def test_a_correction_may_leave_the_event(session):
    await put(session, strike("one", BLOCK[0]))
    article = await put(session, strike("two", BLOCK[1], hour=15))
    other = "Russian missile killed a judge in Kharkiv in the summer, prosecutors said in court"
    await corrected(session, article, strike("two", other, day="2024-07-01", hour=15))
    assert await grouped(session) == {frozenset({"one"}), frozenset({"two"})}
    kinds = list(await session.scalars(select(Change.kind).order_by(Change.id)))
    assert kinds == ["created", "updated", "split", "updated"]


async def test_a_retraction_takes_back_what_only_that_article_told(session):
    await put(session, strike("one", BLOCK[0], killed=5))
    article = await put(session, strike("two", BLOCK[1], injured=9, hour=15))
    await retract(session, article.id)
    (event,) = await events(session)
    assert (event.killed, event.injured, event.report_count, event.source_count) == (5, None, 1, 1)
    change = await last_change(session)
    assert (change.kind, change.article_id) == ("updated", article.id)
    assert change.difference["injured"] == {"before": 9, "after": None}
    assert change.difference["reports"]["added"] == []
    assert len(change.difference["reports"]["removed"]) == 1


async def test_an_event_that_nobody_tells_of_any_more_is_deleted_and_remembered(session):
    article = await put(session, strike("one", BLOCK[0], killed=5))
    (id_,) = [event.id for event in await events(session)]
    await retract(session, article.id)
    assert await events(session) == []
    change = await last_change(session)
    assert (change.kind, change.event_id, change.snapshot["killed"]) == ("deleted", id_, 5)
    versions = list(await session.scalars(select(EventVersion).order_by(EventVersion.version)))
    assert [(version.version, version.deleted) for version in versions] == [(1, False), (2, True)]
    assert versions[0].valid_to == versions[1].valid_from


async def test_a_bridge_that_goes_parts_what_it_joined(session):
    """Whatever was merged by one report alone is looked at again when that report is gone."""
    one = await put(session, strike("one", BLOCK[0]))
    await put(session, strike("two", BLOCK[1], hour=13))
    await put(session, strike("three", BLOCK[2], hour=14))
    await retract(session, one.id)
    assert await grouped(session) == {frozenset({"two", "three"})}
    (event,) = await events(session)
    assert event.report_count == 2


async def test_reports_moved_by_hand_make_a_merge_and_a_split(session):
    """What a caller of `rederive` relies upon: kinds follow from where reports are."""
    await put(session, strike("one", BLOCK[0]))
    await put(session, strike("far", BLOCK[1], day="2024-03-05"))
    first, second = [event.id for event in await events(session)]
    (far,) = await session.scalars(select(Report).where(Report.event_id == second))
    far.event_id = first
    await rederive(session, [first, second], Cause(author="ed", reason="the same"))
    assert [event.id for event in await events(session)] == [first]
    redirect = (await session.scalars(select(EventRedirect))).one()
    assert (redirect.old_id, redirect.new_id) == (second, first)
    change = await last_change(session)
    assert (change.kind, change.event_id, change.other_event_ids) == ("merged", second, [first])
    assert (change.author, change.reason) == ("ed", "the same")

    far.event_id = second
    await rederive(session, [first, second], Cause(author="ed", reason="not the same"))
    assert [event.id for event in await events(session)] == [first, second]
    assert list(await session.scalars(select(EventRedirect))) == []
    kinds = list(await session.scalars(select(Change.kind).order_by(Change.id).offset(2)))
    assert kinds == ["updated", "merged", "split", "updated"]
    await session.commit()  # what is checked only now: every report has an event
    assert (await session.scalars(select(Event.version).where(Event.id == second))).one() == 3
