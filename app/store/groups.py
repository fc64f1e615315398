"""Which days, weeks or months have events that a filter means, and how many of each family."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Protocol

from sqlalchemy import (
    ARRAY,
    CTE,
    BigInteger,
    ColumnElement,
    Date,
    Select,
    Text,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.rollups import UNDATED
from app.schemas.events import Count
from app.schemas.timeline import TimelineQuery
from app.store.by_actor import by_actor, not_rejected, parts
from app.store.calendar import group_of, last_day
from app.store.estimates import estimated
from app.store.events import COUNTED
from app.store.meant import meant
from app.store.names import names_of
from app.store.tallies import answers, cells

Families = dict[str, int]


class Counts(Protocol):
    """Where the numbers of a timeline come from."""

    @property
    def whole(self) -> Count:
        """Events that have a day."""
        ...

    async def page(self, session: AsyncSession, after: date | None, limit: int) -> dict[date, Families]:
        """The first ``limit`` groups that have events, in the order asked for, of those behind the group ``after``."""
        ...

    async def edges(self, session: AsyncSession) -> tuple[date, date] | None:
        """The first and the last group that have events; None if none has."""
        ...


async def counts(session: AsyncSession, wanted: TimelineQuery) -> Counts:
    """From the kept counts where they know what is asked, else from the events themselves."""
    if answers(wanted):
        return await _summed(session, wanted)
    if by_actor(wanted):
        return await _of_actor(session, wanted)
    known = await meant(session, wanted)
    held = [*known.where, known.rows.start_day.is_not(None)]
    day, family = known.rows.start_day, known.rows.row.family
    # Found first and then grouped, or Postgres would walk along the days in search of the few.
    few = select(day.label("day"), family.label("family")).where(*held).limit(COUNTED + 1)
    found = few.cte("few").prefix_with("MATERIALIZED").c
    group = group_of(wanted.bucket, found.day)
    sums = select(group.label("start"), found.family.label("family"), func.count().label("n"))
    groups = await _families(session, wanted, sums.group_by(group, found.family).subquery())
    found_all = _few(wanted, groups)
    if found_all.whole.value <= COUNTED:
        return found_all
    guess = await estimated(session, select(known.rows.id).where(*held))
    return Walked(wanted, day, family, held, Count(value=max(guess, found_all.whole.value), exact=False))


def _few(wanted: TimelineQuery, groups: dict[date, Families]) -> "Few":
    total = sum(n for families in groups.values() for n in families.values())
    return Few(wanted, groups, Count(value=total, exact=True))


async def _of_actor(session: AsyncSession, wanted: TimelineQuery) -> "Few":
    """All are counted, however many: a question of one index, where a walk asks for each of their events."""
    those = parts(wanted, await names_of(session, wanted))
    group = group_of(wanted.bucket, those.c.start_day)
    sums = select(group.label("start"), those.c.family.label("family"), func.count().label("n"))
    sums = sums.where(those.c.start_day.is_not(None), not_rejected(those)).group_by(group, those.c.family)
    return _few(wanted, await _families(session, wanted, sums.subquery()))


async def _summed(session: AsyncSession, wanted: TimelineQuery) -> "Summed":
    cell, by_month = cells(wanted, wanted.bucket).c, cells(wanted, "month").c
    n, group = func.sum(cell.n), group_of(wanted.bucket, cell.day)
    sums = select(group.label("start"), cell.family.label("family"), n.label("n"))
    sums = sums.where(cell.day > UNDATED).group_by(group, cell.family).having(n != 0)
    whole = await session.scalar(select(func.sum(by_month.n)).where(by_month.day > UNDATED))
    return Summed(wanted, sums, Count(value=int(whole or 0), exact=True))


@dataclass(frozen=True, slots=True)
class Summed:
    """``sums`` has the start, family and number of every group: to be cut to a page."""

    wanted: TimelineQuery
    sums: Select[Any]
    whole: Count

    async def page(self, session: AsyncSession, after: date | None, limit: int) -> dict[date, Families]:
        sums = self.sums.cte("sums")
        starts = select(sums.c.start).distinct().order_by(_order(self.wanted, sums.c.start)).limit(limit)
        if after:
            starts = starts.where(_behind(self.wanted, sums.c.start, after))
        page = starts.cte("page")
        query = select(sums.c.start, sums.c.family, sums.c.n).join(page, page.c.start == sums.c.start)
        return await _families(session, self.wanted, query.subquery())

    async def edges(self, session: AsyncSession) -> tuple[date, date] | None:
        start = self.sums.subquery().c.start
        first, last = (await session.execute(select(func.min(start), func.max(start)))).one()
        return None if first is None else (first, last)


@dataclass(frozen=True, slots=True)
class Few:
    """Counted in the one statement that found them."""

    wanted: TimelineQuery
    groups: dict[date, Families]  # all of them, in the order asked for
    whole: Count

    async def page(self, session: AsyncSession, after: date | None, limit: int) -> dict[date, Families]:
        forwards = self.wanted.sort == "date"
        behind = (
            (start, families)
            for start, families in self.groups.items()
            if after is None or (start > after if forwards else start < after)
        )
        return dict(islice(behind, limit))

    async def edges(self, session: AsyncSession) -> tuple[date, date] | None:
        return (min(self.groups), max(self.groups)) if self.groups else None


@dataclass(frozen=True, slots=True)
class Walked:
    """Too many events to count for one page: along the days from one group to the next, and a page of them counted."""

    wanted: TimelineQuery
    day: Any
    family: Any
    held: Sequence[ColumnElement[bool]]
    whole: Count

    async def page(self, session: AsyncSession, after: date | None, limit: int) -> dict[date, Families]:
        walk = self._walk(after)
        query = select(walk.c.start).where(walk.c.start.is_not(None)).limit(limit)
        starts = list(await session.scalars(query))
        if not starts:
            return {}
        first, last = min(starts), last_day(self.wanted.bucket, max(starts))
        group = group_of(self.wanted.bucket, self.day)
        sums = select(group.label("start"), self.family.label("family"), func.count().label("n"))
        sums = sums.where(*self.held, self.day.between(first, last)).group_by(group, self.family)
        return await _families(session, self.wanted, sums.subquery())

    async def edges(self, session: AsyncSession) -> tuple[date, date] | None:
        ends = select(self._step(self.day.asc()), self._step(self.day.desc()))
        first, last = (await session.execute(ends)).one()
        return None if first is None else (first, last)

    def _walk(self, after: date | None) -> CTE:
        """Each step asks for the next day behind a group; as many are made as rows are taken."""
        unit, forwards = self.wanted.bucket, self.wanted.sort == "date"
        order = self.day.asc() if forwards else self.day.desc()
        begin = []
        if after:
            begin = [self.day > last_day(unit, after) if forwards else self.day < after]
        here = select(self._step(order, *begin).label("start")).cte("walk", recursive=True)
        if forwards:
            following = here.c.start + literal_column(f"interval '1 {unit}'")
            step = self._step(order, self.day >= cast(following, Date))
        else:
            step = self._step(order, self.day < here.c.start)
        return here.union_all(select(step).select_from(here).where(here.c.start.is_not(None)))

    def _step(self, order: Any, *behind: ColumnElement[bool]) -> Any:
        found = select(group_of(self.wanted.bucket, self.day)).where(*self.held, *behind)
        return found.order_by(order).limit(1).scalar_subquery()


def _order(wanted: TimelineQuery, start: Any) -> ColumnElement[Any]:
    return start.asc() if wanted.sort == "date" else start.desc()  # type: ignore[no-any-return]


def _behind(wanted: TimelineQuery, start: Any, after: date) -> ColumnElement[bool]:
    return start > after if wanted.sort == "date" else start < after  # type: ignore[no-any-return]


async def _families(session: AsyncSession, wanted: TimelineQuery, sums: Any) -> dict[date, Families]:
    """Groups in the order asked for, the largest family of each first; one row a group, as rows take the time."""
    largest = (sums.c.n.desc(), sums.c.family)
    names = func.array_agg(aggregate_order_by(sums.c.family, *largest), type_=ARRAY(Text))
    numbers = func.array_agg(
        aggregate_order_by(cast(sums.c.n, BigInteger), *largest), type_=ARRAY(BigInteger)
    )
    query = select(sums.c.start, names, numbers).group_by(sums.c.start).order_by(_order(wanted, sums.c.start))
    return {start: dict(zip(*counted, strict=True)) for start, *counted in await session.execute(query)}
