"""Random events in the tables, by plain inserts: what every reader touches, as the writers would leave it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import bindparam, func, insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.extract.taxonomy import TYPES
from app.models import (
    Actor,
    Article,
    ArticleVersion,
    Change,
    Event,
    EventActor,
    EventVersion,
    Place,
    Report,
)
from app.store.containment import within
from app.store.rollup import rebuild
from app.store.states import folded
from app.store.where.words import ENGLISH
from tests.questions.world import ACTORS, PLACES, Made, State

Row = dict[str, Any]
_AT_ONCE = 500
_TOLLS = ("killed", "killed_low", "killed_high", "injured", "injured_low", "injured_high")
_UNDISPUTED = {**dict.fromkeys((*_TOLLS, "claimed_by")), "differences": {}, "edited": []}
_DISPUTED = {
    **dict.fromkeys(_TOLLS, 0),  # they would make it stand out more
    "claimed_by": "Iran",
    "differences": {"killed": [{"value": 0, "reports": [str(UUID(int=7))], "sources": ["Example News"]}]},
    "edited": ["summary"],
}


async def store_events(session: AsyncSession, events: Sequence[Made]) -> None:
    """Their states and all that these name; committed."""
    await _into(session, Actor, [_actor(id_, names) for id_, names in ACTORS.items()])
    await _into(session, Place, [_place(place) for place in PLACES])
    living = [made for made in events if made.now]
    await _into(session, Event, [_event(made) for made in living])
    await _into(session, EventActor, [row for made in living for row in _parts(made)])
    search = func.to_tsvector(ENGLISH, bindparam("words"))
    versions = insert(EventVersion.__table__).values(search=search)
    await _into(session, versions, [row for made in events for row in _versions(made)])
    await _into(session, Change, [row for made in events for row in _changes(made)])
    told = [row for made in living for row in _reports(made)]
    for table, at in ((Article, 0), (ArticleVersion, 1), (Report, 2)):
        await _into(session, table, [rows[at] for rows in told])
    await rebuild(session)
    await session.commit()


async def _into(session: AsyncSession, table: Any, rows: Sequence[Row]) -> None:
    statement = insert(table) if isinstance(table, type) else table
    connection = await session.connection()
    for start in range(0, len(rows), _AT_ONCE):
        await connection.execute(statement, rows[start : start + _AT_ONCE])


def _actor(id_: str, names: Sequence[str]) -> Row:
    folded_names = sorted({name.lower() for name in names})
    kind, aliases = id_.split(":")[0], list(names[1:])
    return {
        "id": id_,
        "canonical_name": names[0],
        "kind": kind,
        "country": id_.removeprefix("country:") if kind == "country" else None,
        "sector": None,
        "aliases": aliases,
        "folded_names": folded_names,
    }


def _place(place: Any) -> Row:
    names = ("id", "name", "country", "admin1", "latitude", "longitude", "precision")
    number = place.id.removeprefix("geonames:")
    return {name: getattr(place, name) for name in names} | {
        "geonames_id": int(number) if number.isdigit() else None
    }


def _gathered(state: State) -> Row:
    """The columns that events and versions have in common."""
    kind, where, published = TYPES[state.type], state.spot, [at for at, _ in state.reports]
    return {
        **{name: getattr(kind, name) for name in ("type", "family", "plover", "cameo", "goldstein")},
        "status": state.status,
        "summary": state.told[0],
        "start_day": state.first,
        "end_day": state.last,
        "date_precision": state.first and "day",
        "date_basis": state.first and "explicit",
        "place_id": where and where.id,
        "location_name": where and where.name,
        "country": where and where.country,
        "latitude": state.latitude,
        "longitude": state.longitude,
        "confidence": state.confidence,
        "review": state.review,
        "actor_ids": sorted({id_ for id_, _, _ in state.parts}),
        "sources": folded(state.sources),
        "within": within(where.id, where, where.name) if where else [],
        "report_count": len(state.reports),
        "source_count": len(state.sources),
        "independent_sources": len(state.sources),
        "tolls": {},
        **(_DISPUTED if state.review == "verified" else _UNDISPUTED),
        "first_published_at": min(published),
        "last_published_at": max(published),
    }


def _event(made: Made) -> Row:
    assert made.now
    return _gathered(made.now) | {
        "id": made.id,
        "version": len(made.states),
        "search_text": "\n".join(made.now.told),
        "created_at": made.ingested,
        "updated_at": made.changed or made.ingested,
    }


def _parts(made: Made) -> list[Row]:
    assert made.now
    return [
        {
            "event_id": made.id,
            "actor_id": id_,
            "role": role,
            "name": name,
            "start_day": made.now.first,
            "end_day": made.now.last,
            "family": TYPES[made.now.type].family,
        }
        for id_, role, name in made.now.parts
    ]


def _versions(made: Made) -> list[Row]:
    rows = []
    for number, state in enumerate(made.states, start=1):
        told = state or made.states[number - 2]
        assert told
        rows.append(
            _gathered(told)
            | {
                "event_id": made.id,
                "version": number,
                "actors": [{"actor_id": id_, "role": role, "name": name} for id_, role, name in told.parts],
                "report_ids": [],
                "published_at": sorted(at for at, _ in told.reports),
                "words": "\n".join(told.told),
                "created_at": made.ingested,
                "valid_from": made.ingested if number == 1 else made.changed,
                "valid_to": made.changed if number == 1 else None,
                "deleted": state is None,
            }
        )
    return rows


def _changes(made: Made) -> list[Row]:
    """Told just now, as a feed forgets what is older than a month."""
    told = datetime.now(UTC) - timedelta(minutes=1)
    kinds = ["created", "updated" if made.now else "deleted"][: len(made.states)]
    return [
        {"event_id": made.id, "kind": kind, "version": number, "snapshot": {}, "difference": {}, "at": told}
        | {"other_event_ids": []}
        for number, kind in enumerate(kinds, start=1)
    ]


def _reports(made: Made) -> list[tuple[Row, Row, Row]]:
    """For each report its article, that article's version and itself."""
    assert made.now
    found = []
    for number, (at, outlet) in enumerate(made.now.reports):
        article, report = uuid5(made.id, f"article {number}"), uuid5(made.id, f"report {number}")
        row = _gathered(made.now)
        plain = {name: row[name] for name in Report.model_fields if name in row}
        found.append(
            (
                {"id": article, "state": "done", "ingested_at": made.ingested, "updated_at": made.ingested},
                {
                    "article_id": article,
                    "version": 1,
                    "text": " ".join(made.now.told),
                    "source": outlet,
                    "published_at": at,
                    "published_day": at.date(),
                    "published_precision": "time",
                    "content_hash": str(article),
                    "context": [],
                },
                plain
                | {
                    "id": report,
                    "article_id": article,
                    "version": 1,
                    "event_id": made.id,
                    "pinned": False,
                    "position": 0,
                    "published_at": at,
                    "claim_chain": [],
                    "quotes": [],
                    "told": "\n".join(made.now.told),
                    "blocks": [],
                    "words": [],
                },
            )
        )
    return found
