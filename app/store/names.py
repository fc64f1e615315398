"""Names of actors and places made ids before a question is asked.

With ids the planner knows how common each is: one that takes part in a third of all events, or one of three rows. With
a subquery in their place it takes them all for average.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import cast, func, literal, or_, select, union_all
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Actor, Place
from app.models.columns import TextList
from app.schemas.filters import EventFilter
from app.store.bounds import bound
from app.store.containment import ids_named, written_as


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Sorted ids; empty where a name is nobody's."""

    actors: Sequence[str] = ()
    pairs: Sequence[tuple[Sequence[str], Sequence[str]]] = ()
    places: Sequence[str] = ()

    @property
    def size(self) -> int:
        return sum(map(len, (self.actors, self.places, *(side for pair in self.pairs for side in pair))))


async def names_of(session: AsyncSession, wanted: EventFilter, known: Names | None = None) -> Names:
    """The ids of all that ``wanted`` names, unless they are ``known``. Statements that follow are bounded, see
    `app.store.bounds`."""
    if limit := bound(session):
        await session.execute(select(*limit))
    people = {*wanted.actor, *(name for pair in wanted.pair for name in (pair.one, pair.other))}
    if known is not None or not (people or wanted.place):
        return known or Names()
    found: dict[str, set[str]] = defaultdict(set)
    for kind, id_, names in await session.execute(_named(frozenset(people), frozenset(wanted.place))):
        for name in (id_, *names):
            found[f"{kind} {name}"].add(id_)

    def ids(names: Collection[str]) -> list[str]:
        return sorted(
            {id_ for name in names for id_ in found[f"actor {name}"] | found[f"actor {name.lower()}"]}
        )

    return Names(
        actors=ids(wanted.actor),
        pairs=[(ids([pair.one]), ids([pair.other])) for pair in wanted.pair],
        places=sorted({id_ for name in wanted.place for id_ in _place_ids(name, found)}),
    )


@lru_cache(maxsize=200)
def _named(people: Collection[str], places: Collection[str]) -> Any:
    """Everybody's actors and places. Kept: making it takes longer than asking it."""
    return union_all(*([_actors(people)] if people else []), *([_places(places)] if places else []))


def _actors(names: Collection[str]) -> Any:
    folded = sorted({name.lower() for name in names})
    named = col(Actor.folded_names).op("&&")(cast(folded, TextList))
    query = select(literal("actor"), col(Actor.id), col(Actor.folded_names))
    return query.where(or_(col(Actor.id).in_(sorted(names)), named))


def _places(names: Collection[str]) -> Any:
    folded = sorted({name.lower() for name in names})
    lower = func.lower(col(Place.name))
    query = select(literal("place"), col(Place.id), cast(array([lower]), TextList))
    return query.where(lower.in_(folded))


def _place_ids(name: str, found: dict[str, set[str]]) -> set[str]:
    """A number, an id, or a name in full: of the places and divisions that bear it, or as it is written."""
    if name.isdecimal():
        return {f"geonames:{int(name)}"}
    return {name, written_as(name), *ids_named(name), *found[f"place {name.lower()}"]}
