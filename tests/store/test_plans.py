"""Which index answers which question, over enough rows that the planner has a choice, with values common and rare.

Blocks read are the measure of cost: they are the same on a slow machine and a fast one.
"""

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.config import Settings
from app.db import create_engine, session_maker
from app.schemas.queries import EventQuery
from app.store.estimates import plan_of
from app.store.event_pages import list_events
from app.store.events import COUNTED
from app.store.meant import meant
from app.store.names import Names, names_of
from app.store.page_queries import counted_page, ordered_page
from app.store.sorting import after, key_of
from tests.conftest import TEMPLATE, clone, drop
from tests.questions.many import MANY, store_many

BY_ACTOR, BY_COUNTRY = "ix_event_actors_actor_id_start_day", "ix_events_country_start_day"
# as good where all of a country fit a page
BESIDE, BY_BOTH = "ix_events_country_start_day_salience", "ix_events_country_type_start_day"
BY_DAY, SPANS = "ix_events_date_desc", "ix_events_days"
NARROW = {"from": "2020-03-01", "to": "2020-03-20"}

# question -> the indexes of which one must lead to the page, and the most blocks of 8 kB that may be read for it
QUESTIONS = {
    "everything": ({}, {BY_DAY}, 900),
    "earliest first": ({"sort": "date"}, {"ix_events_date"}, 900),
    "latest changed": ({"sort": "-updated"}, {"ix_events_updated"}, 900),
    "most told": ({"sort": "-sources"}, {"ix_events_sources"}, 900),
    "a common country": ({"country": ["US"]}, {BY_COUNTRY, BY_DAY}, 700),
    "a rare country": ({"country": ["TV"]}, {BY_COUNTRY, BESIDE, BY_BOTH}, 50),
    "countries": ({"country": ["TV", "GE"]}, {BY_COUNTRY, BESIDE, BY_BOTH}, 100),
    "a country's type": ({"country": ["US"], "type": ["visit"]}, {BY_BOTH}, 900),
    "a country's type with dates": ({"country": ["US"], "type": ["visit"]} | NARROW, {BY_BOTH, SPANS}, 1500),
    "a common type": ({"type": ["visit"]}, {"ix_events_type_start_day", BY_DAY}, 700),
    "a common actor": ({"actor": ["actor:0"]}, {BY_ACTOR, BY_DAY}, 1500),
    "an actor in the middle": ({"actor": ["actor:900"]}, {BY_ACTOR}, 900),
    "a rare actor": ({"actor": ["actor:2000"]}, {BY_ACTOR, "ix_events_actor_ids"}, 60),
    "a rare actor by name": ({"actor": ["Actor 2000"]}, {BY_ACTOR, "ix_events_actor_ids"}, 60),
    "nobody": ({"actor": ["no such actor"]}, set(), 10),
    "a pair": ({"pair": ["actor:0,actor:3"]}, {"ix_events_actor_ids"}, 1500),
    "a rare pair": ({"pair": ["actor:2000,actor:3"]}, {"ix_events_actor_ids"}, 60),
    "a town": ({"place": ["geonames:9"]}, {"ix_events_within"}, 1500),
    "a rare country by its place": ({"place": ["country:TV"]}, {"ix_events_within"}, 60),
    "a small box": ({"bbox": "30,40,30.5,40.5"}, {"ix_events_point"}, 300),
    "a box with dates": (
        {"bbox": "10,30,40,50"} | NARROW,
        {SPANS, BY_DAY, "ix_events_date", "ix_events_point"},
        1500,
    ),
    "near": ({"near": "40,30,20"}, {"ix_events_point"}, 300),
    "a rare word": ({"q": "zeppelin"}, {"ix_events_search"}, 60),
    "a common word with dates": ({"q": "talks"} | NARROW, {SPANS, BY_DAY, "ix_events_date"}, 1500),
    "a common and a rare word": ({"q": "talks zeppelin"}, {"ix_events_search"}, 300),
    "a few days": (NARROW, {SPANS, BY_DAY, "ix_events_date"}, 1500),
    "a rare outlet": ({"source": ["OUTLET 9999"]}, {"ix_events_outlets"}, 60),
    "learned in half a day": (
        {"ingested_from": "2019-05-01T00:00:00Z", "ingested_to": "2019-05-01T12:00:00Z"},
        {"ix_events_created_at"},
        300,
    ),
}


