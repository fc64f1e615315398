"""What was stored before the full filter is found by it."""

import json
from uuid import UUID

import pytest

from app.config import Settings
from app.db import create_engine, session_maker, upgrade
from app.models import now
from app.schemas.queries import EventQuery
from app.store.event_pages import list_events
from tests.conftest import execute

ONE, OTHER = UUID(int=1), UUID(int=2)
_EVENT = """type, family, status, summary, start_day, end_day, place_id, location_name, country, confidence,
    actor_ids, report_count, source_count, independent_sources, tolls, differences, edited, review,
    first_published_at, last_published_at, created_at"""
_VALUES = """'visit', 'diplomacy', 'happened', 'A visit', '2024-11-05', '2024-11-05', {place}, {name}, {country}, 0.8,
    '{{}}', 1, 1, 1, '{{}}', '{{}}', '{{}}', 'none', now(), now(), now()"""


def event(id_: UUID, place: str | None, name: str | None, country: str | None) -> list[str]:
    quoted = {"place": place, "name": name, "country": country}
    values = _VALUES.format(**{key: f"'{v}'" if v else "null" for key, v in quoted.items()})
    quotes = json.dumps([{"text": "A word about zeppelins", "start": 0, "end": 1, "speaker": None}])
    return [
        f"insert into articles (id, version, state, attempts, ingested_at, updated_at) "
        f"values ('{id_}', 1, 'done', 0, now(), now())",
        f"""insert into article_versions (id, article_id, version, text, source, published_at, published_day,
            published_precision, content_hash, received_at, context)
            values ('{id_}', '{id_}', 1, 'x', 'ÉCHO du Soir', now(), '2024-11-05', 'day', 'x', now(), '{{}}')""",
        f"""insert into events (id, version, search_text, updated_at, {_EVENT})
            values ('{id_}', 1, 'A visit', now(), {values})""",
        f"""insert into reports (id, article_id, version, event_id, pinned, position, published_at, claim_chain,
            quotes, told, blocks, words, created_at, type, family, status, summary, confidence)
            values ('{id_}', '{id_}', 1, '{id_}', false, 0, now(), '[]', '{quotes}', 'A visit', '{{}}', '{{}}',
            now(), 'visit', 'diplomacy', 'happened', 'A visit', 0.8)""",
        f"""insert into event_versions (event_id, version, actors, report_ids, published_at, search, valid_from,
            deleted, {_EVENT})
            values ('{id_}', 1, '[]', '{{{id_}}}', array[now()], to_tsvector('english', 'A visit'), now(), false,
            {values})""",
    ]


@pytest.fixture
def old_url(bare_database_url: str) -> str:
    """A database of before, with two events."""
    upgrade(bare_database_url, "0006")
    place = """insert into places (id, name, country, admin1, geonames_id, latitude, longitude, precision, created_at)
        values ('geonames:118063', 'Rey', 'IR', 'Tehran', 118063, 35.58, 51.46, 'city', now())"""
    execute(
        bare_database_url,
        place,
        *event(ONE, "geonames:118063", "Shahr-e Rey", "IR"),
        *event(OTHER, None, None, None),
    )
    upgrade(bare_database_url)
    return bare_database_url


async def test_events_of_before_are_found(old_url):
    engine = create_engine(old_url, Settings())
    async with session_maker(engine)() as session:
        for query, expected in [
            ({"source": ["écho DU soir"]}, [OTHER, ONE]),
            ({"place": ["shahr-e rey"]}, [ONE]),
            ({"place": ["Tehran"]}, [ONE]),
            ({"place": ["Iran"]}, [ONE]),
            ({"place": ["Iraq"]}, []),
            ({"q": "zeppelin"}, [OTHER, ONE]),
            ({"q": "visit zeppelin"}, [OTHER, ONE]),
        ]:
            listed = await list_events(session, EventQuery(**query))
            assert [found.id for found in listed.items] == expected, query
            then = await list_events(session, EventQuery(**query, as_of=str(now().date())))
            assert [found.id for found in then.items] == expected, query
    await engine.dispose()
