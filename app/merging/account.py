"""An account from what extraction read in an article."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from app.extract.records import Place, Report
from app.merging.records import Account, Party, Spot
from app.merging.words import content_words

OPENING = 600  # characters of an article that say what it is about


def account_of(
    report: Report,
    *,
    report_id: UUID,
    article_id: UUID,
    published: datetime | None,
    text: str,
    title: str | None = None,
    source: str | None = None,
    copy_of: UUID | None = None,
) -> Account:
    """``text`` is the article's, into which the report's mentions point."""
    when = report.date
    telling = [
        text[start:end]
        for start, end in sorted({(m.sentence_start, m.sentence_end) for m in report.mentions})
    ]
    return Account(
        report_id=report_id,
        article_id=article_id,
        published=published,
        source=source,
        copy_of=copy_of,
        type=report.type,
        family=report.family,
        status=report.status,
        parties=tuple(
            Party(actor_id=a.actor_id, name=a.name, role=a.role, country=a.country, kind=a.kind)
            for a in report.actors
        ),
        first=when.first if when else None,
        last=when.last if when else None,
        date_precision=when.precision if when else None,
        date_basis=when.basis if when else None,
        spot=spot_of(report.location) if report.location else None,
        killed=report.killed,
        injured=report.injured,
        claimed_by=report.claimed_by,
        confidence=report.confidence,
        summary=report.summary,
        words=content_words(report.summary, *telling),
        context=content_words(title or "", text[:OPENING]),
        title=title,
    )


def spot_of(place: Place) -> Spot:
    return Spot(
        place_id=None if place.geonames_id is None else f"geonames:{place.geonames_id}",
        name=place.canonical_name or place.name,
        country=place.country,
        admin1=place.admin1,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
    )
