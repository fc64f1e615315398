"""Writing events, their versions and their changes. Only `app.store.rederive` calls this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from sqlalchemy import BigInteger, Text, bindparam, cast, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import CHANNEL, Change, Event, EventActor, EventVersion, Place
from app.store.redirects import redirect, stay
from app.store.states import VERSION_ONLY, Values, actor_rows, difference, snapshot, values_of_version
from app.store.suggestions import review

Kind = Literal["created", "split", "updated", "merged", "deleted"]
_THIS_TRANSACTION = cast(cast(func.pg_current_xact_id(), Text), BigInteger)
_ORDER: tuple[Kind, ...] = ("created", "split", "updated", "merged", "deleted")  # as readers get them


class Because(Protocol):
    """`app.store.rederive.Cause`."""

    @property
    def article_id(self) -> UUID | None: ...
    @property
    def author(self) -> str | None: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def decision_id(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of one event."""

    id: UUID
    kind: Kind
    version: int
    at: datetime
    before: EventVersion | None  # its last version
    values: Values | None  # None: there is no such event any more
    told: str | None  # for search; None leaves it as it is
    others: Sequence[UUID]  # split: where from; merged: where to

    @property
    def created_at(self) -> datetime:
        return self.before.created_at if self.before else self.at

    @property
    def old(self) -> Values | None:
        """What it was, unless it was given up."""
        return values_of_version(self.before) if self.before and not self.before.deleted else None


async def write(session: AsyncSession, written: Sequence[Written], cause: Because) -> None:
    """Rows for all of ``written`` that differ from their last version, or that an editor decided about: the history
    tells of every decision, that two events stay two as well."""
    places = await _places(session, written)
    changed = [
        one
        for one in written
        if cause.decision_id or one.values is None or _shown(one, places) != _seen(one, places)
    ]
    kept = [one for one in written if one not in changed]
    await _tell_anew(session, kept)
    await _write_events(session, [one for one in changed if one.values is not None])
    await _delete_events(session, [one for one in changed if one.values is None])
    await _write_versions(session, changed)
    await _write_changes(session, changed, places, cause)
    await review(session, {one.id: one.values for one in changed})


async def _places(session: AsyncSession, written: Sequence[Written]) -> dict[str, Place]:
    ids = {values["place_id"] for one in written for values in (one.old, one.values) if values} - {None}
    found = await session.scalars(select(Place).where(col(Place.id).in_(ids))) if ids else ()
    return {place.id: place for place in found}


def _shown(one: Written, places: Mapping[str, Place]) -> tuple[Values, Any]:
    return (snapshot(one.values, places), one.values["report_ids"]) if one.values else ({}, None)


def _seen(one: Written, places: Mapping[str, Place]) -> tuple[Values, Any]:
    return (snapshot(one.old, places), one.old["report_ids"]) if one.old else ({}, None)


async def _tell_anew(session: AsyncSession, kept: Sequence[Written]) -> None:
    """Sentences may move while the event stays what it was: search finds the new ones, nobody else is told."""
    rows = [
        {"event": one.id, "told": one.told, "published": one.values["published_at"]}
        for one in kept
        if one.told is not None and one.values
    ]
    if rows:
        differs = (col(Event.id) == bindparam("event")) & (col(Event.search_text) != bindparam("told"))
        connection = await session.connection()
        statement = update(Event.__table__).where(differs).values(search_text=bindparam("told"))  # type: ignore[attr-defined]
        await connection.execute(statement, rows)
        await connection.execute(_found_anew(), rows)


def _found_anew() -> Any:
    """What the version that holds is found by, in step with its event."""
    of = col(EventVersion.event_id) == bindparam("event")
    published = bindparam("published", type_=EventVersion.__table__.c.published_at.type)  # type: ignore[attr-defined]
    differs = or_(col(EventVersion.published_at) != published, col(EventVersion.search) != _search())
    statement = update(EventVersion.__table__).where(of, col(EventVersion.valid_to).is_(None), differs)  # type: ignore[attr-defined]
    return statement.values(published_at=published, search=_search())


def _search() -> Any:
    """The words of an event that is written, so that no text is parsed twice."""
    return select(col(Event.search)).where(col(Event.id) == bindparam("event")).scalar_subquery()


