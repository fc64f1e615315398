"""Stored reports as the accounts that merging works with."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.merging.records import Account, Party, Spot
from app.models import Article, ArticleVersion, Place, Report, ReportActor


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A report as it is in the tables."""

    account: Account
    event_id: UUID
    pinned: bool
    told: str  # what full-text search finds it by
    location_name: str | None  # as the article writes it


async def accounts_of_events(session: AsyncSession, event_ids: Collection[UUID]) -> dict[UUID, list[Stored]]:
    """The reports of each of ``event_ids`` that has any."""
    found: dict[UUID, list[Stored]] = defaultdict(list)
    if event_ids:
        for stored in await stored_accounts(session, col(Report.event_id).in_(event_ids)):
            found[stored.event_id].append(stored)
    return found


async def stored_accounts(session: AsyncSession, condition: ColumnElement[bool]) -> list[Stored]:
    """The reports that ``condition`` holds for, by id; two statements however many they are."""
    version = and_(
        col(ArticleVersion.article_id) == col(Report.article_id),
        col(ArticleVersion.version) == col(Report.version),
    )
    query = (
        select(
            Report,
            Place,
            col(ArticleVersion.source),
            col(ArticleVersion.title),
            col(ArticleVersion.context),
            col(Article.copy_of),
        )
        .join(ArticleVersion, version)
        .join(Article, col(Article.id) == col(Report.article_id))
        .outerjoin(Place, col(Place.id) == col(Report.place_id))
        .where(condition)
        .order_by(col(Report.id))
        .execution_options(populate_existing=True)
    )
    rows = (await session.execute(query)).all()
    parties = await _parties(session, [row[0].id for row in rows])
    return [_stored(row, parties[row[0].id]) for row in rows]


async def _parties(session: AsyncSession, report_ids: Sequence[UUID]) -> dict[UUID, list[Party]]:
    names = (col(ReportActor.actor_id), col(ReportActor.name), col(ReportActor.role))
    query = (
        select(col(ReportActor.report_id), *names, col(ReportActor.country), col(ReportActor.kind))
        .where(col(ReportActor.report_id).in_(report_ids))
        .order_by(col(ReportActor.report_id), col(ReportActor.position))
    )
    found: dict[UUID, list[Party]] = defaultdict(list)
    for report_id, actor_id, name, role, country, kind in await session.execute(query):
        party = Party(
            actor_id=actor_id, name=name, role=cast(Any, role), country=country, kind=cast(Any, kind)
        )
        found[report_id].append(party)
    return found


def _stored(row: Any, parties: Sequence[Party]) -> Stored:
    report, place, source, title, context, copy_of = row
    account = Account(
        report_id=report.id,
        article_id=report.article_id,
        published=report.published_at,
        source=source,
        copy_of=copy_of,
        type=report.type,
        family=report.family,
        status=report.status,
        parties=tuple(parties),
        first=report.start_day,
        last=report.end_day,
        date_precision=report.date_precision,
        date_basis=report.date_basis,
        spot=spot_of(place) if place else None,
        killed=report.killed,
        injured=report.injured,
        claimed_by=report.claimed_by,
        confidence=report.confidence,
        summary=report.summary,
        words=frozenset(report.words),
        context=frozenset(context),
        title=title,
    )
    return Stored(
        account=account,
        event_id=report.event_id,
        pinned=report.pinned,
        told=report.told,
        location_name=report.location_name,
    )


def spot_of(place: Place) -> Spot:
    return Spot(
        place_id=place.id,
        name=place.name,
        country=place.country,
        admin1=place.admin1,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=cast(Any, place.precision),
    )
