"""The one place where events are written: their values follow from their reports and their editors' decisions."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.merging.derive import derive
from app.merging.state import Ruling
from app.models import Decision, EventVersion, Report
from app.store import decisions
from app.store.accounts import Stored, accounts_of_events
from app.store.states import Values, told_by, values_of, values_of_version
from app.store.writing import Kind, Written, write

_TICK = timedelta(microseconds=1)  # versions of one event never begin at the same moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What brought a change about: an article that was read or taken back, or an editor's decision."""

    article_id: UUID | None = None
    author: str | None = None
    reason: str | None = None
    decision_id: UUID | None = None


async def rederive(session: AsyncSession, event_ids: Collection[UUID], cause: Cause) -> None:
    """Bring ``event_ids`` in line with the reports attached to them and the decisions about them.

    Whoever changes attachments (``reports.event_id``) or decisions calls this once with every event that lost or
    gained something, new ids among them, after `lock_events`. Events that differ from their last version get a row,
    a version and a change; what happened follows from where their reports are now:

    * an id that had no version, or had been given up: created, or split if its reports come from other events of
      the call;
    * no report any more: merged, with a redirect, if its last reports are in other events; else deleted, unless an
      editor has verified it;
    * anything else: updated, where something differs or an editor's decision is the cause.
    """
    ids = sorted(set(event_ids))
    if not ids:
        return
    await session.flush()
    reports = await accounts_of_events(session, ids)
    ruled = await decisions.active(session, ids)
    last = await last_versions(session, ids)
    moved_to = await _where_now(
        session, [v for id_, v in last.items() if not v.deleted and not reports.get(id_)]
    )
    # One clock for all writers; read under the locks, so that a later version is later.
    moment: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    written = [
        found
        for id_ in ids
        if (found := _what_happened(id_, reports.get(id_, []), ruled.get(id_, []), last, moved_to, moment))
    ]
    await write(session, written, cause)


async def last_versions(session: AsyncSession, event_ids: Collection[UUID]) -> dict[UUID, EventVersion]:
    """The version that each of ``event_ids`` is at, a last one that says "deleted" too."""
    query = select(EventVersion).where(
        col(EventVersion.event_id).in_(event_ids), col(EventVersion.valid_to).is_(None)
    )
    found = await session.scalars(query.execution_options(populate_existing=True))
    return {version.event_id: version for version in found}


async def _where_now(session: AsyncSession, gone: Collection[EventVersion]) -> dict[UUID, UUID]:
    """The events that the last reports of ``gone`` are in now."""
    ids = [id_ for version in gone for id_ in version.report_ids]
    query = select(col(Report.id), col(Report.event_id)).where(col(Report.id).in_(ids))
    return dict((await session.execute(query)).all()) if ids else {}


def _what_happened(
    id_: UUID,
    reports: list[Stored],
    ruled: list[Decision],
    last: Mapping[UUID, EventVersion],
    moved_to: Mapping[UUID, UUID],
    moment: datetime,
) -> Written | None:
    """What is to be written of one event; None for one that neither was nor is."""
    before = last.get(id_)
    was = before is not None and not before.deleted
    number = before.version + 1 if before else 1
    at = max(moment, before.valid_from + _TICK) if before else moment
    rulings = [Ruling(kind=d.kind, field=d.field, value=d.value) for d in ruled]
    values, told, others = _now(reports, rulings, before if was else None)
    kind: Kind
    if values is not None:
        if not was:
            others = _came_from(id_, reports, last)
        kind = "updated" if was else "split" if others else "created"
    elif before is not None and was:
        homes = Counter(moved_to[report] for report in before.report_ids if report in moved_to)
        others = [home for home, _ in homes.most_common(1)]
        kind = "merged" if others else "deleted"
    else:
        return None
    return Written(
        id=id_, kind=kind, version=number, at=at, before=before, values=values, told=told, others=others
    )


def _now(
    reports: list[Stored], rulings: list[Ruling], before: EventVersion | None
) -> tuple[Values | None, str | None, list[UUID]]:
    """The values and the text for search; no values if there is no such event any more."""
    if reports:
        return values_of(derive([r.account for r in reports], rulings), reports), told_by(reports), []
    reviews = [ruling.kind for ruling in rulings if ruling.kind in ("verify", "reject")]
    if before is None or reviews[-1:] != ["verify"]:
        return None, None, []
    # An editor vouches for it: it stays as it was, told by nobody.
    alone: Values = {"report_count": 0, "source_count": 0, "independent_sources": 0}
    alone |= {"report_ids": [], "published_at": [], "sources": []}
    return values_of_version(before) | alone, None, []


def _came_from(id_: UUID, reports: list[Stored], last: Mapping[UUID, EventVersion]) -> list[UUID]:
    mine = {stored.account.report_id for stored in reports}
    return sorted(
        other
        for other, version in last.items()
        if other != id_ and not version.deleted and not mine.isdisjoint(version.report_ids)
    )
