"""Groups of a timeline over too many events to count: from one to the next along the days."""

from itertools import pairwise

import pytest

from app.schemas.events import Count
from app.schemas.timeline import TimelineQuery
from app.store.articles import retract
from app.store.groups import Few, Summed, Walked, counts
from app.store.meant import meant
from app.store.rollup import compact
from tests.questions.stored import store_events
from tests.questions.world import events
from tests.store.build import report, when


async def walked(session, wanted: TimelineQuery) -> Walked:
    known = await meant(session, wanted)
    held = [*known.where, known.rows.start_day.is_not(None)]
    few = Count(value=7, exact=False)
    return Walked(wanted, known.rows.start_day, known.rows.row.family, held, few)


@pytest.mark.parametrize("sort", ["date", "-date"])
@pytest.mark.parametrize("bucket", ["day", "week", "month"])
async def test_walking_finds_what_counting_finds(session, bucket, sort):
    await store_events(session, events(seed=9, many=250))
    for fields in ({}, {"verified": True}, {"actor": ["Iran"], "from": "2024-02-10", "to": "2024-12-05"}):
        wanted = TimelineQuery.model_validate(fields | {"bucket": bucket, "sort": sort})
        source, walk = await counts(session, wanted), await walked(session, wanted)
        assert isinstance(source, Few if wanted.verified or wanted.actor else Summed)
        whole = await source.page(session, None, 2000)
        assert len(whole) > 10
        assert list((await walk.page(session, None, 2000)).items()) == list(whole.items())
        assert await walk.edges(session) == await source.edges(session)
        after, found = None, []
        while page := await walk.page(session, after, 7):
            assert page == await source.page(session, after, 7)
            found += page
            after = found[-1]
        assert found == list(whole)
        assert all((one < other) == (sort == "date") for one, other in pairwise(found))


async def test_nothing_to_walk_along(session, tell):
    await tell(report(date=None))
    for wanted in (TimelineQuery(), TimelineQuery(verified=True)):
        for source in (await walked(session, wanted), await counts(session, wanted)):
            assert await source.page(session, None, 5) == {}
            assert await source.edges(session) is None


async def test_at_the_ends_of_the_calendar(session, tell):
    for day in ("9999-12-30", "1066-10-14"):
        await tell(report(date=when(day)))
    for bucket in ("day", "week", "month"):
        for fields in (
            {},
            {"min_confidence": 0},
            {"from": "0001-01-01"},
            {"to": "9999-12-31"},
            {"to": "0001-01-01"},
        ):
            wanted = TimelineQuery.model_validate(fields | {"bucket": bucket, "sort": "date"})
            for source in (await walked(session, wanted), await counts(session, wanted)):
                years = [day.year for day in await source.page(session, None, 5)]
                assert years == ([] if fields.get("to") == "0001-01-01" else [1066, 9999])


async def test_a_count_that_was_kept_and_came_to_nothing(session, tell):
    """A row of 0 makes no group."""
    article = await tell(report())
    await compact(session)
    await retract(session, article.id)
    await compact(session)
    assert await (await counts(session, TimelineQuery())).page(session, None, 5) == {}
