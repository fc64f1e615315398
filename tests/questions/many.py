"""A hundred and twenty thousand events made by Postgres itself, with the skew that leads planners astray.

A third takes place in one country, a third has one actor; three rows have another country, another actor. One word is
in most texts, another in three.
"""

import asyncpg

from app.db import plain_dsn

MANY = 120_000
_STATEMENTS = (
    "select setseed(0.5)",
    """
    insert into actors (id, canonical_name, kind, aliases, folded_names, created_at)
    select 'actor:' || n, 'Actor ' || n, 'body', '{}', array['actor ' || n], now() from generate_series(0, 2000) n
    """,
    f"""
    create temporary table drawn as
    select i, ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id,
           case when i % 17 > 0 then date '2015-01-01' + i * 3650 / {MANY} + (random() * 20)::int end as day,
           case when i % 40000 = 7 then 'TV' when random() < 0.3 then 'US'
                else 'C' || (power(random(), 3) * 90)::int end as country,
           case when i % 40000 = 9 then 2000 when random() < 0.3 then 0
                else 1 + (power(random(), 3) * 1900)::int end as one,
           1 + (power(random(), 3) * 1900)::int as other,
           (array['visit', 'strike', 'protest', 'statement', 'meeting'])[1 + (power(random(), 2) * 5)::int % 5] as type,
           case when random() < 0.85 then 20 + random() * 40 end as latitude,
           '2015-01-01'::timestamptz + i * interval '44 minutes' as at,
           -20 + random() * 80 as longitude,
           1 + (power(random(), 6) * 39)::int as outlets,
           case when random() < 0.6 then 'talks ' else '' end || 'word' || (power(random(), 2) * 5000)::int
               || case when i % 40000 = 11 then ' zeppelin' else '' end as told
    from generate_series(1, {MANY}) i
    """,
    """
    insert into events (id, version, type, family, status, summary, start_day, end_day, country, latitude, longitude,
        confidence, actor_ids, sources, within, report_count, source_count, independent_sources, tolls, differences,
        edited, review, first_published_at, last_published_at, search_text, created_at, updated_at)
    select id, 1, type, 'speech', 'happened', told, day, day + (random() < 0.05)::int * 30, country, latitude,
        case when latitude is not null then longitude end, random(),
        (select array_agg(distinct a order by a) from unnest(array['actor:' || one, 'actor:' || other]) a),
        array['outlet ' || i % 400, 'outlet ' || (case when i % 40000 = 13 then 9999 else 0 end)],
        array['country:' || country, 'geonames:' || (power(random(), 3) * 20000)::int], outlets, outlets, outlets,
        '{}', '{}', '{}', case when i % 500 = 0 then 'rejected' else 'none' end, at, at, told, at, at
    from drawn
    """,
    """
    insert into event_actors (event_id, actor_id, role, name, start_day, end_day, family)
    select e.id, a, 'source', a, e.start_day, e.end_day, e.family from events e, unnest(e.actor_ids) a
    """,
    "vacuum analyze events",
    "vacuum analyze event_actors",
    "vacuum analyze actors",
)


async def store_many(url: str) -> None:
    connection = await asyncpg.connect(plain_dsn(url))
    try:
        for statement in _STATEMENTS:
            await connection.execute(statement)
    finally:
        await connection.close()