async def _write_events(session: AsyncSession, written: Sequence[Written]) -> None:
    """Sorted by id, as rows are locked in the order in which they are written."""
    rows = [
        {
            **{name: value for name, value in (one.values or {}).items() if name not in VERSION_ONLY},
            "id": one.id,
            "version": one.version,
            "search_text": one.told or "",
            "created_at": one.created_at,
            "updated_at": one.at,
        }
        for one in sorted(written, key=lambda one: one.id)
    ]
    if not rows:
        return
    await session.execute(_upsert(rows[0]), rows)
    ids = [one.id for one in written]
    await session.execute(delete(EventActor).where(col(EventActor.event_id).in_(ids)))
    actors = [row for one in written for row in actor_rows(one.id, one.values or {})]
    if actors:
        await session.execute(insert(EventActor), actors)
    await stay(session, [one.id for one in written if one.kind in ("created", "split")])


def _upsert(row: Values) -> Any:
    statement = insert(Event)
    replaced: dict[str, Any] = {
        name: statement.excluded[name] for name in row if name not in ("id", "created_at")
    }
    # of an event that only an editor vouches for nobody tells anew
    replaced["written_in"] = _THIS_TRANSACTION
    replaced["search_text"] = func.coalesce(
        func.nullif(statement.excluded.search_text, ""), col(Event.search_text)
    )
    return statement.on_conflict_do_update(index_elements=["id"], set_=replaced)


async def _delete_events(session: AsyncSession, written: Sequence[Written]) -> None:
    await session.execute(delete(Event).where(col(Event.id).in_([one.id for one in written])))
    for one in written:
        for target in one.others:
            await redirect(session, one.id, target, one.at)


async def _write_versions(session: AsyncSession, written: Sequence[Written]) -> None:
    ended = [{"event": one.id, "at": one.at} for one in written if one.before]
    if ended:
        current = (col(EventVersion.event_id) == bindparam("event")) & col(EventVersion.valid_to).is_(None)
        connection = await session.connection()
        statement = update(EventVersion.__table__).where(current)  # type: ignore[attr-defined]
        statement = statement.values(valid_to=bindparam("at"), ended_in=_THIS_TRANSACTION)
        await connection.execute(statement, ended)
    rows = [
        {
            **(one.values or one.old or {}),
            "event": one.id,
            "event_id": one.id,
            "version": one.version,
            "created_at": one.created_at,
            "valid_from": one.at,
            "valid_to": None,
            "deleted": one.values is None,
        }
        for one in written
    ]
    if rows:
        into = insert(EventVersion.__table__).values(search=_search())  # type: ignore[attr-defined]
        await (await session.connection()).execute(into, rows)


async def _write_changes(
    session: AsyncSession, written: Sequence[Written], places: Mapping[str, Place], cause: Because
) -> None:
    """Under the number of the running transaction, see `app.models.Change`."""
    rows = [
        {
            "event_id": one.id,
            "kind": one.kind,
            "version": one.version,
            "article_id": cause.article_id,
            "decision_id": cause.decision_id,
            "author": cause.author,
            "reason": cause.reason,
            "other_event_ids": list(one.others),
            "difference": difference(before, after, old_ids or [], new_ids or []),
            "snapshot": after or before,
            "at": one.at,
        }
        for one in sorted(written, key=lambda one: (_ORDER.index(one.kind), one.id))
        for (before, old_ids), (after, new_ids) in [(_seen(one, places), _shown(one, places))]
    ]
    if rows:
        number = await _number(session, [one.id for one in written])
        await session.execute(insert(Change), [row | {"transaction_id": number} for row in rows])
        await session.execute(select(func.pg_notify(CHANNEL, "")))  # told at commit, once a transaction


async def _number(session: AsyncSession, event_ids: Sequence[UUID]) -> int:
    """The number of the running transaction, or a later one under which one of these events changed last.

    A transaction that got its number first may get an event's lock second. Its changes must not come before those
    that it builds on. As long as it runs nobody is shown changes from its own number on, so nobody is past these.
    """
    last = select(func.max(col(Change.transaction_id))).where(col(Change.event_id).in_(event_ids))
    number: int = (
        await session.execute(select(func.greatest(_THIS_TRANSACTION, last.scalar_subquery())))
    ).scalar_one()
    return number
