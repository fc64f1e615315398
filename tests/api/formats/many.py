"""More events than would fit into a small memory, made by Postgres itself."""

from tests.conftest import execute

# Two actors each, a place for five of six, a year of days; one in fifty is planned.
_STATEMENTS = """
insert into actors (id, canonical_name, kind, country, aliases, folded_names, created_at)
select 'person:' || n, 'Person Number ' || n, 'person', 'IR', '{}', array['person number ' || n], now()
from generate_series(0, 199) n;
insert into places (id, name, country, admin1, geonames_id, latitude, longitude, precision, created_at)
select 'geonames:' || n, 'Town ' || n, 'IR', 'Tehran', n, (n %% 170) - 85, n - 100, 'city', now()
from generate_series(0, 199) n;
insert into events (id, version, type, family, plover, cameo, goldstein, status, summary, start_day, end_day,
    date_precision, date_basis, place_id, location_name, country, latitude, longitude, confidence, actor_ids,
    sources, within, report_count, source_count, independent_sources, tolls, differences, edited, review,
    first_published_at, last_published_at, search_text, created_at, updated_at)
select uuidv7(), 1, 'visit', 'diplomacy', 'CONSULT', '042', 1.9,
    case when n %% 50 = 0 then 'planned' else 'happened' end,
    'Person Number ' || n %% 200 || ' visits Person Number ' || (n + 1) %% 200 || ', event ' || n,
    date '2024-01-01' + n %% 365, date '2024-01-01' + n %% 365, 'day', 'explicit',
    case when n %% 6 > 0 then 'geonames:' || n %% 200 end, case when n %% 6 > 0 then 'Town ' || n %% 200 end,
    case when n %% 6 > 0 then 'IR' end,
    case when n %% 6 > 0 then (n %% 200 %% 170) - 85 end, case when n %% 6 > 0 then n %% 200 - 100 end, 0.8,
    array['person:' || n %% 200, 'person:' || (n + 1) %% 200], '{}', '{}', 1, 1, 1, '{}', '{}', '{}', 'none',
    now(), now(), 'event ' || n, now(), now()
from generate_series(1, %d) n;
insert into event_actors (event_id, actor_id, role, name, start_day, end_day, family)
select id, actor_ids[1], 'source', actor_ids[1], start_day, end_day, family from events union all
select id, actor_ids[2], 'target', actor_ids[2], start_day, end_day, family from events;
analyze;
"""


def fill(database_url: str, many: int) -> None:
    """Put ``many`` events into an empty database."""
    execute(database_url, *(_STATEMENTS % many).strip().removesuffix(";").split(";\n"))
