"""Actors and places with names and weights, written past the events that would name them."""

from collections.abc import Iterable, Mapping

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Actor, ActorName, Place, PlaceName
from app.store.naming import Owner, name_rows


async def store_actors(session: AsyncSession, owners: Iterable[Owner], weights: Mapping[str, int]) -> None:
    them = list(owners)
    rows = [
        {
            "id": one.id,
            "canonical_name": one.name,
            "kind": one.kind,
            "country": one.country,
            "aliases": list(one.others),
            "folded_names": [],
        }
        for one in them
    ]
    await session.execute(insert(Actor), rows)
    await _names(session, ActorName, them, weights)


async def store_places(session: AsyncSession, owners: Iterable[Owner], weights: Mapping[str, int]) -> None:
    them = list(owners)
    rows = [{"id": one.id, "name": one.name, "country": one.country, "precision": one.kind} for one in them]
    await session.execute(insert(Place), rows)
    await _names(session, PlaceName, them, weights)


async def _names(
    session: AsyncSession,
    table: type[ActorName | PlaceName],
    owners: Iterable[Owner],
    weights: Mapping[str, int],
) -> None:
    rows = [row | {"weight": weights.get(one.id, 0)} for one in owners for row in name_rows(one)]
    await session.execute(insert(table), rows)


def person(name: str, *others: str, country: str | None = "IR", kind: str = "person") -> Owner:
    id_ = f"{kind}:{country}:{name.lower().replace(' ', '-')}"
    return Owner(id=id_, kind=kind, country=country, name=name, others=others)
