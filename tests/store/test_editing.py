"""What an editor decided stands: against the same text read anew, a corrected text and new reports."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from app.errors import Conflict, EventGone, EventMoved, Invalid, NotFound, Stale
from app.merging.state import EDITABLE
from app.models import Change, Decision, EventRedirect
from app.store.articles import retract
from app.store.editing import keep_apart, merge, review, set_values, split
from tests.store.build import actor, when
from tests.store.edits import article_of, by, correction, event_of, home, read_again, report_of, told
from tests.store.happenings import BLOCK, KHARKIV, ODESA, PORT, RUSSIA, UKRAINE, strike

FAR = {"day": "2024-03-05"}
PLACE = {
    "place_id": "geonames:706483",
    "name": "Kharkiv",
    "country": "UA",
    "admin1": None,
    "latitude": 50.0,
    "longitude": 36.2,
    "precision": "city",
}
ACTORS = [{"actor_id": "country:UA", "role": "source", "name": "Kyiv"}]
NOBODY = {"killed": None, "killed_low": None, "killed_high": None}

# field, an editor's value, what is seen of it, and what the machine reads instead
SET = [
    ("type", "attack", {"type": "attack", "cameo": "18", "family": "conflict"}, {}),
    ("status", "denied", {"status": "denied"}, {}),
    ("summary", "By hand", {"summary": "By hand"}, {"summary": "By machine"}),
    ("date", {"start": "2024-11-01", "end": "2024-11-02", "precision": "range"},
     {"date_precision": "range", "date_basis": "explicit"}, {"date": when("2024-11-06")}),
    ("date", None, {"start_day": None, "end_day": None}, {"date": when("2024-11-06")}),
    ("location", PLACE, {"latitude": 50.0, "longitude": 36.2, "country": "UA"}, {"location": KHARKIV}),
    ("location", None, {"place_id": None, "country": None}, {"location": KHARKIV}),
    ("actors", ACTORS, {"actor_ids": ["country:UA"]}, {"actors": (RUSSIA, UKRAINE)}),
    ("actors", [], {"actor_ids": []}, {"actors": (RUSSIA, UKRAINE)}),
    ("killed", 12, {"killed": 12, "killed_high": 12}, {"killed": 9}),
    ("killed", 0, {"killed": 0, "killed_low": 0}, {"killed": 9}),
    ("killed", None, NOBODY, {"killed": 9}),
    ("injured", 4, {"injured": 4}, {"injured": 30}),
    ("injured", None, {"injured": None, "injured_high": None}, {"injured": 30}),
    ("claimed_by", "Somebody", {"claimed_by": "Somebody"}, {"claimed_by": "Russia"}),
    ("claimed_by", None, {"claimed_by": None}, {"claimed_by": "Russia"}),
]  # fmt: skip


def test_every_field_that_may_be_set_is_tested():
    assert {field for field, *_ in SET} == set(EDITABLE)


@pytest.mark.parametrize(("field", "value", "seen", "read"), SET)
async def test_a_value_stands_for_good(session, field, value, seen, read):
    one = strike("one", BLOCK[0], killed=3, injured=3)
    (id_,) = await told(session, one)
    await set_values(session, id_, {1}, by(), {field: value})

    async def check(reports: int) -> None:
        event = await event_of(session, id_)
        assert {name: getattr(event, name) for name in seen} == seen | (
            {"cameo": event.cameo} if "cameo" in seen else {}
        )
        assert (event.edited, event.report_count) == ([field], reports)

    await check(1)
    await read_again(session, one, **read)
    await check(1)
    await correction(session, one, **read)
    await check(1)
    await told(session, strike("two", BLOCK[1], hour=15, **read))
    await check(2)
    await retract(session, await article_of(session, "one"))
    await check(1)


@pytest.mark.parametrize(("verified", "seen"), [(True, "verified"), (False, "rejected")])
async def test_a_review_stands_for_good(session, verified, seen):
    one = strike("one", BLOCK[0])
    (id_,) = await told(session, one)
    await review(session, id_, {1}, by(), verified=verified)
    for happens in (read_again, correction):
        await happens(session, one, killed=8)
        assert (await event_of(session, id_)).review == seen
    await told(session, strike("two", BLOCK[1], hour=15))
    event = await event_of(session, id_)
    assert (event.review, event.report_count, event.killed) == (seen, 2, 8)


async def test_merged_events_stay_one_for_good(session):
    one, far = strike("one", BLOCK[0]), strike("far", PORT[0], where=ODESA, **FAR)
    first, second = await told(session, one, far)
    assert first != second
    await merge(session, first, {1}, by(), [second])
    await session.commit()
    assert await home(session, "far") == first
    for happens in (read_again, correction):
        for article in (one, far):
            await happens(session, article, killed=8)
            assert await home(session, "one") == await home(session, "far") == first
    await told(session, strike("two", BLOCK[1], hour=15))
    assert await home(session, "one") == await home(session, "far") == await home(session, "two") == first
    (row,) = await session.scalars(select(EventRedirect))
    assert (row.old_id, row.new_id) == (second, first)


async def test_what_tells_of_either_part_joins_merged_events(session):
    one, far = strike("one", BLOCK[0]), strike("far", PORT[0], where=ODESA, **FAR)
    first, second = await told(session, one, far)
    await merge(session, first, {1}, by(), [second])
    await session.commit()
    like = strike("like far", PORT[1], where=ODESA, hour=15, **FAR)
    assert await told(session, like) == [first]
    assert await told(session, strike("like one", BLOCK[1], hour=15)) == [first]


async def test_a_part_that_was_taken_out_stays_out_for_good(session):
    one, two = strike("one", BLOCK[0]), strike("two", BLOCK[1], hour=15)
    (first, same) = await told(session, one, two)
    assert first == same
    edited = await split(session, first, {2}, by(), [await report_of(session, "two")])
    (second,) = edited.others
    await session.commit()
    for happens in (read_again, correction):
        for article in (one, two):
            await happens(session, article, killed=8)
            assert (await home(session, "one"), await home(session, "two")) == (first, second)
    for n, line in enumerate(BLOCK[2:]):
        await told(session, strike(f"more-{n}", line, hour=16 + n))
    assert (await home(session, "one"), await home(session, "two")) == (first, second)


async def test_events_kept_apart_stay_two_for_good(session):
    one, far = strike("one", BLOCK[0]), strike("far", BLOCK[1], **FAR)
    first, second = await told(session, one, far)
    await keep_apart(session, first, {1}, by(), [second])
    await session.commit()
    near = {"date": when("2024-11-05"), "killed": 8}
    for happens in (read_again, correction):
        await happens(session, far, **near)
        assert (await home(session, "one"), await home(session, "far")) == (first, second)
    await told(session, strike("three", BLOCK[2], hour=16))
    assert (await home(session, "one"), await home(session, "far")) == (first, second)
    assert await home(session, "three") in {first, second}


async def test_what_was_merged_keeps_apart_from_what_it_was_kept_apart_from(session):
    names = ("a", "b", "c", "d")
    days = ("2024-01-05", "2024-03-05", "2024-05-05", "2024-07-05")
    a, b, c, d = await told(session, *(strike(name, BLOCK[n], day=days[n]) for n, name in enumerate(names)))
    await keep_apart(session, b, None, by(), [d])
    await merge(session, a, None, by(), [b])
    await merge(session, c, None, by(), [d])
    with pytest.raises(Conflict, match=r"keeps .* apart: known better Undo that first"):
        await merge(session, a, None, by(), [c])


async def test_what_was_set_goes_along_when_events_are_merged(session):
    days = ("2024-01-05", "2024-03-05", "2024-05-05")
    a, b, c = await told(session, *(strike(name, BLOCK[n], day=days[n]) for n, name in enumerate("abc")))
    await set_values(session, a, None, by(), {"killed": 1})
    await set_values(session, b, None, by(), {"killed": 2, "injured": 2, "summary": "B"})
    await set_values(session, c, None, by(), {"injured": 3, "summary": "C", "claimed_by": "C"})
    await merge(session, b, None, by(), [c])
    await merge(session, a, None, by(), [b])
    event = await event_of(session, a)
    assert (event.killed, event.injured, event.summary, event.claimed_by) == (1, 2, "B", "C")
    assert event.review == "none"


async def test_a_verified_event_can_be_merged(session):
    first, second = await told(session, strike("one", BLOCK[0]), strike("far", BLOCK[1], **FAR))
    await review(session, second, None, by(), verified=True)
    await merge(session, first, None, by(), [second])
    with pytest.raises(EventMoved) as moved:
        await review(session, second, None, by(), verified=True)
    assert moved.value.new_id == first
    assert (await event_of(session, first)).review == "none"


async def test_every_act_is_in_the_history_of_every_event_it_is_about(session):
    one, two, far = strike("one", BLOCK[0]), strike("two", BLOCK[1], hour=15), strike("far", BLOCK[2], **FAR)
    first, _, second = await told(session, one, two, far)
    third = (await split(session, first, None, by("r1"), [await report_of(session, "two")])).others[0]
    await set_values(session, first, None, by("r2"), {"killed": 4, "injured": 5})
    await review(session, first, None, by("r3"), verified=True)
    await keep_apart(session, first, None, by("r4"), [second])
    await merge(session, second, None, by("r5"), [third])
    rows = list(await session.scalars(select(Change).where(Change.author.is_not(None)).order_by(Change.id)))
    assert all(row.author == "ed" and row.decision_id for row in rows)
    told_of = [(row.reason, row.kind, row.event_id) for row in rows]
    assert sorted(told_of, key=lambda row: (row[0], row[1])) == [
        ("r1", "split", third),
        ("r1", "updated", first),
        ("r2", "updated", first),
        ("r3", "updated", first),
        *sorted((("r4", "updated", id_) for id_ in (first, second)), key=told_of.index),
        ("r5", "merged", third),
        ("r5", "updated", second),
    ]
    values = next(row for row in rows if row.reason == "r2").difference
    assert values["killed"] == {"before": None, "after": 4}
    assert values["edited"] == {"before": [], "after": ["injured", "killed"]}


async def test_only_what_was_seen_is_changed(session):
    first, second = await told(session, strike("one", BLOCK[0]), strike("far", BLOCK[1], **FAR))
    await set_values(session, first, {1, 7}, by(), {"killed": 4})
    report = await report_of(session, "one")
    for act in (
        set_values(session, first, {1}, by(), {"killed": 5}),
        review(session, first, set(), by(), verified=True),
        merge(session, first, {1}, by(), [second]),
        split(session, first, {1}, by(), [report]),
        keep_apart(session, first, {1}, by(), [second]),
    ):
        with pytest.raises(Stale, match="at version 2 now"):
            await act
    assert len(list(await session.scalars(select(Decision)))) == 1


async def test_what_makes_no_sense_is_refused(session):
    one, two, far = strike("one", BLOCK[0]), strike("two", BLOCK[1], hour=15), strike("far", BLOCK[2], **FAR)
    first, _, second = await told(session, one, two, far)
    every = [await report_of(session, name) for name in ("one", "two")]
    cases = [
        (merge(session, first, None, by(), [first]), "same_event"),
        (keep_apart(session, first, None, by(), [second, first]), "same_event"),
        (merge(session, first, None, by(), [uuid4()]), "no_such_event"),
        (split(session, first, None, by(), every), "every_report"),
        (split(session, first, None, by(), [every[0], every[0], await report_of(session, "far")]), "foreign_report"),
    ]  # fmt: skip
    for act, code in cases:
        with pytest.raises(Invalid) as refused:
            await act
        assert refused.value.code == code
    with pytest.raises(NotFound):
        await set_values(session, uuid4(), None, by(), {"killed": 5})
    assert list(await session.scalars(select(Decision))) == []


async def test_a_merged_event_is_named_by_the_id_it_has_now(session):
    days = ("2024-01-05", "2024-03-05", "2024-05-05")
    a, b, c = await told(session, *(strike(name, BLOCK[n], day=days[n]) for n, name in enumerate("abc")))
    await merge(session, a, None, by(), [b])
    with pytest.raises(Invalid, match=f"merged into {a}"):
        await merge(session, c, None, by(), [b])


async def test_an_event_that_nobody_reports_and_nobody_verified_is_gone(session):
    one = strike("one", BLOCK[0], actors=(actor(),))
    (id_,) = await told(session, one)
    await set_values(session, id_, None, by(), {"killed": 5})
    await retract(session, await article_of(session, "one"))
    with pytest.raises(EventGone):
        await set_values(session, id_, None, by(), {"killed": 6})


async def test_an_event_that_only_an_editor_vouches_for(session):
    first, second = await told(session, strike("one", BLOCK[0]), strike("far", BLOCK[1], **FAR))
    await review(session, first, None, by(), verified=True)
    await retract(session, await article_of(session, "one"))
    with pytest.raises(Conflict, match="stays as it was"):
        await set_values(session, first, None, by(), {"killed": 6})
    with pytest.raises(Conflict, match="nothing to merge"):
        await merge(session, second, None, by(), [first])
    await review(session, first, None, by(), verified=False)
    with pytest.raises(EventGone):
        await review(session, first, None, by(), verified=True)
