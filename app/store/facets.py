"""Events counted by what they have in common."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Text, func, literal, null, select, union_all
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.errors import Invalid
from app.models import Actor, Place
from app.schemas.events import Count
from app.schemas.facets import Facet, FacetQuery, Facets, FacetValue, Point
from app.store.calendar import group_of, last_day
from app.store.meant import meant
from app.store.shared import KEPT, Source, kept, read
from app.store.tallies import answers

POINTS = 20_000  # numbers over time in one answer, some 2 MB of it

Key = tuple[str, str]  # what is counted by, and the value


@dataclass(slots=True)
class Found:
    """Numbers of events as the statements give them."""

    total: int
    counts: dict[
        str, dict[str, int]
    ]  # by -> value -> number, the greatest first; one more than are asked for
    without: dict[str, int]


async def facets(session: AsyncSession, wanted: FacetQuery) -> Facets:
    """The values that most events have, for each of `by`. Raises Invalid where ``over`` would make too many numbers."""
    found, over = Found(0, {}, {}), defaultdict[Key, list[Point]](list)
    for names, source in await _sources(session, wanted):
        await _count(session, source, names, wanted.top, found)
        if wanted.over:
            chosen = {by: list(found.counts[by])[: wanted.top] for by in names}
            await _spread(session, source, wanted, chosen, over)
    called = await _called(session, found.counts)
    facets = {
        by: Facet(
            values=[
                FacetValue(
                    value=value,
                    name=called.get((by, value)),
                    count=n,
                    over=over[by, value] if wanted.over else None,
                )
                for value, n in list(found.counts[by].items())[: wanted.top]
            ],
            more=len(found.counts[by]) > wanted.top,
            without=found.without[by],
        )
        for by in dict.fromkeys(wanted.by)
    }
    return Facets(count=Count(value=found.total, exact=True), facets=facets)


async def _sources(session: AsyncSession, wanted: FacetQuery) -> list[tuple[list[str], Source]]:
    """What is counted by, with the rows that tell it."""
    names: list[str] = list(dict.fromkeys(wanted.by))
    unit = wanted.over or "month"
    found: list[tuple[list[str], Source]] = []
    if answers(wanted):
        world = [by for by in names if by in KEPT and by != "country"]
        found += [(world, kept(wanted, unit))] if world else []
        found += [(["country"], kept(wanted, unit, countries=True))] if "country" in names else []
        names = [by for by in names if by not in KEPT]
    if names:
        found.append((names, read(await meant(session, wanted))))
    return found


async def _count(session: AsyncSession, source: Source, names: Sequence[str], top: int, found: Found) -> None:
    """Adds to ``found``. All in one statement, so that every facet counts the same events."""
    n = func.sum(source.n)
    nothing = sql_cast(null(), Text)
    parts = [select(literal("").label("by"), nothing.label("value"), n.label("n")).select_from(source.rows)]
    for by in names:
        parts.append(select(literal(by), nothing, n.filter(source.lacks(by))))
        flat = source.flat(by)
        sums = func.sum(flat.c.n)
        values = select(literal(by), flat.c.value, sums).where(flat.c.value.is_not(None))
        values = values.group_by(flat.c.value).having(sums != 0)
        values = values.order_by(sums.desc(), flat.c.value).limit(top + 1)
        parts.append(select(values.subquery()))
    rows = (await session.execute(union_all(*parts))).all()
    found.counts |= {by: {} for by in names}
    for by, value, number in sorted(rows, key=lambda row: (-(row[2] or 0), row[1] or "")):
        if not by:
            found.total = int(number or 0)
        elif value is None:
            found.without[by] = int(number or 0)
        else:
            found.counts[by][value] = int(number)


async def _spread(
    session: AsyncSession,
    source: Source,
    wanted: FacetQuery,
    chosen: dict[str, list[str]],
    over: dict[Key, list[Point]],
) -> None:
    """Adds to ``over`` how many events of each chosen value each group has."""
    unit, parts = wanted.over or "day", []
    for by, values in chosen.items():
        flat = source.flat(by)
        start, sums = group_of(unit, flat.c.day), func.sum(flat.c.n)
        spread = select(
            literal(by).label("by"), flat.c.value.label("value"), start.label("start"), sums.label("n")
        )
        spread = spread.where(flat.c.value.in_(values), flat.c.day.is_not(None))
        parts.append(spread.group_by(flat.c.value, start).having(sums != 0))
    points = union_all(*parts).subquery()
    rows = (await session.execute(select(points).order_by(points.c.start).limit(POINTS + 1))).all()
    if len(rows) + sum(map(len, over.values())) > POINTS:
        raise _too_many()
    for by, value, first, n in cast(Iterable[tuple[str, str, date, int]], rows):
        over[by, value].append(Point(start=first, end=last_day(unit, first), count=int(n)))


def _too_many() -> Invalid:
    reason = f"would make more than {POINTS:,} numbers; narrow the dates, take a smaller top or larger groups"
    return Invalid(field="over", location="query", code="too_many_numbers", reason=reason)


async def _called(session: AsyncSession, counts: dict[str, dict[str, int]]) -> dict[Key, str]:
    """What actors, pairs and places are called."""
    pairs = {pair: pair.split(",") for pair in counts.get("pair", ())}
    ids = {*counts.get("actor", ()), *(id_ for two in pairs.values() for id_ in two)}
    actors = await _names(session, col(Actor.id), col(Actor.canonical_name), ids)
    places = await _names(session, col(Place.id), col(Place.name), set(counts.get("place", ())))
    return {
        **{("actor", id_): name for id_, name in actors.items()},
        **{("pair", pair): " and ".join(actors.get(id_, id_) for id_ in two) for pair, two in pairs.items()},
        **{("place", id_): name for id_, name in places.items()},
    }


async def _names(session: AsyncSession, key: Any, name: Any, ids: set[str]) -> dict[str, str]:
    return dict((await session.execute(select(key, name).where(key.in_(sorted(ids))))).all()) if ids else {}
