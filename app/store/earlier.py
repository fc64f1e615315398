"""What an article told before it is read anew."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Mention, Report, ReportActor
from app.store import decisions
from app.store.matching import Earlier


async def earlier_reports(session: AsyncSession, article_id: UUID) -> list[Earlier]:
    """The article's stored reports in their order, as far as matching needs them."""
    query = select(Report).where(col(Report.article_id) == article_id).order_by(col(Report.position))
    # an editor may have moved them since they were last looked at
    reports = list(await session.scalars(query.execution_options(populate_existing=True)))
    ids = [report.id for report in reports]
    mentions: dict[UUID, list[Mention]] = defaultdict(list)
    for mention in await session.scalars(select(Mention).where(col(Mention.report_id).in_(ids))):
        mentions[mention.report_id].append(mention)
    actors: dict[UUID, set[str]] = defaultdict(set)
    named = select(col(ReportActor.report_id), col(ReportActor.actor_id)).where(
        col(ReportActor.report_id).in_(ids)
    )
    for report_id, actor_id in await session.execute(named):
        actors[report_id].add(actor_id)
    held = await decisions.held(session, {report.event_id for report in reports})
    return [
        _view(report, mentions[report.id], frozenset(actors[report.id]), report.event_id in held)
        for report in reports
    ]


def _view(report: Report, mentions: list[Mention], actors: frozenset[str], held: bool) -> Earlier:
    return Earlier(
        report_id=report.id,
        event_id=report.event_id,
        version=report.version,
        type=report.type,
        spans=tuple((mention.start, mention.end) for mention in mentions),
        triggers=frozenset(mention.text.casefold() for mention in mentions),
        actors=actors,
        day=report.start_day,
        place=report.location_name,
        pinned=report.pinned,
        held=held,
    )
