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
from app.store.asof import rows
from app.store.by_actor import by_actor, not_rejected, parts
from app.store.calendar import group_of, last_day
from app.store.estimates import estimated
from app.store.events import COUNTED
from app.store.made import made_once
from app.store.meant import over
from app.store.names import Names, names_of
from app.store.tallies import answers, cells

Families = dict[str, int]


class Counts(Protocol):
    """Where the numbers of a timeline come from."""

    @property
    def whole(self) -> Count:
        """Events that have a day."""
        ...

    @property
    def undated(self) -> Count | None:
        """Events that have none; None if that is a question of its own."""
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
        kept = _summed(wanted, Names())
        whole, undated = (await session.execute(kept.totals)).one()
        return Summed(wanted, kept, _exactly(whole), _exactly(undated))
    names = await names_of(session, wanted)
    if by_actor(
        wanted
    ):  # all, however many: a question of one index, where a walk asks for each of their events
        return _few(wanted, await _groups(session, _of_actor(wanted, names)))
    few = _few(wanted, await _groups(session, _found(wanted, names)))
    if few.whole.value + few.undated.value <= COUNTED:
        return few
    known = over(rows(wanted.as_of), wanted, names)
    held = [*known.where, known.rows.start_day.is_not(None)]
    guess = await estimated(session, select(known.rows.id).where(*held))
    whole = Count(value=max(guess, few.whole.value), exact=False)
    return Walked(wanted, known.rows.start_day, known.rows.row.family, held, whole)


def _exactly(number: Any) -> Count:
    return Count(value=int(number or 0), exact=True)


def _few(wanted: TimelineQuery, groups: dict[date, Families]) -> "Few":
    undated = sum(groups.pop(UNDATED, {}).values())
    total = sum(n for families in groups.values() for n in families.values())
    return Few(wanted, groups, _exactly(total), _exactly(undated))


@made_once
def _found(wanted: TimelineQuery, names: Names) -> Select[Any]:
    """Found first and then grouped, or Postgres would walk along the days in search of the few."""
    known = over(rows(wanted.as_of), wanted, names)
    day, family = known.rows.start_day.label("day"), known.rows.row.family.label("family")
    few = select(day, family).where(*known.where).limit(COUNTED + 1)
    found = few.cte("few").prefix_with("MATERIALIZED").c
    return _families(wanted, _sums(wanted, found.day, found.family, func.count()).subquery())


@made_once
def _of_actor(wanted: TimelineQuery, names: Names) -> Select[Any]:
    those = parts(wanted, names)
    sums = _sums(wanted, those.c.start_day, those.c.family, func.count()).where(not_rejected(those))
    return _families(wanted, sums.subquery())


def _sums(wanted: TimelineQuery, day: Any, family: Any, n: Any) -> Select[Any]:
    group = group_of(wanted.bucket, day)
    return select(group.label("start"), family.label("family"), n.label("n")).group_by(group, family)


@dataclass(frozen=True, slots=True)
class Kept:
    """Statements over the kept counts: ``sums`` has the start, family and number of every group."""

    totals: Select[Any]
    sums: Select[Any]
    first: Select[Any]  # page


@made_once
def _summed(wanted: TimelineQuery, names: Names) -> Kept:
    cell, by_month = cells(wanted, wanted.bucket).c, cells(wanted, "month").c
    n, total = func.sum(cell.n), func.sum(by_month.n)
    sums = _sums(wanted, cell.day, cell.family, n).where(cell.day > UNDATED).having(n != 0)
    totals = select(total.filter(by_month.day > UNDATED), total.filter(by_month.day == UNDATED))
    return Kept(totals, sums, _page(wanted, sums, None, wanted.limit + 1))


def _page(wanted: TimelineQuery, all_: Select[Any], after: date | None, limit: int) -> Select[Any]:
    """The groups of a page, out of ``all_``."""
    sums = all_.cte("sums")
    starts = select(sums.c.start).distinct().order_by(_order(wanted, sums.c.start)).limit(limit)
    if after:
        starts = starts.where(_behind(wanted, sums.c.start, after))
    page = starts.cte("page")
    query = select(sums.c.start, sums.c.family, sums.c.n).join(page, page.c.start == sums.c.start)
    return _families(wanted, query.subquery())


@dataclass(frozen=True, slots=True)
class Summed:
    """Out of the kept counts, each page by a statement."""

    wanted: TimelineQuery
    kept: Kept
    whole: Count
    undated: Count

    async def page(self, session: AsyncSession, after: date | None, limit: int) -> dict[date, Families]:
        first = after is None and limit == self.wanted.limit + 1
        query = self.kept.first if first else _page(self.wanted, self.kept.sums, after, limit)
        return await _groups(session, query)

    async def edges(self, session: AsyncSession) -> tuple[date, date] | None:
        start = self.kept.sums.subquery().c.start
        first, last = (await session.execute(select(func.min(start), func.max(start)))).one()
        return None if first is None else (first, last)


@dataclass(frozen=True, slots=True)
class Few:
    """Counted in the one statement that found them."""

    wanted: TimelineQuery
    groups: dict[date, Families]  # all of them, in the order asked for
    whole: Count
    undated: Count

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
    undated: None = None

    async def page(self, session: AsyncSession, after: date | None, limit: int) -> dict[date, Families]:
        walk = self._walk(after)
        query = select(walk.c.start).where(walk.c.start.is_not(None)).limit(limit)
        starts = list(await session.scalars(query))
        if not starts:
            return {}
        first, last = min(starts), last_day(self.wanted.bucket, max(starts))
        sums = _sums(self.wanted, self.day, self.family, func.count())
        sums = sums.where(*self.held, self.day.between(first, last))
        return await _groups(session, _families(self.wanted, sums.subquery()))

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


def _families(wanted: TimelineQuery, sums: Any) -> Select[Any]:
    """Groups in the order asked for, the largest family of each first; one row a group, as rows take the time."""
    largest = (sums.c.n.desc(), sums.c.family)
    names = func.array_agg(aggregate_order_by(sums.c.family, *largest), type_=ARRAY(Text))
    numbers = func.array_agg(
        aggregate_order_by(cast(sums.c.n, BigInteger), *largest), type_=ARRAY(BigInteger)
    )
    return select(sums.c.start, names, numbers).group_by(sums.c.start).order_by(_order(wanted, sums.c.start))


async def _groups(session: AsyncSession, families: Select[Any]) -> dict[date, Families]:
    found = await session.execute(families)
    return {start or UNDATED: dict(zip(*counted, strict=True)) for start, *counted in found}
