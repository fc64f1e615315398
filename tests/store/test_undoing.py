"""Undoing is an inverse: afterwards everything is as if the decision had not been made."""

import random
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.errors import Conflict, DatelineError, EventGone, NotFound, Stale
from app.models import Change, Decision, Event, EventRedirect, Report
from app.store.articles import retract
from app.store.editing import keep_apart, merge, review, set_values, split
from app.store.events import get_event
from app.store.undoing import undo
from tests.store.edits import article_of, by, event_of, home, read_again, report_of, stored, told
from tests.store.happenings import BLOCK, ODESA, PORT, strike
from tests.store.test_editing import SET

FAR = {"day": "2024-03-05"}


async def kinds(session):
    return list(await session.scalars(select(Change.kind).order_by(Change.id)))


@pytest.mark.parametrize(("field", "value"), [row[:2] for row in SET])
async def test_a_value_that_is_taken_back(session, field, value):
    (id_,) = await told(session, strike("one", BLOCK[0], killed=3))
    before = await stored(session)
    made = (await set_values(session, id_, None, by(), {field: value})).decisions[0]
    assert await stored(session) != before
    await undo(session, made.id, None, by("wrong"))
    assert await stored(session) == before


@pytest.mark.parametrize("verified", [True, False])
async def test_a_review_that_is_taken_back(session, verified):
    (id_,) = await told(session, strike("one", BLOCK[0], confidence=0.2))
    before = await stored(session)
    assert before["suggestions"]
    made = (await review(session, id_, None, by(), verified=verified)).decisions[0]
    assert not (await stored(session))["suggestions"]
    await undo(session, made.id, None, by("wrong"))
    assert await stored(session) == before


async def test_a_merge_that_is_taken_back(session):
    first, second, third = await told(
        session,
        strike("one", BLOCK[0]),
        strike("far", PORT[0], where=ODESA, **FAR),
        strike("plant", BLOCK[1], day="2024-05-05"),
    )
    await set_values(session, second, None, by(), {"killed": 4})
    before = await stored(session)
    edited = await merge(session, first, None, by(), [second, third])
    assert (await event_of(session, first)).report_count == 3
    for made in edited.decisions:
        await undo(session, made.id, None, by("wrong"))
    assert await stored(session) == before
    assert (await kinds(session))[-4:] == ["split", "updated", "split", "updated"]


async def test_a_split_that_is_taken_back(session):
    (first, _) = await told(session, strike("one", BLOCK[0]), strike("two", BLOCK[1], hour=15))
    before = await stored(session)
    edited = await split(session, first, None, by(), [await report_of(session, "two")])
    await undo(session, edited.decisions[0].id, None, by("wrong"))
    after = await stored(session)
    assert after.pop("redirects") == [[str(edited.others[0]), str(first)]]
    before.pop("redirects")
    assert after == before
    assert (await kinds(session))[-2:] == ["updated", "merged"]


async def test_what_was_kept_apart_may_meet_again(session):
    one, far = strike("one", BLOCK[0]), strike("far", BLOCK[1], **FAR)
    first, second = await told(session, one, far)
    made = (await keep_apart(session, first, None, by(), [second])).decisions[0]
    await undo(session, made.id, None, by("wrong"))
    await read_again(session, far, date=one.report.date)
    assert await home(session, "one") == await home(session, "far") == first


async def test_an_earlier_editors_value_counts_again(session):
    (id_,) = await told(session, strike("one", BLOCK[0], killed=3))
    await set_values(session, id_, None, by(), {"killed": 4})
    second = (await set_values(session, id_, None, by(author="ann"), {"killed": 5})).decisions[0]
    assert (await event_of(session, id_)).killed == 5
    await undo(session, second.id, None, by())
    event = await event_of(session, id_)
    assert (event.killed, event.edited) == (4, ["killed"])


