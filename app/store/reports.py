"""What becomes of reports when an article is read, read again or taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.extract import records
from app.merging.account import OPENING, account_of
from app.merging.likeness import Weights
from app.merging.records import Account
from app.merging.words import content_words
from app.models import Article, ArticleVersion, Mention, Report, ReportActor, new_id, now
from app.store.accounts import stored_accounts
from app.store.actors import record_actors, record_places
from app.store.blocks import lock_blocks, searched
from app.store.copies import forget_copy, recognise
from app.store.earlier import earlier_reports
from app.store.matching import Earlier, match
from app.store.neighbours import lock_neighbours
from app.store.rederive import Cause, rederive
from app.store.regroup import regroup
from app.store.rows import mention_rows, report_actor_rows, report_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report on its way into the tables, under the ids it keeps or gets."""

    report_id: UUID
    event_id: UUID
    position: int
    pinned: bool
    record: records.Report
    account: Account


async def save_extraction(
    session: AsyncSession,
    *,
    article_id: UUID,
    version: int,
    extraction: records.Extraction,
    pipeline: str | None = None,
    weights: Weights | None = None,
) -> bool:
    """Replace the article's reports by those of ``extraction`` and bring the events they touch in line.

    A happening that was there before keeps its ids, and doing it twice changes nothing. ``pipeline`` names what read
    the article; ``weights`` say what one happening is, by default the packaged ones. False, with nothing written, if
    ``version`` is not the article's current one any more or the article was retracted.
    """
    article = await session.get(Article, article_id, with_for_update=True, populate_existing=True)
    if article is None or article.retracted_at is not None or article.version != version:
        return False
    stored = await _version(session, article_id, version)
    accounts = [_account(report, stored) for report in extraction.reports]
    stored.context = sorted(content_words(stored.title or "", stored.text[:OPENING]))
    await _replace(session, article, stored, extraction.reports, accounts, weights or Weights.load())
    stored.extracted_at, stored.extracted_by = now(), pipeline
    stored.detected_language = extraction.language
    article.state, article.error, article.updated_at = "done", None, now()
    await session.flush()
    return True


async def drop_reports(session: AsyncSession, article_id: UUID) -> None:
    """Take back everything that the article told; events that nobody else tells of go with it."""
    weights = Weights.load()
    own = await stored_accounts(session, col(Report.article_id) == article_id)
    await lock_blocks(session, searched(one.account for one in own))
    events = await lock_neighbours(session, article_id, [], weights)
    await session.execute(delete(Report).where(col(Report.article_id) == article_id))
    await forget_copy(session, article_id)
    await rederive(session, await regroup(session, events, weights) | events, Cause(article_id=article_id))


async def _version(session: AsyncSession, article_id: UUID, version: int) -> ArticleVersion:
    query = select(ArticleVersion).where(
        col(ArticleVersion.article_id) == article_id, col(ArticleVersion.version) == version
    )
    return (await session.scalars(query)).one()


def _account(report: records.Report, stored: ArticleVersion) -> Account:
    return account_of(
        report,
        report_id=new_id(),
        article_id=stored.article_id,
        published=stored.published_at,
        text=stored.text,
        title=stored.title,
        source=stored.source,
    )


async def _replace(
    session: AsyncSession,
    article: Article,
    stored: ArticleVersion,
    reports: Sequence[records.Report],
    accounts: Sequence[Account],
    weights: Weights,
) -> None:
    """In this order: the locks of blocks before anything is looked for, those of events before anything is moved,
    and only then rows that other writers may wait for."""
    before = await stored_accounts(session, col(Report.article_id) == article.id)
    await lock_blocks(session, searched([*accounts, *(one.account for one in before)]))
    copies = await recognise(session, article, stored)
    events = await lock_neighbours(session, article.id, accounts, weights, copies)
    earlier = await earlier_reports(session, article.id)
    told = _name(earlier, reports, accounts, stored.version)
    await record_actors(session, reports)
    await record_places(session, reports)
    await session.execute(delete(Report).where(col(Report.article_id) == article.id))
    await _write_reports(session, stored, told)
    touched = await _touched(session, article.id, copies, {one.event_id for one in earlier})
    touched |= await regroup(session, events | {report.event_id for report in told}, weights)
    await rederive(session, touched | {report.event_id for report in told}, Cause(article_id=article.id))


async def _touched(
    session: AsyncSession, article_id: UUID, copies: Collection[UUID], before: set[UUID]
) -> set[UUID]:
    """Events that had reports of the article, or have some whose independence is judged anew."""
    query = select(col(Report.event_id)).where(col(Report.article_id).in_([article_id, *copies]))
    return before | set(await session.scalars(query))


def _name(
    earlier: Sequence[Earlier],
    reports: Sequence[records.Report],
    accounts: Sequence[Account],
    version: int,
) -> list[Told]:
    """Reports under their ids; one that is new stands in an event of its own until it is grouped."""
    same_text = all(before.version == version for before in earlier)
    matched = match(earlier, reports, same_text=same_text)
    return [
        Told(
            report_id=before.report_id if before else account.report_id,
            event_id=before.event_id if before else new_id(),
            position=position,
            pinned=before.pinned if before else False,
            record=record,
            account=replace(account, report_id=before.report_id) if before else account,
        )
        for position, (record, account, before) in enumerate(zip(reports, accounts, matched, strict=True))
    ]


async def _write_reports(session: AsyncSession, stored: ArticleVersion, told: Sequence[Told]) -> None:
    whose = {
        "article_id": stored.article_id,
        "version": stored.version,
        "published_at": stored.published_at,
    }
    reports = [
        {
            "id": r.report_id,
            "event_id": r.event_id,
            "position": r.position,
            "pinned": r.pinned,
            **whose,
            **report_row(r.record, r.account, stored.text),
        }
        for r in told
    ]
    await _insert(session, Report, [reports])
    await _insert(session, Mention, [mention_rows(r.report_id, r.record) for r in told])
    await _insert(session, ReportActor, [report_actor_rows(r.report_id, r.record) for r in told])


async def _insert(session: AsyncSession, table: Any, rows: Sequence[Sequence[dict[str, Any]]]) -> None:
    flat = list(chain.from_iterable(rows))
    if flat:
        await session.execute(insert(table), flat)
