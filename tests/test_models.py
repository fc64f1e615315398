import time
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from app.models import Article, new_id, now


def test_ids_are_uuid7_and_sort_by_time():
    ids = []
    for _ in range(20):
        ids.append(new_id())
        time.sleep(0.002)
    assert ids == sorted(ids)
    assert {id_.version for id_ in ids} == {7}


def test_now_knows_its_zone():
    assert now().utcoffset() == timedelta(0)


def test_every_constraint_has_a_name():
    """One without a name gets another on every server, and no migration can drop it."""
    nameless = [
        (table.name, constraint)
        for table in SQLModel.metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert nameless == []


async def test_an_article_has_one_of_four_states(session):
    session.add(Article(state="lost"))
    with pytest.raises(IntegrityError, match="ck_articles_state"):
        await session.flush()


async def test_only_living_articles_must_differ(session):
    session.add(Article(canonical_url="https://a", retracted_at=now()))
    session.add(Article(canonical_url="https://a"))
    await session.flush()
    session.add(Article(canonical_url="https://a"))
    with pytest.raises(IntegrityError, match="uq_articles_canonical_url"):
        await session.flush()


async def test_times_come_back_with_their_zone(session):
    session.add(article := Article())
    await session.commit()
    await session.refresh(article)
    assert article.ingested_at.tzinfo is not None
    assert abs(now() - article.ingested_at) < timedelta(minutes=1)


PLANS = [
    (
        "where review <> 'rejected' and country = 'IR' order by start_day desc nulls last, id desc limit 50",
        "ix_events_country_start_day",
    ),
    (
        "where review <> 'rejected' and country = 'IR' and type = 'visit' order by start_day desc nulls last limit 50",
        "ix_events_country_type_start_day",
    ),
    ("where review = 'rejected'", "ix_events_rejected"),
    (
        "where review <> 'rejected' order by start_day desc nulls last, id desc limit 50",
        "ix_events_date_desc",
    ),
    ("where review <> 'rejected' order by start_day asc nulls last, id asc limit 50", "ix_events_date"),
    ("where review <> 'rejected' order by updated_at desc, id desc limit 50", "ix_events_updated"),
    (
        "where start_day is not null and daterange(start_day, end_day, '[]') && daterange('2024-01-01', null, '[]')",
        "ix_events_days",
    ),
    ("where actor_ids @> array['a', 'b']", "ix_events_actor_ids"),
    ("where search @@ websearch_to_tsquery('english'::regconfig, 'talks')", "ix_events_search"),
    ("where within && array['geonames:112931', 'written:tehran']", "ix_events_within"),
    ("where sources && array['example news']", "ix_events_outlets"),
    (
        "where longitude is not null and latitude is not null and point(longitude, latitude) <@ box '((1,1),(2,2))'",
        "ix_events_point",
    ),
    ("where created_at > now()", "ix_events_created_at"),
    ("where review <> 'rejected' order by source_count desc, id desc limit 50", "ix_events_sources"),
]


@pytest.mark.parametrize(("clause", "index"), PLANS, ids=[index for _, index in PLANS])
async def test_indexes_serve_the_filters(session, clause, index):
    """Could the planner use it at all? On an empty table it must be told not to read everything."""
    await session.execute(text("set local enable_seqscan = off"))
    await session.execute(text("set local enable_sort = off"))
    plan = "\n".join(await session.scalars(text(f"explain select id from events {clause}")))
    assert index in plan