async def test_undoing_leaves_what_was_decided_since(session):
    (id_,) = await told(session, strike("one", BLOCK[0], killed=3))
    edited = await set_values(session, id_, None, by(), {"killed": 4, "summary": "By hand"})
    await review(session, id_, None, by(), verified=True)
    await undo(session, edited.decisions[0].id, None, by())
    event = await event_of(session, id_)
    assert (event.killed, event.summary, event.review) == (3, "By hand", "verified")


async def test_it_is_in_the_history_with_who_and_why(session):
    (id_,) = await told(session, strike("one", BLOCK[0], killed=3))
    made = (await set_values(session, id_, None, by(), {"killed": 4})).decisions[0]
    await undo(session, made.id, {2}, by("misread", author="ann"))
    change = (await session.scalars(select(Change).order_by(Change.id.desc()).limit(1))).one()
    assert (change.decision_id, change.author, change.reason) == (made.id, "ann", "misread")
    assert change.difference["killed"] == {"before": 4, "after": 3}
    decision = await session.get_one(Decision, made.id)
    assert (decision.author, decision.undone_by, decision.undone_reason) == ("ed", "ann", "misread")


async def test_merges_are_taken_back_in_any_order(session):
    days = ("2024-01-05", "2024-03-05", "2024-05-05")
    a, b, c = await told(session, *(strike(n, BLOCK[i], day=days[i]) for i, n in enumerate("abc")))
    before = await stored(session)
    inner = (await merge(session, b, None, by(), [c])).decisions[0]
    outer = (await merge(session, a, None, by(), [b])).decisions[0]
    await undo(session, inner.id, None, by())
    assert await home(session, "c") == c
    assert await home(session, "b") == a
    await undo(session, outer.id, None, by())
    assert await stored(session) == before

    inner = (await merge(session, b, None, by(), [c])).decisions[0]
    outer = (await merge(session, a, None, by(), [b])).decisions[0]
    await undo(session, outer.id, None, by())
    (row,) = await session.scalars(select(EventRedirect).execution_options(populate_existing=True))
    assert (row.old_id, row.new_id) == (c, b)
    assert await home(session, "c") == b
    await undo(session, inner.id, None, by())
    assert await stored(session) == before


async def test_reports_that_came_meanwhile_go_where_they_belong(session):
    first, second = await told(session, strike("one", BLOCK[0]), strike("far", PORT[0], where=ODESA, **FAR))
    made = (await merge(session, first, None, by(), [second])).decisions[0]
    await session.commit()
    late = [strike("like far", PORT[1], where=ODESA, hour=15, **FAR), strike("like one", BLOCK[1], hour=15)]
    assert await told(session, *late) == [first, first]
    await undo(session, made.id, None, by())
    assert [await home(session, name) for name in ("one", "like one")] == [first, first]
    assert [await home(session, name) for name in ("far", "like far")] == [second, second]


async def test_reports_that_joined_a_part_return_with_it(session):
    (first, _) = await told(session, strike("one", BLOCK[0]), strike("two", PORT[0], hour=15, where=ODESA))
    (merged,) = (await merge(session, first, None, by(), [await home(session, "two")])).decisions
    edited = await split(session, first, None, by(), [await report_of(session, "two")])
    await session.commit()
    assert await told(session, strike("three", PORT[1], hour=16, where=ODESA)) == [edited.others[0]]
    await undo(session, edited.decisions[0].id, None, by())
    assert [await home(session, name) for name in ("one", "two", "three")] == [first] * 3
    assert merged.undone_at is None


async def test_reports_of_another_decision_stay_pinned(session):
    one, two, far = strike("one", BLOCK[0]), strike("two", BLOCK[1], hour=15), strike("far", BLOCK[2], **FAR)
    first, _, second = await told(session, one, two, far)
    edited = await split(session, first, None, by(), [await report_of(session, "two")])
    before = await stored(session)
    merged = (await merge(session, second, None, by(), edited.others)).decisions[0]
    with pytest.raises(Conflict, match=str(merged.id)):
        await undo(session, edited.decisions[0].id, None, by())
    await undo(session, merged.id, None, by())
    assert await stored(session) == before


