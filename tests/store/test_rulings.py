"""What editors decided stands, whatever the machine reads later."""

import pytest
from sqlalchemy import select

from app.models import Change, Report, Suggestion, new_id
from app.store.articles import retract
from app.store.attachments import attach
from app.store.decisions import decide
from app.store.rederive import Cause, rederive
from app.store.reports import save_extraction
from tests.store.build import extraction
from tests.store.happenings import BLOCK, strike
from tests.store.test_one_event import events, grouped, put

BY = {"author": "ed", "reason": "known better"}
KYIV = {
    "place_id": "geonames:706483",
    "name": "Kharkiv",
    "country": "UA",
    "admin1": None,
    "latitude": 50.0,
    "longitude": 36.2,
    "precision": "city",
}


async def decided(session, event_id, kind, **more):
    decision = await decide(session, event_id, kind, **BY, **more)
    await rederive(session, [event_id], Cause(decision_id=decision.id, **BY))


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("type", "attack", {"type": "attack", "family": "conflict", "cameo": "18"}),
        ("status", "denied", {"status": "denied"}),
        ("summary", "By hand", {"summary": "By hand"}),
        ("date", {"start": "2024-11-01", "end": "2024-11-02"}, {"date_precision": "range"}),
        ("date", None, {"start_day": None, "date_basis": None}),
        ("location", KYIV, {"latitude": 50.0, "location_name": "Kharkiv"}),
        ("location", None, {"place_id": None, "country": None}),
        (
            "actors",
            [{"actor_id": "country:UA", "role": "source", "name": "Kyiv"}],
            {"actor_ids": ["country:UA"]},
        ),
        ("killed", 12, {"killed": 12, "killed_high": 12}),
        ("killed", None, {"killed": None, "killed_high": None}),
        ("injured", 4, {"injured": 4, "injured_low": 4}),
        ("claimed_by", "Somebody", {"claimed_by": "Somebody"}),
    ],
)
async def test_a_field_stays_as_an_editor_set_it(session, field, value, shown):
    first = await put(session, strike("one", BLOCK[0], killed=3))
    (event,) = await events(session)
    await decided(session, event.id, "set", field=field, value=value)

    async def as_set() -> None:
        (event,) = await events(session)
        found = {name: getattr(event, name) for name in shown}
        assert found == shown | ({"cameo": event.cameo} if "cameo" in shown else {})
        assert event.edited == [field]

    await as_set()
    await put(session, strike("two", BLOCK[1], killed=7, hour=15))
    await as_set()
    again = strike("one", BLOCK[0], killed=9, summary="Read anew").report
    await save_extraction(session, article_id=first.id, version=1, extraction=extraction(again))
    await as_set()
    await retract(session, first.id)
    await as_set()


async def test_a_type_read_anew_does_not_lose_what_an_editor_set(session):
    article = await put(session, strike("one", BLOCK[0]))
    (event,) = await events(session)
    await decided(session, event.id, "set", field="summary", value="By hand")
    told = strike("one", BLOCK[0]).report
    other = type(told)(**{name: getattr(told, name) for name in told.__slots__} | {"type": "attack"})
    await save_extraction(session, article_id=article.id, version=1, extraction=extraction(other))
    (after,) = await events(session)
    assert (after.id, after.summary, after.type) == (event.id, "By hand", "attack")


async def test_pinned_reports_stay_where_an_editor_put_them(session):
    await put(session, strike("one", BLOCK[0]))
    await put(session, strike("far", BLOCK[1], day="2024-03-05"))
    first, second = [event.id for event in await events(session)]
    ids = list(await session.scalars(select(Report.id)))
    await attach(session, ids, first, pinned=True)
    await rederive(session, [first, second], Cause(**BY))
    await put(session, strike("two", BLOCK[2], hour=15))
    await put(session, strike("near far", BLOCK[3], day="2024-03-05", hour=16))
    assert any({"one", "far"} <= names for names in await grouped(session))


async def test_a_report_that_an_editor_took_out_stays_out(session):
    await put(session, strike("one", BLOCK[0]))
    article = await put(session, strike("two", BLOCK[1], hour=15))
    (event,) = await events(session)
    other = new_id()
    ids = list(await session.scalars(select(Report.id).where(Report.article_id == article.id)))
    await decide(session, event.id, "split", other_event_id=other, report_ids=ids, **BY)
    await attach(session, ids, other, pinned=True)
    await rederive(session, [event.id, other], Cause(**BY))
    assert await grouped(session) == {frozenset({"one"}), frozenset({"two"})}
    told = strike("two", BLOCK[1], hour=15).report
    await save_extraction(session, article_id=article.id, version=1, extraction=extraction(told))
    await put(session, strike("three", BLOCK[2], hour=16))
    groups = await grouped(session)
    assert not any({"one", "two"} <= names for names in groups)


async def test_never_merge_these_two(session):
    await put(session, strike("one", BLOCK[0]))
    await put(session, strike("far", BLOCK[1], day="2024-03-05"))
    first, second = [event.id for event in await events(session)]
    await decide(session, first, "keep_apart", other_event_id=second, **BY)
    article = (await session.scalars(select(Report.article_id).where(Report.event_id == second))).one()
    near = strike("far", BLOCK[1]).report
    await save_extraction(session, article_id=article, version=1, extraction=extraction(near))
    assert await grouped(session) == {frozenset({"one"}), frozenset({"far"})}


async def test_what_an_editor_verified_outlives_its_reports(session):
    article = await put(session, strike("one", BLOCK[0], killed=5))
    (event,) = await events(session)
    await decided(session, event.id, "verify")
    await retract(session, article.id)
    (after,) = await events(session)
    assert (after.id, after.killed, after.report_count, after.review) == (event.id, 5, 0, "verified")
    kinds = list(await session.scalars(select(Change.kind).order_by(Change.id)))
    assert kinds == ["created", "updated", "updated"]


async def test_an_undone_decision_counts_for_nothing(session):
    await put(session, strike("one", BLOCK[0]))
    (event,) = await events(session)
    decision = await decide(session, event.id, "set", field="summary", value="By hand", **BY)
    await rederive(session, [event.id], Cause(decision_id=decision.id, **BY))
    decision.undone_at = decision.at
    await rederive(session, [event.id], Cause(decision_id=decision.id, **BY))
    (after,) = await events(session)
    assert (after.summary, after.edited, after.version) == ("Russia strikes Kharkiv", [], 3)


async def test_contradictions_wait_for_an_editor_until_he_answers(session):
    await put(session, strike("one", BLOCK[0], killed=5))
    await put(session, strike("two", BLOCK[1], killed=50, hour=15))
    (event,) = await events(session)
    (asked,) = await session.scalars(select(Suggestion))
    assert (asked.kind, asked.event_id, asked.state) == ("contradiction", event.id, "open")
    assert list(asked.why["differences"]) == ["killed"]
    await decided(session, event.id, "set", field="killed", value=5)
    assert list(await session.scalars(select(Suggestion))) == []


async def test_low_confidence_waits_for_an_editor(session):
    article = await put(session, strike("one", BLOCK[0], confidence=0.2))
    (asked,) = await session.scalars(select(Suggestion))
    assert (asked.kind, asked.score) == ("low_confidence", 0.2)
    await retract(session, article.id)
    assert list(await session.scalars(select(Suggestion))) == []
