"""How often actors and places are in events, as look-ups rank by it.

Counted now and then for those whose events have changed, not with every event: its writers would otherwise wait for
each other at the rows of the countries that every other event names.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, literal_column, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import NamesWeighed

EVERY = timedelta(minutes=5)
_LATE = timedelta(minutes=2)  # changes may be committed so long after the moment that they bear
_LOCK = 4_917_205_312  # one process weighs at a time; the others need not

_CHANGED = """
    select distinct {owner} as id from event_versions v, {each} where v.event_id in (
        select event_id from event_versions where valid_from > :since) and {owner} is not null
"""
_TOUCHED = {
    "actor_names": _CHANGED.format(owner="a", each="unnest(v.actor_ids) as a"),
    "place_names": _CHANGED.format(owner="v.place_id", each="(select 1) as one"),
}
_IN_EVENTS = {"actor_names": ("event_actors", "actor_id"), "place_names": ("events", "place_id")}

# two digits: 1234 events weigh 1200, so that rows are written anew only when it makes a difference
_ROUNDED = "case when n < 100 then n else round(n, 1 - floor(log(n))::int) end::int"
_WEIGH = """
    with owner as ({owners}),
    counted as (select owner.id, count(e.{column})::numeric as n
                from owner left join {events} e on e.{column} = owner.id group by owner.id),
    weighed as (select id, {rounded} as weight from counted)
    update {table} t set weight = weighed.weight from weighed
    where t.owner_id = weighed.id and t.weight <> weighed.weight
"""


async def weigh(session: AsyncSession, *, anew: bool = False) -> bool:
    """Bring the weights of names up to date, `EVERY` so often; False if that was not due, or somebody else does it.
    ``anew`` counts all events, as the first time does."""
    if not await session.scalar(select(func.pg_try_advisory_xact_lock(_LOCK))):
        return False
    moment: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    until = await session.scalar(select(col(NamesWeighed.until)))
    if until and not anew and moment - until < EVERY:
        return False
    since = None if anew or until is None else until - _LATE
    await session.execute(text("set local statement_timeout = 0"))  # the first time counts all events
    for table in _TOUCHED:
        await session.execute(text(_statement(table, since)), {"since": since} if since else {})
    await session.execute(_remember(moment))
    return True


def _statement(table: str, since: datetime | None) -> str:
    events, column = _IN_EVENTS[table]
    owners = _TOUCHED[table] if since else f"select distinct owner_id as id from {table}"
    return _WEIGH.format(owners=owners, table=table, events=events, column=column, rounded=_ROUNDED)


def _remember(moment: datetime) -> Any:
    statement = insert(NamesWeighed).values(id=1, until=moment)
    until = statement.excluded.until
    return statement.on_conflict_do_update(index_elements=[literal_column("id")], set_={"until": until})