@pytest.fixture(scope="module")
def many_url(server_url: str, template_url: str) -> Iterator[str]:
    url = clone(server_url, "many", template=TEMPLATE)
    asyncio.run(store_many(url))
    yield url
    drop(server_url, url)


@pytest.fixture
async def many(many_url: str):
    engine = create_engine(many_url, Settings(database_url=many_url))
    async with session_maker(engine)() as session:
        yield session
    await engine.dispose()


def named(plan: dict) -> set[str]:
    """The indexes that ``plan`` reads."""
    below = set().union(*(named(part) for part in plan.get("Plans", ())))
    return below | ({plan["Index Name"]} if "Index Name" in plan else set())


def scans(plan: dict) -> set[str]:
    """The tables that ``plan`` reads whole."""
    below = set().union(*(scans(part) for part in plan.get("Plans", ())))
    return below | ({plan["Relation Name"]} if plan["Node Type"].endswith("Seq Scan") else set())


def blocks(plan: dict) -> int:
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


async def page_plan(session: AsyncSession, wanted: EventQuery, here=None) -> dict:
    """Of the statement that has the page: after an entry, or the first."""
    names = await names_of(session, wanted)
    known = await meant(session, wanted, names)
    counted = counted_page(wanted, known, names)
    first = (await session.execute(counted)).first()
    if here is not None:
        query = ordered_page(wanted, known, names, here)
    else:
        many = first is not None and first.counted > COUNTED
        query = ordered_page(wanted, known, names) if many else counted
    return await plan_of(session, query, "ANALYZE", "BUFFERS")


@pytest.mark.parametrize(("asked", "indexes", "most"), QUESTIONS.values(), ids=QUESTIONS)
async def test_a_question_is_answered_by_its_index(many, asked, indexes, most):
    plan = await page_plan(many, EventQuery.model_validate(asked))
    assert not scans(plan)
    assert not indexes or named(plan) & indexes, named(plan)
    assert blocks(plan) <= most


@pytest.mark.parametrize("sort", ["-date", "date", "-updated", "-sources"])
@pytest.mark.parametrize("asked", [{}, {"country": ["US"]}], ids=["everything", "a country"])
async def test_a_deep_page_costs_what_the_first_does(many, sort, asked):
    wanted = EventQuery.model_validate(asked | {"sort": sort})
    first = blocks(await page_plan(many, wanted))
    known = await meant(many, wanted)
    deep = ordered_page(wanted, known, Names()).limit(1).offset(20_000)
    row = (await many.execute(deep)).one()
    later = blocks(await page_plan(many, wanted, lambda keys: [after(sort, key_of(sort, row), row.id, keys)]))
    assert later <= 2 * first + 20


async def test_counts_are_exact_as_far_as_that_is_cheap(many):
    few = await list_events(many, EventQuery(country=["TV"]))
    assert few.count.model_dump() == {"value": 3, "exact": True}
    all_ = (await list_events(many, EventQuery())).count
    assert not all_.exact
    assert all_.value == pytest.approx(MANY, rel=0.05)
    common = (await list_events(many, EventQuery(country=["US"]))).count
    assert not common.exact
    assert common.value == pytest.approx(0.3 * MANY, rel=0.1)


async def test_no_plan_is_made_for_values_unknown(many):
    """After five executions Postgres would plan a prepared statement once for all values, common and rare."""
    for number in range(12):
        await list_events(many, EventQuery(country=["TV" if number % 2 else "US"], sort="date"))
    asked = (
        "from pg_prepared_statements where statement like '%country%' and statement not like '%pg_prepared%'"
    )
    custom, generic = (
        await many.execute(text(f"select sum(custom_plans), sum(generic_plans) {asked}"))
    ).one()
    assert custom >= 12
    assert generic == 0
