"""Monthly partitions of what belongs to an event, for stores that outgrow one table; and the way back.

Rows are parted by the month in which the event's id was made, which a UUIDv7 begins with, not by `start_day`: a key of
a partitioned table must contain what it is parted by. Parted by day, no id could be held unique, nothing could refer to
one, an upsert by id would have nothing to go by, and an event would move whenever its date is corrected. Parted by id,
every key, foreign key and statement stays what it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import CannotPartition, TooFewLocks

# table -> the column that holds the event's id; those that others refer to first
PARTED = {"events": "id", "event_actors": "event_id", "event_versions": "event_id"}
_MIGRATION_LOCK = 4_917_205_311  # that of app.db: no migration meanwhile
_DAY = 86_400_000  # milliseconds

_CONSTRAINTS = text(
    """
    select c.conrelid::regclass::text as of, c.conname as name, pg_get_constraintdef(c.oid) as definition,
           c.contype::text as kind
    from pg_constraint c
    where c.contype in ('p', 'u', 'f') and c.conparentid = 0
      and (c.conrelid = any(cast(:tables as text[])::regclass[])
           or c.confrelid = any(cast(:tables as text[])::regclass[]))
    order by c.contype = 'f', c.conrelid::regclass::text, c.conname
    """
)
_INDEXES = text(
    """
    select pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid = any(cast(:tables as text[])::regclass[])
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
    order by i.indexrelid::regclass::text
    """
)
_GRANTS = text(
    """
    select c.relname as of, a.privilege_type as what, case a.grantee when 0 then 'public'
           else quote_ident(pg_get_userbyid(a.grantee)) end as whom
    from pg_class c, aclexplode(c.relacl) a
    where c.oid = any(cast(:tables as text[])::regclass[]) and a.grantee <> c.relowner
    """
)
_COLUMNS = text(
    """
    select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
    where attrelid = cast(:table as text)::regclass and attnum > 0 and not attisdropped and attgenerated = ''
    """
)
_HINDRANCES = text(
    """
    select 'the trigger ' || tgname from pg_trigger
    where not tgisinternal and tgrelid = any(cast(:tables as text[])::regclass[])
    union all select 'the view ' || r.ev_class::regclass from pg_depend d join pg_rewrite r on r.oid = d.objid
    where d.classid = 'pg_rewrite'::regclass and d.refobjid = any(cast(:tables as text[])::regclass[])
    union all select 'the publication ' || pubname from pg_publication_tables
    where schemaname = current_schema() and tablename = any(cast(:tables as text[]))
    """
)


# Every partition is a relation, and so is each of its indexes; a question that looks into all locks all.
_RELATIONS = text(
    """
    select count(*) + (select count(*) from pg_index where indrelid = any(cast(:tables as text[])::regclass[]))
    from unnest(cast(:tables as text[]))
    """
)
_LOCKS = text(
    """
    select current_setting('max_locks_per_transaction')::int as each,
           current_setting('max_connections')::int as sessions
    """
)
_LEAST_SESSIONS = 4  # that can look into every partition at once


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def next(self) -> Month:
        return self.plus(1)

    def plus(self, months: int) -> Month:
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    @property
    def first_id(self) -> UUID:
        """No UUIDv7 that was made in it sorts before."""
        days = (date(self.year, self.month, 1) - date(1970, 1, 1)).days
        return UUID(int=(days * _DAY) << 80)

    def __str__(self) -> str:
        return f"{self.year:04d}_{self.month:02d}"


def month_of(id_: UUID) -> Month:
    """The month in which a UUIDv7 was made."""
    return Month.of(datetime.fromtimestamp((id_.int >> 80) / 1000, UTC).date())


def months(first: Month, last: Month) -> Iterator[Month]:
    while first <= last:
        yield first
        first = first.next


@dataclass(frozen=True, slots=True)
class Done:
    """``made`` are new partitions; ``kept`` are months whose events were already in the partition for the rest."""

    made: Sequence[str]
    kept: Sequence[Month]


async def partitioned(session: AsyncSession) -> bool:
    query = text("select relkind = 'p' from pg_class where oid = 'events'::regclass")
    return bool(await session.scalar(query))


async def partition(session: AsyncSession, *, today: date, back: int, ahead: int) -> Done:
    """Part the tables by month up to ``ahead`` months from ``today``, or make the months that are missing.

    The first time everything is copied: the months from ``back`` months ago on get a partition each, all that is older
    shares one, as every partition costs every question. It is all in the session's transaction. What has no month of
    its own goes into a partition for the rest, so that nothing is ever refused. Raises CannotPartition and TooFewLocks.
    """
    await _begin(session)
    last = Month.of(today).plus(ahead)
    if not await partitioned(session):
        first = max(await _first_month(session), Month.of(today).plus(-back))
        parts = list(months(min(first, Month.of(today)), last))
        await _enough_locks(session, len(parts))
        await _rebuild(session, parts)
        return Done([f"events_{month}" for month in parts], [])
    made, kept = [], []
    for month in months(Month.of(today), last):
        if await session.scalar(text(f"select to_regclass('events_{month}') is not null")):
            continue
        if await _taken(session, month):
            kept.append(month)
            continue
        for table in PARTED:
            await session.execute(text(_month_of(table, month)))
        made.append(f"events_{month}")
    return Done(made, kept)


async def join(session: AsyncSession) -> None:
    """One table each again. As `partition`, it copies everything. Raises CannotPartition."""
    await _begin(session)
    if await partitioned(session):
        await _rebuild(session, None)


async def _begin(session: AsyncSession) -> None:
    await session.execute(text(f"select pg_advisory_xact_lock({_MIGRATION_LOCK})"))
    await session.execute(text("set local statement_timeout = 0"))


async def _enough_locks(session: AsyncSession, parts: int) -> None:
    """Raises TooFewLocks: Postgres has room for so many, and would break off in the middle."""
    relations = await session.scalar(_RELATIONS, {"tables": list(PARTED)}) * (parts + 2)
    have = (await session.execute(_LOCKS)).one()
    needed = -(-_LEAST_SESSIONS * relations // have.sessions)
    if needed > have.each:
        raise TooFewLocks(months=parts, relations=relations, needed=needed, found=have.each)


async def _first_month(session: AsyncSession) -> Month:
    found = [
        await session.scalar(text(f"select {key} from {table} order by {key} limit 1"))
        for table, key in PARTED.items()
    ]
    return min((month_of(id_) for id_ in found if id_ and id_.version == 7), default=Month(9999, 12))


async def _taken(session: AsyncSession, month: Month) -> bool:
    """Whether rows of the month are where rows without a month of their own go."""
    bounds = {"first": month.first_id, "next": month.next.first_id}
    for table, key in PARTED.items():
        query = f"select exists (select from {table}_rest where {key} >= :first and {key} < :next)"
        if await session.scalar(text(query), bounds):
            return True
    return False


async def _rebuild(session: AsyncSession, parts: Sequence[Month] | None) -> None:
    """Copy every table into a new one, parted into ``parts`` or whole, with all that hung on the old one."""
    tables = {"tables": list(PARTED)}
    await session.execute(text(f"lock table {', '.join(PARTED)}, reports in access exclusive mode"))
    if found := (await session.scalars(_HINDRANCES, tables)).all():
        raise CannotPartition(what=", ".join(found))
    constraints = (await session.execute(_CONSTRAINTS, tables)).all()
    indexes = (await session.scalars(_INDEXES, tables)).all()
    grants = (await session.execute(_GRANTS, tables)).all()
    for one in constraints:
        if one.kind == "f":
            await session.execute(text(f'alter table {one.of} drop constraint "{one.name}"'))
    for table, key in PARTED.items():
        await _copy(session, table, key, parts)
    for one in constraints:  # keys before those that refer to them
        await session.execute(text(f'alter table {one.of} add constraint "{one.name}" {one.definition}'))
    for definition in indexes:
        await session.execute(text(_plain(definition)))
    for one in grants:
        await session.execute(text(f"grant {one.what} on {one.of} to {one.whom}"))
    for table in PARTED:
        await session.execute(text(f"analyze {table}"))


async def _copy(session: AsyncSession, table: str, key: str, parts: Sequence[Month] | None) -> None:
    """Constraints and indexes come after: rows are copied faster into a bare table."""
    await session.execute(text(f"alter table {table} rename to {table}_whole"))
    like = "including defaults including generated including constraints including storage including comments"
    by = "" if parts is None else f" partition by range ({key})"
    await session.execute(text(f"create table {table} (like {table}_whole {like}){by}"))
    if parts is not None:
        await session.execute(text(f"create table {table}_rest partition of {table} default"))
        older = f"for values from (minvalue) to ('{parts[0].first_id}')"
        await session.execute(text(f"create table {table}_before partition of {table} {older}"))
        for month in parts:
            await session.execute(text(_month_of(table, month)))
    columns = await session.scalar(_COLUMNS, {"table": table})
    await session.execute(text(f"insert into {table} ({columns}) select {columns} from {table}_whole"))
    await session.execute(text(f"drop table {table}_whole"))


def _month_of(table: str, month: Month) -> str:
    bounds = f"from ('{month.first_id}') to ('{month.next.first_id}')"
    return f"create table {table}_{month} partition of {table} for values {bounds}"


def _plain(definition: str) -> str:
    """An index as it was written: one over partitions says ONLY, and then is not made for them."""
    return definition.replace(" ON ONLY ", " ON ").replace(":", r"\:")