async def test_a_decision_is_undone_once(session):
    (id_,) = await told(session, strike("one", BLOCK[0]))
    made = (await set_values(session, id_, None, by(), {"killed": 4})).decisions[0]
    await undo(session, made.id, None, by(author="ann"))
    with pytest.raises(Conflict, match="ann has undone it already"):
        await undo(session, made.id, None, by())
    with pytest.raises(NotFound):
        await undo(session, uuid4(), None, by())


async def test_only_what_was_seen_is_undone(session):
    (id_,) = await told(session, strike("one", BLOCK[0]))
    made = (await set_values(session, id_, None, by(), {"killed": 4})).decisions[0]
    with pytest.raises(Stale):
        await undo(session, made.id, {1}, by())


async def test_a_split_that_later_decisions_rest_on_stands(session):
    (first, _) = await told(session, strike("one", BLOCK[0]), strike("two", BLOCK[1], hour=15))
    edited = await split(session, first, None, by(), [await report_of(session, "two")])
    later = (await set_values(session, edited.others[0], None, by(), {"killed": 4})).decisions[0]
    with pytest.raises(Conflict, match=str(later.id)):
        await undo(session, edited.decisions[0].id, None, by())
    await undo(session, later.id, None, by())
    await undo(session, edited.decisions[0].id, None, by())
    assert await home(session, "two") == first


async def test_who_no_longer_vouches_lets_an_unreported_event_go(session):
    (id_,) = await told(session, strike("one", BLOCK[0], killed=3))
    value = (await set_values(session, id_, None, by(), {"killed": 4})).decisions[0]
    made = (await review(session, id_, None, by(), verified=True)).decisions[0]
    await retract(session, await article_of(session, "one"))
    with pytest.raises(Conflict, match="no other value to go back to"):
        await undo(session, value.id, None, by())
    await undo(session, made.id, None, by())
    with pytest.raises(EventGone):
        await get_event(session, id_)


async def attempt(act, *args, **more):
    """What other decisions stand against is refused, and nothing is written."""
    try:
        return await act(*args, **more)
    except DatelineError:
        return None


async def at_random(session, dice):
    """One act on events that are there."""
    every = list(await session.scalars(select(Event.id).order_by(Event.id)))
    one, *others = dice.sample(every, k=min(len(every), dice.randint(1, 3)))
    reports = list(await session.scalars(select(Report.id).where(Report.event_id == one).order_by(Report.id)))
    acts = [
        (set_values, {"values": {"killed": dice.randint(0, 9), "summary": f"By hand {dice.random()}"}}),
        (review, {"verified": dice.random() < 0.5}),
        (split, {"report_ids": dice.sample(reports, k=dice.randint(0, len(reports)))}),
        *[(act, {"others": others}) for act in (merge, merge, merge, keep_apart) if others],
    ]
    act, more = dice.choice(acts)
    return await attempt(act, session, one, None, by(), **more)


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_was_decided_undoing_all_of_it_leads_back(session, seed):
    dice = random.Random(seed)
    for n, line in enumerate((*BLOCK, *PORT)):
        await told(session, strike(f"n{n}", line, day=f"2024-0{n // 2 + 1}-05", killed=n, hour=9 + n % 2))
    before = await stored(session)
    made = [edited for _ in range(12) if (edited := await at_random(session, dice))]
    kinds = {decision.kind for edited in made for decision in edited.decisions}
    assert len(kinds) >= 2
    left = [decision.id for edited in made for decision in edited.decisions]
    while left:
        dice.shuffle(left)
        undone = [id_ for id_ in left if await attempt(undo, session, id_, None, by())]
        assert undone, "each decision waits for another one"
        left = [id_ for id_ in left if id_ not in undone]
    after = await stored(session)
    for name in ("events", "actors", "reports"):
        assert after[name] == before[name], name
