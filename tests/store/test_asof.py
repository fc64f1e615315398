"""What was known at a moment: lists as of then against what the lists answered then."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select

from app.db import session_maker
from app.errors import EventGone, EventMoved, NotFound, NotKnownYet
from app.models import Event, Report, new_id
from app.schemas.events import EventOut
from app.schemas.published import Published
from app.schemas.queries import EventQuery, PageQuery
from app.schemas.timeline import TimelineQuery
from app.store.event_pages import list_events
from app.store.events import get_event
from app.store.evidence import reports_changed_since, reports_of_event
from app.store.timeline import timeline
from tests.store import acts
from tests.store.build import mention, report
from tests.store.test_filters import CHOICES, make, told

STEPS = 30
SORTS = ["-date", "date", "-updated", "-sources"]


async def moment(session) -> Published:
    at = await session.scalar(select(func.clock_timestamp()))
    return Published(at=at, day=at.date(), precision="time")


class Desk:
    """Articles arrive, are corrected and retracted, editors merge and split: at random."""

    def __init__(self, session, dice: random.Random) -> None:
        self.session, self.dice, self.articles = session, dice, []

    async def step(self, number: int) -> None:
        act = self.dice.choice(["arrive"] * 4 + ["correct", "correct", "retract", "merge", "merge", "split"])
        made = make(self.dice, number)
        if act == "arrive" or len(self.articles) < 3:
            sent = {"published_at": made.published.isoformat(), "text": made.summary.ljust(100, ".")}
            self.articles.append(await acts.tell(self.session, told(made), **sent))
        elif act == "correct":
            sent = {"published_at": made.published.isoformat(), "text": made.summary.ljust(100, "!")}
            await acts.corrected(self.session, self.dice.choice(self.articles), told(made), **sent)
        elif act == "retract":
            gone = self.articles.pop(self.dice.randrange(len(self.articles)))
            await acts.retracted(self.session, gone)
        else:
            one, other = [
                await acts.event_of(self.session, article) for article in self.dice.sample(self.articles, 2)
            ]
            if act == "merge" and one != other:
                await acts.merge(self.session, one, other)
            elif act == "split" and one == other:
                await acts.split(self.session, one, self.articles[0])


def queries(dice: random.Random) -> list[dict]:
    """Nothing, every condition alone, and some together."""
    names = [[], *([name] for name in CHOICES), *(dice.sample(list(CHOICES), 2) for _ in range(8))]
    return [{name: CHOICES[name](dice) for name in some} | {"sort": dice.choice(SORTS)} for some in names]


@pytest.mark.parametrize("seed", [1, 2])
async def test_lists_as_of_a_moment_are_the_lists_of_that_moment(session, engine, seed):
    dice = random.Random(seed)
    desk, wanted, seen = Desk(session, dice), queries(dice), []
    fresh = session_maker(engine)
    for number in range(STEPS):
        await desk.step(number)
        async with fresh() as reader:
            lists = [await list_events(reader, EventQuery(**query, limit=1000)) for query in wanted]
            seen.append((await moment(reader), lists))
    sizes = []
    for then, lists in seen:
        async with fresh() as reader:
            for query, expected in zip(wanted, lists, strict=True):
                found = await list_events(reader, EventQuery(**query, limit=1000, as_of=then))
                assert found.items == expected.items, (query, then)
                assert found.count == expected.count
                sizes.append(len(found.items))
    # and not because little was found or nothing ever changed
    assert sum(size > 0 for size in sizes) > len(sizes) * 0.3
    everything = [[event.id for event in lists[0].items] for _, lists in seen]
    assert sum(one != other for one, other in pairwise(everything)) > STEPS / 2


async def test_one_event_and_the_timeline_as_of_a_moment(session, engine):
    dice = random.Random(5)
    desk, seen = Desk(session, dice), []
    fresh = session_maker(engine)
    query = {"bucket": "week", "top": 20, "limit": 1000}
    for number in range(STEPS):
        await desk.step(number)
        async with fresh() as reader:
            groups = await timeline(reader, TimelineQuery(**query))
            events = {id_: await get_event(reader, id_) for id_ in await reader.scalars(select(Event.id))}
            loose = (await timeline(reader, TimelineQuery(**query))).undated
            seen.append((await moment(reader), groups, events, loose))
    for then, groups, events, loose in seen:
        async with fresh() as reader:
            assert await timeline(reader, TimelineQuery(**query, as_of=then)) == groups
            assert (await timeline(reader, TimelineQuery(**query, as_of=then))).undated == loose
            for id_, event in events.items():
                assert await get_event(reader, id_, then) == event


async def test_pages_as_of_a_moment_hold_every_event_once(session, engine):
    desk = Desk(session, random.Random(3))
    for number in range(STEPS):
        await desk.step(number)
    then = await moment(session)
    whole: list[EventOut] = (await list_events(session, EventQuery(limit=1000, as_of=then))).items
    for number in range(5):
        await desk.step(STEPS + number)
    paged, cursor = [], None
    async with session_maker(engine)() as reader:
        while True:
            listed = await list_events(reader, EventQuery(limit=3, cursor=cursor, as_of=then))
            paged += listed.items
            if not (cursor := listed.cursor):
                break
    assert paged == whole


async def test_an_id_as_of_a_moment(session):
    before = await moment(session)
    one, other = [await acts.tell(session, report(), source=name) for name in ("One", "Two")]
    first, second = await acts.event_of(session, one), await acts.event_of(session, other)
    apart = await moment(session)
    await acts.merge(session, second, first)
    merged = await moment(session)
    await acts.retracted(session, one)
    await acts.retracted(session, other)
    gone = await moment(session)
    with pytest.raises(NotKnownYet):
        await get_event(session, first, before)
    assert (await get_event(session, second, apart)).id == second
    for then in (merged, gone, None):
        with pytest.raises(EventMoved) as moved:
            await get_event(session, second, then)
        assert moved.value.new_id == first
    assert (await get_event(session, first, merged)).report_count == 2
    for then in (gone, None):
        with pytest.raises(EventGone):
            await get_event(session, first, then)
    with pytest.raises(NotFound):
        await get_event(session, new_id(), apart)


async def test_reports_as_of_a_moment_are_those_that_stand(session):
    one, other, third = [await acts.tell(session, report(), source=name) for name in ("One", "Two", "Three")]
    event = await acts.event_of(session, one)
    for article in (other, third):
        await acts.merge(session, await acts.event_of(session, article), event)
    then = await moment(session)
    ids = {r.article_id: r.id for r in await session.scalars(select(Report).where(Report.event_id == event))}
    await acts.corrected(session, other, report(killed=4), text="It was four after all. " * 9)
    await acts.retracted(session, third)
    shown = await reports_of_event(session, event, PageQuery(), then)
    assert [found.article.id for found in shown.items] == [one.id]
    changed = await reports_changed_since(session, event, then)
    assert sorted(changed) == sorted([ids[other.id], ids[third.id]])
    later = await moment(session)
    assert await reports_changed_since(session, event, later) == []
    now = await reports_of_event(session, event, PageQuery())
    assert (await reports_of_event(session, event, PageQuery(), later)).items == now.items


async def test_what_a_version_is_found_by_keeps_in_step(session):
    """Sentences and times of publication may change while the event stays what it was."""
    rain, sun = [
        f"On Tuesday Qasim al-Araji visited Tehran in {weather}. Ünal came too."
        for weather in ("rain", "sunshine")
    ]
    article = await acts.tell(session, report(mentions=(mention("visited", rain),)), text=rain)
    await acts.corrected(session, article, report(mentions=(mention("visited", sun),)), text=sun)
    then = await moment(session)
    for words, number in [("sunshine", 1), ("rain", 0)]:
        for as_of in (None, then):
            assert (await list_events(session, EventQuery(q=words, as_of=as_of))).count.value == number
    assert (await get_event(session, await acts.event_of(session, article))).version == 1


def test_what_has_not_come_is_not_known():
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    for as_of in (tomorrow.isoformat(), str(tomorrow.date())):
        with pytest.raises(ValidationError, match="lies in the future"):
            EventQuery(as_of=as_of)
    EventQuery(as_of=str(datetime.now(UTC).date()))  # today, as far as it has come


async def test_a_report_that_moves_takes_its_time_along(session):
    """The filter by publication asks each version for its own reports."""
    early = await acts.tell(session, report(), source="One", published_at="2024-11-01T00:00:00Z")
    late = await acts.tell(session, report(), source="Two", published_at="2024-11-20T00:00:00Z")
    home, away = await acts.event_of(session, early), await acts.event_of(session, late)
    await acts.merge(session, away, home)
    then = await moment(session)
    middle = {"published_from": "2024-11-05", "published_to": "2024-11-10"}
    ends = {"published_from": "2024-11-15", "published_to": "2024-11-25"}
    await acts.split(session, home, late)
    for query, as_of, number in [(middle, then, 0), (ends, then, 1), (ends, None, 1), (middle, None, 0)]:
        listed = await list_events(session, EventQuery(**query, as_of=as_of))
        assert listed.count.value == number
        assert as_of is None or number == 0 or listed.items[0].id == home
