"""Actors and places that reports name: written once, their aliases gathered."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Insert, literal_column, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.extract import records
from app.models import Actor, Place, now
from app.store.naming import name_actors, name_places

_UNION = "array(select distinct n from unnest(actors.{name} || excluded.{name}) as n order by n)"


async def record_actors(session: AsyncSession, reports: Iterable[records.Report]) -> None:
    """Make sure that every actor of ``reports`` has a row that knows the names used for it."""
    await record_parties(session, (actor for report in reports for actor in report.actors))


async def record_parties(session: AsyncSession, actors: Iterable[records.Actor]) -> None:
    """The same for ``actors``, whoever tells of them."""
    named = _gather(actors)
    if not named:
        return
    query = select(col(Actor.id), col(Actor.folded_names)).where(col(Actor.id).in_(named))
    known = {id_: set(names) for id_, names in (await session.execute(query))}
    # Rows that need no change are not touched: every worker would otherwise queue for "country:US".
    changed = [row for id_, row in named.items() if not known.get(id_, set()) >= set(row["folded_names"])]
    if changed:
        # Sorted, so that two workers who add to the same actors cannot block each other in a circle.
        await session.execute(_gather_names(), sorted(changed, key=lambda row: str(row["id"])))
        await name_actors(session, [row["id"] for row in changed])


def _gather(actors: Iterable[records.Actor]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for actor in actors:
        row = found.setdefault(actor.actor_id, _actor_row(actor))
        row["aliases"] = sorted({*row["aliases"], actor.name, *actor.aliases} - {row["canonical_name"]})
        row["folded_names"] = sorted({name.lower() for name in (row["canonical_name"], *row["aliases"])})
    return found


def _actor_row(actor: records.Actor) -> dict[str, Any]:
    return {
        "id": actor.actor_id,
        "canonical_name": actor.canonical_name,
        "kind": actor.kind,
        "country": actor.country,
        "sector": actor.sector,
        "aliases": [],
        "folded_names": [],
        "created_at": now(),
    }


def _gather_names() -> Insert:
    """Insert an actor, or add its names to those already known."""
    merged: dict[str, Any] = {
        name: literal_column(_UNION.format(name=name)) for name in ("aliases", "folded_names")
    }
    return insert(Actor).on_conflict_do_update(index_elements=["id"], set_=merged)


def place_id(place: records.Place) -> str:
    """GeoNames' number where there is one, else the name within its country."""
    if place.geonames_id is not None:
        return f"geonames:{place.geonames_id}"
    name = re.sub(r"\s+", "-", (place.canonical_name or place.name).strip().lower())
    return f"name:{place.country or '-'}:{name}"


async def record_places(session: AsyncSession, reports: Iterable[records.Report]) -> None:
    """Make sure that every place of ``reports`` has a row; a place that is known stays as it is."""
    rows = {place_id(report.location): report.location for report in reports if report.location is not None}
    known = set(await session.scalars(select(col(Place.id)).where(col(Place.id).in_(rows))))
    new = [_place_row(id_, place) for id_, place in sorted(rows.items()) if id_ not in known]
    if new:
        await session.execute(insert(Place).on_conflict_do_nothing(), new)
        await name_places(session, [row["id"] for row in new])


def _place_row(id_: str, place: records.Place) -> dict[str, Any]:
    return {
        "id": id_,
        "name": place.canonical_name or place.name,
        "country": place.country,
        "admin1": place.admin1,
        "geonames_id": place.geonames_id,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": place.precision,
        "created_at": now(),
    }
