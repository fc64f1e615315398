"""Keeping the names by which actors and places are looked up in step with them."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Actor, ActorName, Place, PlaceName
from app.names import tables
from app.names.writings import TAIL, writings

_NO_RANK = TAIL + 1
_OWNERS = 500  # a batch: their rows are locked while it is written


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Somebody or something that has names."""

    id: str
    kind: str
    country: str | None
    name: str
    others: tuple[str, ...]
    geonames_id: int | None = None


async def name_actors(session: AsyncSession, ids: Collection[str]) -> None:
    """Make sure that the actors of ``ids`` are found by the names that their rows have."""
    await _write(session, ActorName, await _owners(session, Actor, col(Actor.id).in_(ids)))


async def name_places(session: AsyncSession, ids: Collection[str]) -> None:
    """The same for places."""
    await _write(session, PlaceName, await _owners(session, Place, col(Place.id).in_(ids)))


async def complete(session: AsyncSession, own: Path, digest: str, batch: int = _OWNERS) -> int:
    """Add the names that tables have for actors and places which lack them; how many were looked at, at most twice
    ``batch``. ``own`` is the desk's file of actors, ``digest`` what `app.names.tables.digest` gives for it.

    Raises KnowledgeError if the desk's file cannot be read.
    """
    return await _complete(session, Actor, partial(_of_actor, own), digest, batch) + await _complete(
        session, Place, _of_place, digest, batch
    )


async def _complete(
    session: AsyncSession, table: Any, told: Callable[[Owner], Sequence[str]], digest: str, batch: int
) -> int:
    ids = list(await session.scalars(_lacking(table, batch)))
    owners = await _owners(session, table, table.id.in_(ids))
    # in a thread: the first look into the tables reads files, for a second
    found = await asyncio.to_thread(lambda: [_with(owner, told(owner)) for owner in owners])
    await _write(session, ActorName if table is Actor else PlaceName, found)
    if ids:
        await session.execute(update(table).where(table.id.in_(ids)).values(named_by=digest))
    return len(ids)


async def begin_anew(session: AsyncSession, digest: str) -> None:
    """Have `complete` look again at what got its names from tables that have changed since."""
    for table in (Actor, Place):
        stale = col(table.named_by).is_not(None) & (col(table.named_by) != digest)
        await session.execute(update(table).where(stale).values(named_by=None))


def _lacking(table: Any, batch: int) -> Any:
    """Rows that somebody else is writing wait for the next round; the order keeps two workers out of a circle."""
    query = select(table.id).where(table.named_by.is_(None)).order_by(table.id).limit(batch)
    return query.with_for_update(skip_locked=True)


def _of_actor(own: Path, owner: Owner) -> Sequence[str]:
    return tables.actor_names(own, owner.id)


def _of_place(owner: Owner) -> Sequence[str]:
    return tables.place_names(owner.geonames_id, owner.country, owner.kind)


def _with(owner: Owner, told: Sequence[str]) -> Owner:
    return Owner(
        id=owner.id, kind=owner.kind, country=owner.country, name=owner.name, others=(*owner.others, *told)
    )


async def _owners(session: AsyncSession, table: Any, held: Any) -> list[Owner]:
    columns: tuple[Any, ...]
    if table is Actor:
        columns = (table.id, table.kind, table.country, table.canonical_name, table.aliases)
    else:
        columns = (table.id, table.precision, table.country, table.name, table.geonames_id)
    rows = await session.execute(select(*columns).where(held).order_by(table.id))
    return [_owner(table, *row) for row in rows]


def _owner(table: Any, id_: str, kind: str, country: str | None, name: str, last: Any) -> Owner:
    others, number = (tuple(last), None) if table is Actor else ((), last)
    return Owner(id=id_, kind=kind, country=country, name=name, others=others, geonames_id=number)


async def _write(session: AsyncSession, table: Any, owners: Sequence[Owner]) -> None:
    """The rows of ``owners`` that are not there yet, in the order of their keys; they weigh what their others do."""
    ranks, weights = await _known(session, table, [owner.id for owner in owners])
    rows = [
        row | {"weight": weights.get(owner.id, 0)}
        for owner in owners
        for row in name_rows(owner)
        if row["rank"] < ranks.get((owner.id, row["part"]), _NO_RANK)
    ]
    if rows:
        rows.sort(key=lambda row: (row["owner_id"], row["part"]))
        await session.execute(_upsert(table), rows)


async def _known(
    session: AsyncSession, table: Any, ids: Sequence[str]
) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    """The rank of each owner's parts that are there, and what each owner weighs."""
    ranks: dict[tuple[str, str], int] = {}
    weights: dict[str, int] = {}
    query = select(table.owner_id, table.part, table.rank, table.weight).where(table.owner_id.in_(ids))
    for owner, part, rank, weight in await session.execute(query) if ids else ():
        ranks[owner, part] = rank
        weights[owner] = weight
    return ranks, weights


def name_rows(owner: Owner) -> list[dict[str, Any]]:
    """The rows of ``actor_names`` or ``place_names`` under which ``owner`` is found, without their weight."""
    return [
        {
            "owner_id": owner.id,
            "part": found.part,
            "name": found.name,
            "latin": found.latin,
            "skeleton": found.skeleton,
            "rank": found.rank,
            "kind": owner.kind,
            "country": owner.country,
        }
        for found in writings(owner.name, owner.others)
    ]


def _upsert(table: Any) -> Any:
    """The end of a name that is a whole name too becomes one."""
    statement = insert(table)
    excluded = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["owner_id", "part"],
        set_={"rank": excluded.rank, "name": excluded.name},
        where=table.rank > excluded.rank,
    )


async def fill(session: AsyncSession, own: Path) -> int:
    """Names for all actors and places, own ones and those of the tables, after rows were loaded past
    `app.store.actors`. Commits after each batch; returns how many got names."""
    digest = await asyncio.to_thread(tables.digest, own)
    total = 0
    while done := await complete(session, own, digest, 4 * _OWNERS):
        await session.commit()
        total += done
    return total
