"""Values as an editor gives them, made into those that decisions keep: actors and places by their ids."""

import hashlib
import re
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.errors import Invalid
from app.extract.records import Actor as ActorRecord
from app.extract.who.facts import slug
from app.models import Actor, Place, now
from app.schemas.editing import ActorIn, DateIn, PlaceIn, Values
from app.store.actors import record_parties
from app.store.naming import name_places

_SPOT = ("name", "country", "admin1", "latitude", "longitude", "precision")


async def resolved(session: AsyncSession, sent: Values, prefix: str = "") -> dict[str, Any]:
    """The fields that are given, with their values in the form of `app.merging.state.EDITABLE`. Actors and places
    that are new get a row. Raises Invalid for an id that is not known, naming the field after ``prefix``."""
    found: dict[str, Any] = {}
    for name in sent.given:
        value = getattr(sent, name)
        if name in _RESOLVE and value is not None:
            value = await _RESOLVE[name](session, value, prefix + name)
        found[name] = value
    return found


async def _date(_: AsyncSession, sent: DateIn, __: str) -> dict[str, Any]:
    return {"start": sent.start.isoformat(), "end": sent.last.isoformat(), "precision": sent.known}


async def _place(session: AsyncSession, sent: PlaceIn, field: str) -> dict[str, Any]:
    if sent.place_id is not None:
        known = await session.get(Place, sent.place_id)
        if known is None:
            reason = "is the id of no place that is known here; take one from an event, or describe the place"
            raise Invalid(field=f"{field}.place_id", code="unknown_place", reason=reason)
        return {"place_id": known.id, **{name: getattr(known, name) for name in _SPOT}}
    spot = {name: getattr(sent, name) for name in _SPOT} | {"precision": sent.precision or "city"}
    id_ = _place_id(sent, spot)
    row = {"id": id_, **spot, "geonames_id": sent.geonames_id, "created_at": now()}
    await session.execute(insert(Place).values(row).on_conflict_do_nothing())
    await name_places(session, [id_])
    return {"place_id": id_, **spot}


def _place_id(sent: PlaceIn, spot: dict[str, Any]) -> str:
    """GeoNames' number where there is one. Else the name within its country, as of places that articles name, and
    what tells it from another place of that name: rows of places are shared."""
    if sent.geonames_id is not None:
        return f"geonames:{sent.geonames_id}"
    name = re.sub(r"\s+", "-", (sent.name or "").strip().lower())
    told = repr([spot[part] for part in ("name", "admin1", "latitude", "longitude", "precision")])
    return f"name:{sent.country or '-'}:{name}:{hashlib.sha256(told.encode()).hexdigest()[:8]}"


async def _actors(session: AsyncSession, sent: Sequence[ActorIn], field: str) -> list[dict[str, Any]]:
    ids = [actor.actor_id for actor in sent if actor.actor_id is not None]
    known = {row.id: row for row in await session.scalars(select(Actor).where(col(Actor.id).in_(ids)))}
    for place, actor in enumerate(sent):
        if actor.actor_id is not None and actor.actor_id not in known:
            reason = "is the id of no actor that is known here; take one from an event, or give name and kind"
            raise Invalid(field=f"{field}.{place}.actor_id", code="unknown_actor", reason=reason)
    await record_parties(session, [_record(actor) for actor in sent if actor.actor_id is None])
    parts = [
        {
            "actor_id": actor.actor_id or _actor_id(actor),
            "role": actor.role,
            "name": actor.name or known[actor.actor_id or ""].canonical_name,
        }
        for actor in sent
    ]
    return list({(part["actor_id"], part["role"]): part for part in reversed(parts)}.values())[::-1]


def _actor_id(sent: ActorIn) -> str:
    """As extraction makes it (`app.extract.who.entities`), so that articles that name the actor find it."""
    if sent.kind == "country":
        return f"country:{sent.country}"
    return ":".join(
        [sent.kind or "", *([sent.country] if sent.country else []), slug(sent.name or "") or "unknown"]
    )


def _record(sent: ActorIn) -> ActorRecord:
    name = sent.name or ""
    return ActorRecord(
        role=sent.role,
        name=name,
        canonical_name=name,
        actor_id=_actor_id(sent),
        kind=sent.kind or "unnamed",
        title=None,
        country=sent.country,
        sector=sent.sector,
        aliases=(),
        start=0,
        end=0,
    )


_RESOLVE: dict[str, Callable[[AsyncSession, Any, str], Coroutine[Any, Any, Any]]] = {
    "date": _date,
    "location": _place,
    "actors": _actors,
}
