"""Reading reports back: those of an article, and those of an event with the words that say so."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.models import Article, ArticleVersion, EventVersion, Mention, Place, Report, ReportActor
from app.schemas.events import ArticleRef, EventReport, StoredReport
from app.schemas.published import Published
from app.schemas.queries import PageQuery
from app.schemas.reports import PLAIN
from app.store import cursors
from app.store.asof import rows
from app.store.events import Listed, count, places_by_id

_ACTOR = ("role", "name", "canonical_name", "actor_id", "kind", "title", "country", "sector", "aliases")
_SPAN = ("start", "end")


async def reports_of_article(session: AsyncSession, article_id: UUID) -> list[StoredReport]:
    """The article's reports in the order of the text."""
    query = select(Report).where(col(Report.article_id) == article_id).order_by(col(Report.position))
    reports = list(await session.scalars(query))
    return [StoredReport.model_validate(fields) for fields in await _fields(session, reports)]


async def reports_of_event(
    session: AsyncSession, event_id: UUID, page: PageQuery, as_of: Published | None = None
) -> Listed[EventReport]:
    """A page of the event's reports, latest publication first; those that it had at ``as_of`` as far as they
    stand as they did then. Raises Invalid for a bad cursor."""
    told = _told(event_id, as_of)
    order = (col(Report.published_at).desc(), col(Report.id).desc())
    query = select(Report).where(told, *await _after(session, page)).order_by(*order).limit(page.limit + 1)
    found = list(await session.scalars(query))
    reports = found[: page.limit]
    last = reports[-1] if len(found) > page.limit else None
    return Listed(
        await _with_articles(session, reports),
        await cursors.encode(session, page, last.published_at, last.id) if last else None,
        await count(session, select(col(Report.id)).where(told)),
    )


async def reports_changed_since(session: AsyncSession, event_id: UUID, as_of: Published | None) -> list[UUID]:
    """Reports that the event had then and that were corrected, read anew or taken back since."""
    if as_of is None:
        return []
    had = list(await session.scalars(_had(event_id, as_of)))
    stand = set(await session.scalars(select(col(Report.id)).where(_told(event_id, as_of))))
    return [id_ for id_ in had if id_ not in stand]


def _told(event_id: UUID, as_of: Published | None) -> ColumnElement[bool]:
    """Reports are written anew whenever their article is read, under the ids that they have."""
    if as_of is None:
        return col(Report.event_id) == event_id
    return and_(col(Report.id).in_(_had(event_id, as_of)), col(Report.created_at) <= as_of.last_moment)


def _had(event_id: UUID, as_of: Published) -> Select[Any]:
    known = rows(as_of)
    return select(func.unnest(col(EventVersion.report_ids))).where(known.id == event_id, *known.held)


async def _after(session: AsyncSession, page: PageQuery) -> list[ColumnElement[bool]]:
    if page.cursor is None:
        return []
    key = await cursors.decode(session, page, page.cursor, datetime, UUID)
    return [tuple_(col(Report.published_at), col(Report.id)) < tuple(key)]


async def _with_articles(session: AsyncSession, reports: Sequence[Report]) -> list[EventReport]:
    articles = await _articles(session, [report.id for report in reports])
    sentences = await _sentences(session, [report.id for report in reports])
    found = []
    for report, fields in zip(reports, await _fields(session, reports), strict=True):
        fields["article"] = articles[report.id]
        for position, mention in enumerate(fields["mentions"]):
            mention["sentence"] = sentences[report.id, position]
        found.append(EventReport.model_validate(fields))
    return found


async def _articles(session: AsyncSession, report_ids: Sequence[UUID]) -> dict[UUID, ArticleRef]:
    query = (
        select(
            col(Report.id),
            Article,
            col(ArticleVersion.title),
            col(ArticleVersion.source),
            col(Report.published_at),
        )
        .join(Article, col(Article.id) == col(Report.article_id))
        .join(ArticleVersion, _read_from())
        .where(col(Report.id).in_(report_ids))
    )
    return {
        report_id: ArticleRef(
            id=article.id, url=article.url, title=title, source=source, published_at=published_at
        )
        for report_id, article, title, source, published_at in (await session.execute(query))
    }


async def _sentences(session: AsyncSession, report_ids: Sequence[UUID]) -> dict[tuple[UUID, int], str]:
    """The sentence of each mention, cut out by Postgres: it counts characters as the offsets do."""
    length = col(Mention.sentence_end) - col(Mention.sentence_start)
    sentence = func.substr(col(ArticleVersion.text), col(Mention.sentence_start) + 1, length)
    query = (
        select(col(Mention.report_id), col(Mention.position), sentence)
        .join(Report, col(Report.id) == col(Mention.report_id))
        .join(ArticleVersion, _read_from())
        .where(col(Mention.report_id).in_(report_ids))
    )
    return {(id_, position): text for id_, position, text in (await session.execute(query))}


def _read_from() -> Any:
    """A report with the version of its article that it was read from."""
    of = col(ArticleVersion.article_id) == col(Report.article_id)
    return of & (col(ArticleVersion.version) == col(Report.version))


async def _fields(session: AsyncSession, reports: Sequence[Report]) -> list[dict[str, Any]]:
    ids = [report.id for report in reports]
    mentions = await _parts(session, Mention, ids)
    actors = await _parts(session, ReportActor, ids)
    places = await places_by_id(session, {report.place_id for report in reports if report.place_id})
    return [
        {
            **_pick(report, PLAIN),
            **_pick(report, ("id", "event_id", "article_id", "version", "claim_chain", "quotes")),
            "mentions": [
                _pick(mention, (*_SPAN, "text", "sentence_start", "sentence_end"))
                for mention in mentions[report.id]
            ],
            "actors": [_pick(actor, (*_ACTOR, *_SPAN)) for actor in actors[report.id]],
            "date": _date(report),
            "location": _location(report, places),
        }
        for report in reports
    ]


async def _parts(session: AsyncSession, table: Any, report_ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    query = select(table).where(table.report_id.in_(report_ids)).order_by(table.report_id, table.position)
    found: dict[UUID, list[Any]] = defaultdict(list)
    for part in await session.scalars(query):
        found[part.report_id].append(part)
    return found


def _pick(row: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _date(report: Report) -> dict[str, Any] | None:
    if report.start_day is None:
        return None
    return {
        "start": report.start_day,
        "end": report.end_day,
        "precision": report.date_precision,
        "basis": report.date_basis,
        "text": report.date_text,
        "text_start": report.date_offset,
        "text_end": report.date_end_offset,
    }


def _location(report: Report, places: dict[str, Place]) -> dict[str, Any] | None:
    if report.place_id is None:
        return None
    place = places[report.place_id]
    return {
        "name": report.location_name,
        "country": report.country,
        "latitude": report.latitude,
        "longitude": report.longitude,
        **_pick(place, ("admin1", "geonames_id", "precision")),
        "start": report.location_offset,
        "end": report.location_end_offset,
    }
