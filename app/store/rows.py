"""Records of extraction as rows of tables: pure, nothing is read or written here."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from app.extract import records
from app.merging.records import Account
from app.models import now
from app.schemas.reports import PLAIN
from app.store.actors import place_id
from app.store.blocks import blocks_of

_ACTOR = ("actor_id", "role", "name", "canonical_name", "kind", "title", "country", "sector", "start", "end")


def happening_row(report: records.Report) -> dict[str, Any]:
    """The columns that a report's and an event's row have in common."""
    when, place = report.date, report.location
    return {
        **{name: getattr(report, name) for name in PLAIN},
        "start_day": when.first if when else None,
        "end_day": when.last if when else None,
        "date_precision": when.precision if when else None,
        "date_basis": when.basis if when else None,
        "place_id": place_id(place) if place else None,
        "location_name": place.name if place else None,
        "country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
    }


def report_row(report: records.Report, account: Account, text: str) -> dict[str, Any]:
    """A report's row but for its ids and its place within the article, whose text is ``text``."""
    when, place = report.date, report.location
    return happening_row(report) | {
        "date_text": when.text if when else None,
        "date_offset": when.start if when else None,
        "date_end_offset": when.end if when else None,
        "location_offset": place.start if place else None,
        "location_end_offset": place.end if place else None,
        "claim_chain": [asdict(link) for link in report.claim_chain],
        "quotes": [
            {"text": quote.text, "start": quote.start, "end": quote.end, "speaker": quote.speaker}
            for quote in report.quotes
        ],
        "told": told(report, text),
        "words": sorted(account.words),
        "blocks": blocks_of(account),
        "created_at": now(),
    }


def mention_rows(report_id: UUID, report: records.Report) -> list[dict[str, Any]]:
    return [
        {
            "report_id": report_id,
            "position": position,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "sentence_start": mention.sentence_start,
            "sentence_end": mention.sentence_end,
        }
        for position, mention in enumerate(report.mentions)
    ]


def report_actor_rows(report_id: UUID, report: records.Report) -> list[dict[str, Any]]:
    return [
        {
            "report_id": report_id,
            "position": position,
            **{name: getattr(actor, name) for name in _ACTOR},
            "aliases": list(actor.aliases),
        }
        for position, actor in enumerate(report.actors)
    ]


def told(report: records.Report, text: str) -> str:
    """What full-text search finds a report by, a line each: summary, names, the sentences that tell of it, quotes."""
    names = (name for actor in report.actors for name in (actor.canonical_name, actor.name, *actor.aliases))
    place = report.location
    where = (place.name, place.canonical_name or "", place.admin1 or "") if place else ()
    sentences = (text[mention.sentence_start : mention.sentence_end] for mention in report.mentions)
    quotes = (quote.text for quote in report.quotes)
    return "\n".join(dict.fromkeys((report.summary, *names, *where, *sentences, *quotes)))
