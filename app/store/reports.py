"""Writing what was read from an article: its reports, the events they make, and what changed by that."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.extract import records
from app.models import Article, ArticleVersion, Event, EventActor, Mention, Report, ReportActor, new_id, now
from app.store.actors import record_actors, record_places
from app.store.changes import Changed, last_snapshots, record_changes
from app.store.earlier import earlier_reports
from app.store.matching import Earlier, match
from app.store.rows import (
    event_actor_rows,
    event_row,
    mention_rows,
    report_actor_rows,
    report_row,
    snapshot,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report on its way into the tables, under the ids it keeps or gets."""

    report_id: UUID
    event_id: UUID
    position: int
    record: records.Report


async def save_extraction(
    session: AsyncSession, *, article_id: UUID, version: int, extraction: records.Extraction
) -> bool:
    """Replace the article's reports and events by those of ``extraction`` and write what changed.

    A happening that was there before keeps its ids, and doing it twice changes nothing. False, with nothing
    written, if ``version`` is not the article's current one any more or the article was retracted.
    """
    article = await session.get(Article, article_id, with_for_update=True, populate_existing=True)
    if article is None or article.retracted_at is not None or article.version != version:
        return False
    stored = await _version(session, article_id, version)
    earlier = await earlier_reports(session, article_id)
    told = _name(earlier, extraction.reports, version)
    await record_actors(session, extraction.reports)
    await record_places(session, extraction.reports)
    await _replace(session, stored, earlier, told)
    stored.extracted_at, stored.detected_language = now(), extraction.language
    article.state, article.error, article.updated_at = "done", None, now()
    await session.flush()
    return True


async def drop_reports(session: AsyncSession, article_id: UUID) -> None:
    """Take back everything that the article told; events that nobody else tells of go with it."""
    earlier = await earlier_reports(session, article_id)
    gone = {before.event_id for before in earlier}
    seen = await last_snapshots(session, gone)
    await session.execute(delete(Report).where(col(Report.article_id) == article_id))
    await session.execute(delete(Event).where(col(Event.id).in_(gone)))
    await record_changes(session, _deletions(gone, seen), article_id)


async def _version(session: AsyncSession, article_id: UUID, version: int) -> ArticleVersion:
    query = select(ArticleVersion).where(
        col(ArticleVersion.article_id) == article_id, col(ArticleVersion.version) == version
    )
    return (await session.scalars(query)).one()


def _name(earlier: Sequence[Earlier], reports: Sequence[records.Report], version: int) -> list[Told]:
    same_text = all(before.version == version for before in earlier)
    matched = match(earlier, reports, same_text=same_text)
    return [
        Told(
            report_id=before.report_id if before else new_id(),
            event_id=before.event_id if before else new_id(),
            position=position,
            record=record,
        )
        for position, (record, before) in enumerate(zip(reports, matched, strict=True))
    ]


async def _replace(
    session: AsyncSession, stored: ArticleVersion, earlier: Sequence[Earlier], told: Sequence[Told]
) -> None:
    known = {before.event_id for before in earlier}
    gone = known - {report.event_id for report in told}
    seen = await last_snapshots(session, known)
    shown = {report.event_id: snapshot(report.record, stored.published_at) for report in told}
    moved = {event_id for event_id, now_shown in shown.items() if seen.get(event_id) != now_shown}
    await session.execute(delete(Report).where(col(Report.article_id) == stored.article_id))
    await session.execute(delete(Event).where(col(Event.id).in_(gone)))
    await _write_events(session, stored, told, moved)
    await _write_reports(session, stored, told)
    changes = [
        Changed(event_id=id_, kind="updated" if id_ in known else "created", snapshot=shown[id_])
        for id_ in shown
        if id_ in moved
    ]
    await record_changes(session, [*_deletions(gone, seen), *changes], stored.article_id)


def _deletions(gone: Collection[UUID], seen: dict[UUID, dict[str, Any]]) -> list[Changed]:
    return [Changed(event_id=id_, kind="deleted", snapshot=seen.get(id_, {})) for id_ in sorted(gone)]


async def _write_events(
    session: AsyncSession, stored: ArticleVersion, told: Sequence[Told], moved: Collection[UUID]
) -> None:
    for changed in (True, False):
        rows = [
            event_row(report.event_id, report.record, stored.text, stored.published_at)
            for report in told
            if (report.event_id in moved) is changed
        ]
        if rows:
            kept = {"id", "created_at"} if changed else {"id", "created_at", "updated_at"}
            statement = upsert(Event)
            replaced = {name: statement.excluded[name] for name in rows[0] if name not in kept}
            await session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=replaced), rows)
    ids = [report.event_id for report in told]
    await session.execute(delete(EventActor).where(col(EventActor.event_id).in_(ids)))
    await _insert(session, EventActor, [event_actor_rows(r.event_id, r.record) for r in told])


async def _write_reports(session: AsyncSession, stored: ArticleVersion, told: Sequence[Told]) -> None:
    whose = {
        "article_id": stored.article_id,
        "version": stored.version,
        "published_at": stored.published_at,
    }
    reports = [
        {"id": r.report_id, "event_id": r.event_id, "position": r.position, **whose, **report_row(r.record)}
        for r in told
    ]
    await _insert(session, Report, [reports])
    await _insert(session, Mention, [mention_rows(r.report_id, r.record) for r in told])
    await _insert(session, ReportActor, [report_actor_rows(r.report_id, r.record) for r in told])


async def _insert(session: AsyncSession, table: Any, rows: Sequence[Sequence[dict[str, Any]]]) -> None:
    flat = list(chain.from_iterable(rows))
    if flat:
        await session.execute(insert(table), flat)
